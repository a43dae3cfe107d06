"""The state of a criterion, case by case."""

from __future__ import annotations

from datetime import date

import pytest

from marketplace.catalogue.vocabulary import State
from marketplace.criteria.model import AnswerKind
from marketplace.suitability.claims import Claim, keys_of, next_change
from marketplace.suitability.states import contradictions, state_of
from tests.marketplace.suitability.building import CHOICES, TODAY, claim, criterion, verified

YESTERDAY, TOMORROW = date(2026, 11, 22), date(2026, 11, 24)


@pytest.mark.parametrize(
    ("claims", "state"),
    [
        ([], State.UNKNOWN),
        ([claim()], State.DECLARED),
        ([claim("no")], State.DECLARED),
        ([claim(basis="document")], State.EVIDENCED),
        ([claim(), claim(basis="third_party")], State.EVIDENCED),
        ([claim(basis="document", verified=(verified(TOMORROW),))], State.VERIFIED),
        ([claim(basis="document", verified=(verified(TODAY),))], State.VERIFIED),
        ([claim(basis="document", verified=(verified(YESTERDAY),))], State.EVIDENCED),
        ([claim(basis="document", until=YESTERDAY)], State.EXPIRED),
        ([claim(basis="document", until=YESTERDAY, verified=(verified(TOMORROW),))], State.EXPIRED),
        ([claim(), claim(basis="document", until=YESTERDAY)], State.EXPIRED),
        ([claim(verified=(verified(YESTERDAY),))], State.EXPIRED),
        ([claim(until=YESTERDAY)], State.UNKNOWN),
        ([claim(), claim("no", "check")], State.CONTRADICTED),
        ([claim("no"), claim(basis="document", verified=(verified(TOMORROW),))], State.CONTRADICTED),
        ([claim("no", until=YESTERDAY), claim()], State.DECLARED),
        ([claim("no", "check", ended=True), claim()], State.DECLARED),
        ([claim(basis="document", verified=(verified(agreed=False),))], State.EVIDENCED),
        ([claim(basis="document", verified=(verified(ended=True),))], State.EVIDENCED),
    ],
)
def test_the_state_follows_from_what_counts_today(claims: list[Claim], state: State) -> None:
    assert state_of(criterion(), claims, TODAY) is state


def test_lists_complete_each_other_but_not_with_none_of_it() -> None:
    several = criterion(answer=AnswerKind.CHOICES, options=CHOICES)
    complete = [claim("self"), claim("centre", "repository")]
    assert state_of(several, complete, TODAY) is State.EVIDENCED
    assert state_of(several, [*complete, claim("none", "third_party")], TODAY) is State.CONTRADICTED


def test_free_texts_complete_each_other() -> None:
    described = criterion(answer=AnswerKind.TEXT, options=())
    assert state_of(described, [claim("ab 500 Euro"), claim("je nach Größe")], TODAY) is State.DECLARED


def test_a_text_the_catalogue_knows_one_value_of_contradicts_another() -> None:
    licence = criterion(answer=AnswerKind.TEXT, options=(), fact="license")
    claims = [claim("EUPL-1.2", "repository"), claim("AGPL-3.0-only")]
    assert state_of(licence, claims, TODAY) is State.CONTRADICTED


def test_contradictions_name_the_stronger_side_first() -> None:
    said, read = claim("yes"), claim("no", "repository")
    assert contradictions(criterion(), [said, read]) == [(read, said)]


@pytest.mark.parametrize(
    ("value", "keys"),
    [
        (True, ("yes",)),
        (False, ("no",)),
        ("yes", ("yes",)),
        (["b", "a", "b"], ("a", "b")),
        (500, ("500",)),
        ("2026-12-31", ("2026-12-31",)),
    ],
)
def test_stored_answers_become_keys(value: object, keys: tuple[str, ...]) -> None:
    assert keys_of(value) == keys


@pytest.mark.parametrize("value", ["", " ", None, [], [""], {"a": 1}])
def test_an_empty_answer_is_none(value: object) -> None:
    with pytest.raises(ValueError, match="empty"):
        keys_of(value)


def test_the_next_change_is_the_first_day_something_expires() -> None:
    later = date(2027, 1, 1)
    claims = [claim(until=later, verified=(verified(TOMORROW),)), claim(until=YESTERDAY), claim()]
    assert next_change(claims, TODAY) == TOMORROW
    assert next_change([claim()], TODAY) is None
