"""A published edition never changes; a new one takes answers over and says what it changed."""

from __future__ import annotations

import pytest

from marketplace.criteria.changes import ChangeKind, carried_forward, changes_between
from marketplace.criteria.digests import changed_files, publish
from marketplace.criteria.editions import edition, editions, read_all
from marketplace.criteria.errors import CriteriaInvalid
from marketplace.criteria.model import Edition
from tests.marketplace.criteria.conftest import Folder, both


@pytest.fixture
def two(folder: Folder) -> tuple[Edition, Edition]:
    """2026-1 with four criteria; 2027-1 rewords one, replaces one, removes one, adds one."""
    for key in ("price-model", "invoices", "terms"):
        folder.criterion("2026-1", key)
    folder.head("2027-1", based_on="2026-1", topics=[], removed=["terms"])
    folder.criterion("2027-1", "costs-public", help=both("Nur eine datierte Preisliste zählt."))
    folder.criterion("2027-1", "e-invoices", replaces=["invoices"])
    folder.criterion("2027-1", "discounts")
    (new, _), (old, _) = read_all(folder.path)
    return old, new


def test_a_new_edition_takes_over_what_it_does_not_change(two: tuple[Edition, Edition]) -> None:
    old, new = two
    assert new.criterion("price-model") == old.criterion("price-model")
    assert {one.key for one in new.criteria} == {"costs-public", "e-invoices", "discounts", "price-model"}


def test_changes_are_listed(two: tuple[Edition, Edition]) -> None:
    found = {change.key: change for change in changes_between(*two)}
    assert {key: change.kind for key, change in found.items()} == {
        "costs-public": ChangeKind.REWORDED,
        "e-invoices": ChangeKind.REPLACED,
        "discounts": ChangeKind.ADDED,
        "terms": ChangeKind.REMOVED,
    }
    assert found["costs-public"].parts == ("help",)
    assert found["e-invoices"].former_key == "invoices"


def test_answers_go_on_under_kept_and_replaced_keys(two: tuple[Edition, Edition]) -> None:
    answers = {"costs-public": "yes", "invoices": "no", "terms": "yes"}
    assert carried_forward(answers, two[1]) == {"costs-public": "yes", "e-invoices": "no"}


def test_a_new_answer_goes_before_one_to_the_replaced_key(two: tuple[Edition, Edition]) -> None:
    answers = {"e-invoices": "yes", "invoices": "no"}
    assert carried_forward(answers, two[1]) == {"e-invoices": "yes"}


def test_an_answer_that_no_longer_exists_is_asked_anew(two: tuple[Edition, Edition]) -> None:
    assert carried_forward({"costs-public": "perhaps"}, two[1]) == {}


def test_what_is_removed_has_to_exist(folder: Folder) -> None:
    folder.head("2027-1", based_on="2026-1", removed=["terms"])
    with pytest.raises(CriteriaInvalid, match="removed: 'terms' is not in edition 2026-1"):
        read_all(folder.path)


def test_a_changed_file_of_a_published_edition_is_noticed(folder: Folder) -> None:
    record = folder.path / "published.json"
    assert publish(folder.path, record) == ["2026-1"]
    assert changed_files(folder.path, record) == []
    folder.criterion("2026-1", "costs-public", position=2)
    folder.criterion("2026-1", "discounts")
    found = changed_files(folder.path, record)
    assert found == ["2026-1/cost/costs-public.yaml", "2026-1/cost/discounts.yaml"]


def test_publishing_again_never_overwrites_the_record(folder: Folder) -> None:
    record = folder.path / "published.json"
    publish(folder.path, record)
    folder.criterion("2026-1", "costs-public", position=2)
    assert publish(folder.path, record) == []
    assert changed_files(folder.path, record) == ["2026-1/cost/costs-public.yaml"]


def test_editions_are_found_by_their_key() -> None:
    assert edition(editions()[0].key) is editions()[0]
    assert edition("1999-1") is None
