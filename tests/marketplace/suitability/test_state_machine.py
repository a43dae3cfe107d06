"""Whatever is said, ended, checked and however time goes by: what always holds for the states."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from marketplace.catalogue.vocabulary import State
from marketplace.suitability.cells import cell_of
from marketplace.suitability.claims import BASES, Claim, Verified, lapsed
from marketplace.suitability.states import contradictions, state_of
from tests.marketplace.suitability.building import criterion

FIRST_DAY = date(2026, 1, 1)
QUESTION = criterion()
spans = st.none() | st.integers(0, 60)


class Criterion(RuleBasedStateMachine):
    """One yes/no criterion over time."""

    def __init__(self) -> None:
        super().__init__()
        self.today = FIRST_DAY
        self.claims: list[Claim] = []

    @rule(basis=st.sampled_from(BASES), value=st.sampled_from(["yes", "no"]), days=spans)
    def say(self, basis: str, value: str, days: int | None) -> None:
        before = state_of(QUESTION, self.claims, self.today)
        self.claims.append(Claim(basis, (value,), on=self.today, until=self._day(days)))
        if before is State.CONTRADICTED:
            assert state_of(QUESTION, self.claims, self.today) is State.CONTRADICTED, "nothing outvotes"

    @precondition(lambda self: self.claims)
    @rule(which=st.randoms(use_true_random=False))
    def end(self, which: Random) -> None:
        index = which.randrange(len(self.claims))
        without = self.claims[:index] + self.claims[index + 1 :]
        self.claims[index] = replace(self.claims[index], ended=True)
        assert state_of(QUESTION, self.claims, self.today) is state_of(QUESTION, without, self.today)

    @precondition(lambda self: self.claims)
    @rule(which=st.randoms(use_true_random=False), days=spans, agreed=st.booleans())
    def verify(self, which: Random, days: int | None, agreed: bool) -> None:
        index = which.randrange(len(self.claims))
        mark = Verified("Prüfstelle", self.today, self._day(days), agreed)
        self.claims[index] = replace(self.claims[index], verified=(*self.claims[index].verified, mark))

    @precondition(lambda self: any(claim.verified for claim in self.claims))
    @rule()
    def withdraw_verifications(self) -> None:
        self.claims = [
            replace(claim, verified=tuple(replace(one, ended=True) for one in claim.verified))
            for claim in self.claims
        ]
        assert state_of(QUESTION, self.claims, self.today) is not State.VERIFIED

    @rule(days=st.integers(1, 40))
    def wait(self, days: int) -> None:
        """Time alone can take trust away or end a contradiction, but verifies nothing."""
        before = state_of(QUESTION, self.claims, self.today)
        self.today += timedelta(days)
        after = state_of(QUESTION, self.claims, self.today)
        if before not in (State.VERIFIED, State.CONTRADICTED):
            assert after is not State.VERIFIED

    def _day(self, days: int | None) -> date | None:
        return None if days is None else self.today + timedelta(days)

    @property
    def counting(self) -> list[Claim]:
        return [one for one in self.claims if not one.ended and not lapsed(one.until, self.today)]

    @invariant()
    def the_order_does_not_matter(self) -> None:
        forward = cell_of(QUESTION, self.claims, self.today)
        assert cell_of(QUESTION, self.claims[::-1], self.today) == forward

    @invariant()
    def what_has_ended_is_not_there(self) -> None:
        kept = [claim for claim in self.claims if not claim.ended]
        assert cell_of(QUESTION, kept, self.today) == cell_of(QUESTION, self.claims, self.today)

    @invariant()
    def a_contradiction_is_two_counting_answers_whoever_speaks_first(self) -> None:
        answers = {claim.value for claim in self.counting}
        state = state_of(QUESTION, self.claims, self.today)
        assert (state is State.CONTRADICTED) == (len(answers) > 1)
        for one, other in contradictions(QUESTION, self.counting):
            assert contradictions(QUESTION, [other, one]) == contradictions(QUESTION, [one, other])

    @invariant()
    def verified_rests_on_a_verification_that_counts(self) -> None:
        if state_of(QUESTION, self.claims, self.today) is State.VERIFIED:
            marks = [mark for claim in self.counting for mark in claim.verified]
            assert any(m.agreed and not m.ended and not lapsed(m.until, self.today) for m in marks)

    @invariant()
    def what_is_not_known_is_neither_good_nor_bad(self) -> None:
        cell = cell_of(QUESTION, self.claims, self.today)
        if cell.state in (State.UNKNOWN, State.CONTRADICTED, State.EXPIRED):
            assert cell.meets is None
        else:
            assert cell.meets is (cell.answer == "yes")

    @invariant()
    def both_sides_of_a_contradiction_are_shown(self) -> None:
        cell = cell_of(QUESTION, self.claims, self.today)
        if cell.state is State.CONTRADICTED:
            assert {"yes", "no"} <= {one.value for one in cell.said}
            assert cell.answer == ""

    @invariant()
    def expired_is_said_only_of_a_proof(self) -> None:
        if state_of(QUESTION, self.claims, self.today) is State.EXPIRED:
            assert cell_of(QUESTION, self.claims, self.today).reason_de
            assert all(claim.basis == "provider" for claim in self.counting)


Criterion.TestCase.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)
TestStatesOverTime = Criterion.TestCase
