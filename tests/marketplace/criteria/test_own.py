"""Operators add criteria without code; a bad file is named and left out, and the site goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client, RequestFactory
from pytest_django import Settings

from marketplace.accounts.models import User
from marketplace.criteria.checks import own_criteria_can_be_used
from marketplace.criteria.editions import current_edition, editions, own_problems
from marketplace.web.views.status import status
from tests.marketplace.criteria.conftest import Folder, both
from tools.places import ROOT


@pytest.fixture
def own(tmp_path: Path, settings: Settings) -> Iterator[Folder]:
    """The operator's folder."""
    settings.CRITERIA_ROOT = tmp_path
    editions.cache_clear()
    yield Folder(tmp_path)
    editions.cache_clear()


def test_an_own_criterion_joins_the_current_edition(own: Folder, client: Client, db: None) -> None:
    own.own("own-region", topic="operation", title=both("Aus der Region"))
    found = current_edition().criterion("own-region")
    assert found is not None
    assert found.is_own
    assert found in current_edition().of_topic("operation")
    html = client.get("/kriterien/own-region/").content.decode()
    assert "Ergänzt vom Betreiber dieses Marktplatzes" in html


def test_the_example_of_the_guide_works(own: Folder) -> None:
    guide = (ROOT / "docs" / "guides" / "own-criteria.md").read_text(encoding="utf-8")
    example = guide.split("```yaml\n")[1].split("```")[0]
    (own.path / "own-regional-support.yaml").write_text(example, encoding="utf-8")
    assert own_problems() == ()
    assert current_edition().criterion("own-regional-support") is not None


def test_own_criteria_may_use_references_and_conditions_of_the_edition(own: Folder) -> None:
    applies = {"kinds": ["solution"], "when": {"ai-used": ["yes"]}, "otherwise": both("Ohne KI nicht.")}
    own.own("own-ai", topic="ai-transparency", references=["ai-act-50"], applies=applies)
    assert own_problems() == ()
    assert current_edition().criterion("own-ai") is not None


@pytest.mark.parametrize(
    ("key", "topic", "said"),
    [
        ("region", "operation", "region.yaml: key: has to begin with 'own-'"),
        ("own-region", "colours", "own-region.yaml: topic: 'colours' is not a topic of the edition"),
    ],
)
def test_a_bad_file_is_named_and_left_out(own: Folder, key: str, topic: str, said: str) -> None:
    own.own(key, topic=topic)
    own.own("own-good", topic="operation")
    assert current_edition().criterion(key) is None
    assert current_edition().criterion("own-good") is not None
    assert own_problems() == (said,)
    (warning,) = own_criteria_can_be_used()
    assert said in warning.msg


def test_an_own_file_cannot_rest_on_a_criterion_that_does_not_exist(own: Folder) -> None:
    applies = {"kinds": ["solution"], "when": {"own-other": ["yes"]}, "otherwise": both("Nie.")}
    own.own("own-region", topic="operation", applies=applies)
    said = "own-region.yaml: applies.when: 'own-other' is not a criterion of the edition"
    assert own_problems() == (said,)


def test_the_state_page_names_files_that_are_left_out(own: Folder, client: Client, db: None) -> None:
    own.own("region", topic="operation")
    html = client.get("/status/").content.decode()
    assert "region.yaml" in html
    assert "has to begin with" not in html


def test_operators_read_there_what_is_wrong(own: Folder, rf: RequestFactory, admin_user: User) -> None:
    own.own("region", topic="operation")
    request = rf.get("/status/")
    request.user = admin_user
    assert b"region.yaml: key: has to begin with" in status(request).content


def test_the_site_works_while_a_file_is_broken(own: Folder, client: Client, db: None) -> None:
    (own.path / "own-broken.yaml").write_text("key: [", encoding="utf-8")
    assert client.get("/kriterien/").status_code == 200
