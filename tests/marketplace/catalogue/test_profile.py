"""States are computed from sources, and what nobody says is said plainly."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from marketplace.catalogue.models import Source
from marketplace.catalogue.queries import profile
from marketplace.catalogue.vocabulary import LicenceFamily, State, licence_family
from tests.factories import fact, listing

pytestmark = pytest.mark.django_db


def state(of: object, key: str) -> State:
    row = profile(of).row(key)  # type: ignore[arg-type]
    assert row is not None
    return row.state


def test_what_was_read_in_the_source_is_evidenced() -> None:
    assert state(listing(facts={"license": "MIT"}), "license") is State.EVIDENCED


def test_what_only_the_provider_says_is_declared() -> None:
    assert state(listing(declared={"license": "MIT"}), "license") is State.DECLARED


def test_two_licences_contradict_each_other_and_both_are_shown_first() -> None:
    solution = listing(facts={"license": "EUPL-1.2"}, declared={"license": "AGPL-3.0-only"})
    row = profile(solution).open_points[0]
    assert (row.key, row.state) == ("license", State.CONTRADICTED)
    assert [entry.text for entry in row.entries] == ["EUPL-1.2", "AGPL-3.0-only"]


def test_the_same_licence_from_two_sources_is_no_contradiction() -> None:
    assert state(listing(facts={"license": "MIT"}, declared={"license": "MIT"}), "license") is State.EVIDENCED


def test_several_interfaces_complete_each_other() -> None:
    solution = listing(facts={"interfaces": ["Open311"]})
    fact(solution, "interfaces", ["WMS"], basis=Source.Basis.THIRD_PARTY)
    assert state(solution, "interfaces") is State.EVIDENCED


def test_what_nobody_says_is_unknown_and_asks_a_question() -> None:
    row = profile(listing()).row("cost")
    assert row is not None
    assert row.state is State.UNKNOWN
    assert row.ask
    assert row.entries == []


def test_questions_that_do_not_arise_for_consulting_are_not_asked() -> None:
    keys = {row.key for row in profile(listing(kind="consulting")).rows}
    assert "license" not in keys
    assert "cost" in keys


def test_the_sum_of_the_states_is_the_number_of_rows() -> None:
    shown = profile(listing(facts={"license": "MIT"}, declared={"maturity": "stable"}))
    assert sum(number for _state, _label, number in shown.state_counts) == len(shown.rows)


def test_values_are_worded_in_the_language_of_the_reader() -> None:
    solution = listing(facts={"operation": ["self_hosted"], "last_change": "2026-08"})
    with override("de"):
        assert profile(solution).row("operation").entries[0].text == "selbst betreiben"  # type: ignore[union-attr]
        assert profile(solution).row("last_change").entries[0].text == "August 2026"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("expression", "family"),
    [
        ("MIT", LicenceFamily.PERMISSIVE),
        ("AGPL-3.0-or-later", LicenceFamily.STRONG_COPYLEFT),
        ("LGPL-3.0-only", LicenceFamily.WEAK_COPYLEFT),
        ("EUPL-1.2 OR AGPL-3.0-only", LicenceFamily.STRONG_COPYLEFT),
        ("MIT OR GPL-3.0-only", LicenceFamily.PERMISSIVE),
        ("MIT AND GPL-3.0-only", LicenceFamily.STRONG_COPYLEFT),
        ("LicenseRef-Solingen", LicenceFamily.OWN_TERMS),
        ("LicenseRef-Proprietary", LicenceFamily.PROPRIETARY),
        ("NONE", LicenceFamily.UNCLEAR),
    ],
)
def test_a_licence_belongs_to_a_family(expression: str, family: LicenceFamily) -> None:
    assert licence_family(expression) is family
