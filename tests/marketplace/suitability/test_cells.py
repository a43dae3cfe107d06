"""Cells: the answer in words, whether it satisfies, and the reasons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from marketplace.catalogue.vocabulary import State
from marketplace.criteria.model import AnswerKind, Applicability, Option, Text
from marketplace.suitability.cells import cell_of, cells_of
from marketplace.suitability.json import as_json, from_json
from marketplace.suitability.model import Suitability
from tests.marketplace.suitability.building import CHOICES, TODAY, claim, criterion, edition, verified

SEVERAL = criterion("operation", answer=AnswerKind.CHOICES, options=CHOICES)


def test_the_answer_is_worded_in_both_languages() -> None:
    cell = cell_of(criterion(), [claim(basis="document", source_de="AVV-Muster")], TODAY)
    assert (cell.words_de, cell.words_en, cell.meets) == ("Ja", "Yes", True)
    assert cell.said[0].source_de == "AVV-Muster"


def test_lists_are_joined_in_the_order_of_the_options() -> None:
    cell = cell_of(SEVERAL, [claim("centre"), claim("self", "repository")], TODAY)
    assert (cell.answer, cell.words_de) == ("self,centre", "selbst, Rechenzentrum")


def test_numbers_have_their_unit_and_days_their_order() -> None:
    months = criterion(answer=AnswerKind.NUMBER, options=(), unit=Text("Monate", "months"))
    day = criterion(answer=AnswerKind.DATE, options=())
    assert cell_of(months, [claim("24")], TODAY).words_de == "24 Monate"
    ending = cell_of(day, [claim("2027-01-31")], TODAY)
    assert (ending.words_de, ending.words_en) == ("31.01.2027", "31 Jan 2027")


def test_a_contradiction_names_both_sides_and_answers_nothing() -> None:
    cell = cell_of(criterion(), [claim(source_de="Anbieter"), claim("no", "check")], TODAY)
    assert (cell.answer, cell.meets) == ("", None)
    assert cell.reason_de == "automatische Prüfung: Nein; Anbieter: Ja."


def test_two_licences_of_one_family_contradict_each_other() -> None:
    one = replace(claim(basis="repository"), exact=("EUPL-1.2",))
    other = replace(claim(), exact=("AGPL-3.0",))
    cell = cell_of(criterion(), [one, other], TODAY)
    assert cell.state is State.CONTRADICTED
    assert "EUPL-1.2" in cell.reason_de
    assert "AGPL-3.0" in cell.reason_de


def test_a_choice_of_licences_agrees_with_one_of_them() -> None:
    both = replace(claim(basis="repository"), exact=("AGPL-3.0", "EUPL-1.2"))
    assert cell_of(criterion(), [both, replace(claim(), exact=("EUPL-1.2",))], TODAY).state is State.EVIDENCED


def test_an_expired_proof_says_until_when_it_was_valid() -> None:
    cell = cell_of(criterion(), [claim(basis="document", until=date(2026, 3, 1))], TODAY)
    assert (cell.state, cell.meets) == (State.EXPIRED, None)
    assert cell.reason_de == "Der Nachweis galt bis 01.03.2026."


def test_an_expired_verification_leaves_the_proof() -> None:
    marks = (verified(date(2026, 3, 1)),)
    cell = cell_of(criterion(), [claim(basis="document", verified=marks)], TODAY)
    assert cell.state is State.EVIDENCED
    assert cell.reason_de == "Die Prüfung galt bis 01.03.2026."


def test_a_verified_statement_names_who_checked_it_and_until_when() -> None:
    marks = (verified(date(2027, 3, 1)),)
    proof = claim(basis="document", until=date(2027, 1, 1), verified=marks)
    (said,) = cell_of(criterion(), [proof], TODAY).said
    assert (said.checked_by, said.valid_until) == ("Prüfstelle", "2027-01-01")


def test_a_question_that_does_not_arise_has_a_reason_and_no_answer() -> None:
    (cell,) = cells_of(edition(criterion()), "consulting", {"avv": [claim()]}, TODAY)
    assert (cell.state, cell.meets, cell.reason_de) == (State.NOT_APPLICABLE, None, "Entfällt.")
    assert cell.said


def test_a_condition_takes_a_question_away_only_when_it_is_answered() -> None:
    applies = Applicability(("solution",), {"avv": ("yes",)}, Text("Entfällt ohne AVV.", "Does not arise."))
    both = edition(criterion(), criterion("annex", applies=applies))

    def state(*claims: object) -> State:
        return cells_of(both, "solution", {"avv": claims}, TODAY)[1].state  # type: ignore[dict-item]

    assert state() is State.UNKNOWN
    assert state(claim()) is State.UNKNOWN
    assert state(claim("no")) is State.NOT_APPLICABLE
    assert state(claim("no"), claim("yes", "check")) is State.UNKNOWN


def test_any_option_that_satisfies_is_enough() -> None:
    weak = replace(SEVERAL, options=(*CHOICES, Option("maybe", Text("geplant", "planned"), False)))
    assert cell_of(weak, [claim("maybe")], TODAY).meets is False
    assert cell_of(weak, [claim("maybe,self")], TODAY).meets is True


def test_profiles_survive_being_stored() -> None:
    claims = {"avv": [claim(basis="document", verified=(verified(),)), claim("no", on=TODAY)]}
    cells = cells_of(edition(criterion(), SEVERAL), "solution", claims, TODAY)
    profile = Suitability(7, "2026-1", cells)
    assert from_json(as_json(profile)) == profile
