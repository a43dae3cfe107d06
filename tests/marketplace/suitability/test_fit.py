"""Whether an offer fits a wish: unknown is open, never not met, and every verdict has its reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.catalogue.vocabulary import State
from marketplace.criteria.model import AnswerKind
from marketplace.suitability.cells import cell_of
from marketplace.suitability.claims import BASES, Claim
from marketplace.suitability.fit import Wish, judge
from marketplace.suitability.model import Cell
from tests.marketplace.suitability.building import CHOICES, TODAY, claim, criterion, verified

WISH = Wish("avv", "must")


def cell(*claims: Claim) -> Cell:
    return cell_of(criterion(), claims, TODAY)


def test_a_declared_answer_meets_and_says_that_nobody_checked_it() -> None:
    verdict = judge(cell(claim(source_de="Website")), WISH)
    assert (verdict.met, verdict.reason_de) == ("met", "Ja (Website; Selbstauskunft, nicht geprüft).")


def test_a_verified_answer_names_document_page_and_reviewer() -> None:
    proof = claim(
        basis="document", source_de="AVV", locator="Seite 3", on=TODAY, verified=(verified(),), words_en="Yes"
    )
    verdict = judge(cell(proof), WISH)
    assert verdict.reason_de == "Ja (AVV, Seite 3, 23.11.2026; geprüft von Prüfstelle)."
    assert "23 November 2026; verified by Prüfstelle" in verdict.reason_en


def test_a_no_is_not_met() -> None:
    assert judge(cell(claim("no", "document")), WISH).met == "not_met"


def test_a_contradiction_is_open_and_names_both_sides() -> None:
    verdict = judge(cell(claim(), claim("no", "check")), WISH)
    assert verdict.met == "open"
    assert "automatische Prüfung: Nein" in verdict.reason_de


def test_wished_options_decide_instead_of_the_criterion() -> None:
    several = criterion(answer=AnswerKind.CHOICES, options=CHOICES)
    offered = cell_of(several, [claim("self")], TODAY)
    assert judge(offered, Wish("avv", "must", options=("centre",))).met == "not_met"
    assert judge(offered, Wish("avv", "must", options=("centre", "self"))).met == "met"


def test_what_does_not_arise_is_neither() -> None:
    none = Cell("avv", State.NOT_APPLICABLE, "", "", "", None, "Entfällt.", "Does not arise.", ())
    assert judge(none, WISH).met == "not_applicable"
    assert judge(none, WISH).reason_en == "Does not arise."


@given(
    st.lists(
        st.builds(claim, st.sampled_from(["yes", "no"]), st.sampled_from(BASES)),
        max_size=4,
    )
)
def test_not_met_always_rests_on_somebody_who_says_no(claims: list[Claim]) -> None:
    verdict = judge(cell(*claims), WISH)
    if verdict.met == "not_met":
        assert {one.value for one in claims} == {("no",)}
    if not claims:
        assert verdict.met == "open"
    assert verdict.reason_de
    assert verdict.reason_en


def test_a_wish_of_another_criterion_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="cannot answer"):
        judge(cell(), Wish("other", "must"))


@pytest.mark.parametrize("weight", [0, 6])
def test_weights_go_from_one_to_five(weight: int) -> None:
    with pytest.raises(ValueError, match="weight"):
        Wish("avv", "should", weight=weight)
