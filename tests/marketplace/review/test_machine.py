"""Whatever order people act in: the rules of a case's life hold (Hypothesis plays the people)."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from marketplace.accounts.models import User
from marketplace.catalogue.models import Listing
from marketplace.organisations.models import Membership
from marketplace.review import services
from marketplace.review.errors import CaseConflict, NotAllowed, NotEligible, WrongInput
from marketplace.review.models import Case, Quarantine
from marketplace.review.verifying import Seen
from marketplace.suitability.models import Statement, Verification
from tests import factories
from tests.marketplace.review.scenes import KEY, Scene, ticks

REFUSALS = (CaseConflict, NotAllowed, NotEligible, WrongInput)
people = st.sampled_from(["first", "second", "lead", "insider", "editor"])


class LifeOfACase(RuleBasedStateMachine):
    """Reviewers, one of them a member of the provider's organisation, and the provider's editor act."""

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()

    def teardown(self) -> None:
        """What this course of events wrote is gone before the next begins."""
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @initialize()
    def begin(self) -> None:
        self.scene = Scene()
        self.people: dict[str, User] = {
            "first": self.scene.first, "second": self.scene.second, "lead": self.scene.lead,
            "editor": self.scene.editor, "insider": self._insider(),
        }  # fmt: skip
        self.case = self.scene.request()
        self.decided: dict[Any, dict[str, Any]] = {}
        self.before = Listing.objects.values().get(pk=self.scene.listing.pk)
        self.seen = self.scene.seen(self.case)

    def _insider(self) -> User:
        found = factories.reviewer("ingo")
        Membership.objects.create(organisation=self.scene.organisation, user=found, role="reader")
        return found

    @rule()
    def look(self) -> None:
        """Somebody loads the page; what they send later is what they saw then."""
        with suppress(AssertionError):
            self.seen = self.scene.seen(self.case)

    @rule(who=people)
    def approve(self, who: str) -> None:
        before = Case.objects.get(pk=self.case.pk)
        try:
            after = services.approve(self.case.pk, by=self.people[who], seen=self.seen, ticks=ticks())
        except REFUSALS:
            return
        assert who in {"first", "second", "lead"}
        if after.is_decided:
            assert before.proposed_by not in (None, self.people[who])
            made = Verification.objects.latest("pk")
            assert made.evidence_hash == self.seen.sha256
            assert made.statement_id == self.seen.statement

    @rule(who=people)
    def disagree(self, who: str) -> None:
        with suppress(*REFUSALS):
            services.disagree(self.case.pk, by=self.people[who], seen=self.seen, reason="Nein.")

    @rule(who=people)
    def refuse(self, who: str) -> None:
        with suppress(*REFUSALS):
            services.refuse(self.case.pk, by=self.people[who], reason="Reicht nicht.")

    @rule(who=people)
    def ask(self, who: str) -> None:
        with suppress(*REFUSALS):
            services.ask(self.case.pk, by=self.people[who], text="Warum?")

    @rule(who=people)
    def answer(self, who: str) -> None:
        with suppress(*REFUSALS):
            services.answer(self.case.pk, by=self.people[who], text="Darum.")
            assert who == "editor"

    @rule()
    def new_version(self) -> None:
        self.scene.add_version()

    @rule()
    def say_anew(self) -> None:
        """The provider rests the statement on the newest version."""
        newest = self.scene.document.versions.order_by("-number")[0]
        Statement.objects.filter(criterion=KEY, ended_at__isnull=True).update(ended_at=timezone.now())
        self.scene.say(newest)

    @rule()
    def ask_for_verification_again(self) -> None:
        with suppress(WrongInput):
            self.case = self.scene.request()

    @rule(who=people)
    def quarantine(self, who: str) -> None:
        with suppress(*REFUSALS):
            services.quarantine(self.scene.listing, reason="Werbung.", by=self.people[who])
            assert who in {"first", "second", "lead"}

    @rule(who=people)
    def release(self, who: str) -> None:
        with suppress(*REFUSALS):
            services.release(self.scene.listing, reason="Behoben.", by=self.people[who])

    @invariant()
    def verified_took_two_different_people_without_a_stake(self) -> None:
        if not hasattr(self, "people"):
            return
        may = {self.people[who].pk for who in ("first", "second", "lead")}
        for one in Verification.objects.all():
            assert one.by_id != one.second_id
            assert {one.by_id, one.second_id} <= may
            assert one.statement.document_version is not None
            assert one.evidence_hash == one.statement.document_version.sha256
        for case in Case.objects.filter(outcome="verified"):
            assert case.proposed_by_id != case.decided_by_id

    @invariant()
    def decided_cases_never_change(self) -> None:
        rows: list[dict[str, Any]] = [dict(row) for row in Case.objects.filter(state="decided").values()]
        for row in rows:
            kept = self.decided.setdefault(row["id"], row) if hasattr(self, "decided") else row
            assert row == kept

    @invariant()
    def hidden_or_exactly_as_before(self) -> None:
        if not hasattr(self, "before"):
            return
        now = Listing.objects.values().get(pk=self.scene.listing.pk)
        hidden = Quarantine.objects.filter(released_at__isnull=True).count()
        assert hidden <= 1
        assert now == (self.before | {"state": "quarantined"} if hidden else self.before)


@pytest.mark.django_db
def test_the_rules_hold_whatever_order_people_act_in() -> None:
    run_state_machine_as_test(
        LifeOfACase,
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.django_db
def test_a_stale_page_approves_nothing() -> None:
    scene = Scene()
    case = scene.request()
    with pytest.raises(CaseConflict):
        services.approve(case.pk, by=scene.first, seen=Seen(scene.statement.pk, "0" * 64), ticks=ticks())
