"""Taking, asking, answering, appealing, reporting, hiding; and what the database itself refuses."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from marketplace.catalogue.editing import propose_edit
from marketplace.catalogue.errors import EditRefused
from marketplace.catalogue.models import Listing
from marketplace.catalogue.queries import published_listings
from marketplace.notices.models import Notice
from marketplace.organisations.models import Membership, Organisation
from marketplace.review import services
from marketplace.review.errors import CaseConflict, CaseIsAppendOnly, NotAllowed, NotEligible, WrongInput
from marketplace.review.findings import Finding
from marketplace.review.models import Case, CaseEntry, Quarantine
from marketplace.review.queries import (
    case_for_party,
    cases_of_party,
    entries_for_party,
    numbers,
    quarantines_of,
)
from marketplace.review.renewals import reopen_expiring
from marketplace.review.reporting import report
from marketplace.review.waiting import open_waiting_cases
from marketplace.suitability.models import Statement, Verification
from tests import factories
from tests.marketplace.review.scenes import KEY, Scene

pytestmark = pytest.mark.django_db


def test_one_person_takes_a_case_and_the_lead_may_take_it_over() -> None:
    scene = Scene()
    case = scene.request()
    services.take(case.pk, by=scene.first)
    with pytest.raises(CaseConflict, match="rita"):
        services.take(case.pk, by=scene.second)
    with pytest.raises(CaseConflict):
        services.put_back(case.pk, by=scene.second)
    assert services.take(case.pk, by=scene.lead).assigned_to == scene.lead
    assert services.put_back(case.pk, by=scene.lead).assigned_to is None


def test_a_question_stops_the_clock_and_the_answer_starts_it_again() -> None:
    scene = Scene()
    case = services.ask(scene.request().pk, by=scene.first, text="Welche Version wurde geprüft?")
    due = case.due_on
    assert case.state == Case.State.WAITING
    assert Notice.objects.filter(user=scene.editor, kind="review.question").exists()
    Case.objects.filter(pk=case.pk).update(waiting_since=timezone.now() - timedelta(days=5))
    answered = services.answer(case.pk, by=scene.editor, text="Version 4.2.")
    assert (answered.state, answered.due_on) == (Case.State.OPEN, due + timedelta(days=5))
    assert Notice.objects.filter(user=scene.first, kind="review.answer").exists()


def test_an_answer_with_a_newer_version_is_what_gets_checked() -> None:
    scene = Scene()
    case = services.ask(scene.request().pk, by=scene.first, text="Bitte die ganze Fassung.")
    newer = scene.add_version()
    services.answer(case.pk, by=scene.editor, text="Hier.", version=newer)
    scene.approve(case, scene.first)
    scene.approve(case, scene.second)
    assert Verification.objects.get().evidence_hash == newer.sha256


def test_documents_of_other_kinds_or_listings_prove_nothing_here() -> None:
    scene = Scene()
    case = scene.request()
    scene.document.kind = "contract-template"
    scene.document.save()
    with pytest.raises(WrongInput, match="zählt bei"):
        services.answer(case.pk, by=scene.editor, text="Hier.", version=scene.version)
    scene.document.listing = factories.listing("anderer", provider=scene.listing.provider)
    scene.document.save()
    with pytest.raises(NotAllowed):
        services.answer(case.pk, by=scene.editor, text="Hier.", version=scene.version)


def test_only_the_other_sides_editors_answer_and_read() -> None:
    scene = Scene()
    case = scene.request()
    services.note(case.pk, by=scene.first, text="Kommt mir bekannt vor.")
    reader, stranger = scene.member("lisa", "reader"), factories.person("fremd")
    for one in [reader, stranger, scene.first]:
        assert case_for_party(one, case.pk) is None
        with pytest.raises(NotAllowed):
            services.answer(case.pk, by=one, text="Ich antworte.")
    found = case_for_party(scene.editor, case.pk)
    assert found == case
    assert [one.kind for one in entries_for_party(case)] == ["opened"]


def test_an_appeal_goes_to_a_third_person() -> None:
    scene = Scene()
    case = scene.request()
    finding = Finding("partly_conformant", "Vier Mängel sind offen.", "Seite 4")
    scene.approve(case, scene.first, finding=finding, reason="Mängel.")
    scene.approve(case, scene.second)
    made = services.appeal(case.pk, by=scene.editor, text="Die Mängel sind behoben.")
    assert services.appeal(case.pk, by=scene.editor, text="Noch einmal.") == made
    for one in [scene.first, scene.second]:
        with pytest.raises(NotEligible, match="nicht mitgewirkt"):
            services.decide_appeal(made.pk, by=one, reason="Nein.", uphold=False)
    services.decide_appeal(made.pk, by=scene.lead, reason="Der Anhang belegt es.", uphold=True)
    assert scene.state() == "evidenced"
    again = Case.objects.exclude(state="decided").get()
    assert (again.kind, again.subject) == ("verification", case.subject)
    assert Case.objects.get(pk=case.pk).outcome == "contradicted"


def test_appeals_come_in_time_and_against_what_hurts() -> None:
    scene = Scene()
    verified = scene.verify()
    with pytest.raises(CaseConflict, match="keinen Widerspruch"):
        services.appeal(verified.pk, by=scene.editor, text="Ich will aber.")
    late, _new = services.open_case(
        Case.Kind.VERIFICATION, "criterion:0:alt", rules=[], organisation=scene.organisation
    )
    Case.objects.filter(pk=late.pk).update(
        state="decided", outcome="refused", decided_at=timezone.now() - timedelta(days=31)
    )
    with pytest.raises(CaseConflict, match="30 Tagen"):
        services.appeal(late.pk, by=scene.editor, text="Zu spät.")
    with pytest.raises(NotAllowed):
        services.appeal(late.pk, by=factories.person("fremd"), text="Für andere.")


def test_reports_meet_in_one_case_and_the_graver_one_counts() -> None:
    scene = Scene()
    first = report(scene.listing, category="outdated", text="Veraltet.")
    assert first.risk == Case.Risk.MODERATE
    reporter = factories.person("petra")
    second = report(scene.listing, category="abuse", text="Führt auf eine Betrugsseite.", by=reporter)
    assert (second.pk, second.risk) == (first.pk, Case.Risk.HIGH)
    assert second.due_on < first.due_on
    assert cases_of_party(scene.editor) == []
    services.settle_report(first.pk, by=scene.first, reason="Leitet auf fremde Seiten um.", hide=True)
    assert Notice.objects.filter(user=reporter, kind="review.decision").exists()
    assert [one.reason for one in quarantines_of(scene.editor)] == ["Leitet auf fremde Seiten um."]
    assert [one.pk for one in cases_of_party(scene.editor)] == [first.pk]
    assert all(one.kind != "report" for one in entries_for_party(first))


def test_a_reporter_does_not_decide_the_own_report() -> None:
    scene = Scene()
    case = report(scene.listing, category="wrong", text="Falsch.", by=scene.first)
    with pytest.raises(NotEligible):
        services.settle_report(case.pk, by=scene.first, reason="Habe ich doch gesagt.", hide=True)


@pytest.mark.parametrize("state", ["published", "withdrawn"])
def test_lifting_a_quarantine_restores_what_was(state: str) -> None:
    scene = Scene()
    Listing.objects.filter(pk=scene.listing.pk).update(state=state)
    before = Listing.objects.values().get(pk=scene.listing.pk)
    row = services.quarantine(scene.listing, reason="Werbung.", by=scene.first)
    assert services.quarantine(scene.listing, reason="Noch einmal.", by=scene.second) == row
    assert not published_listings().filter(pk=scene.listing.pk).exists()
    services.release(scene.listing, reason="Behoben.", by=scene.second)
    assert services.release(scene.listing, reason="Noch einmal.", by=scene.second) is None
    assert Listing.objects.values().get(pk=scene.listing.pk) == before
    assert Quarantine.objects.get().reason == "Werbung."


def test_a_hidden_listing_is_frozen() -> None:
    scene = Scene()
    services.quarantine(scene.listing, reason="Werbung.", by=scene.first)
    with pytest.raises(EditRefused, match="gesperrt"):
        propose_edit(
            scene.listing, by=scene.editor, organisation=scene.organisation, after={"name": "Anders"}
        )


def test_nobody_hides_or_shows_what_is_their_own() -> None:
    scene = Scene()
    Membership.objects.create(organisation=scene.organisation, user=scene.first, role="reader")
    with pytest.raises(NotEligible):
        services.quarantine(scene.listing, reason="Werbung.", by=scene.first)
    with pytest.raises(NotAllowed):
        services.quarantine(scene.listing, reason="Werbung.", by=scene.editor)


def test_an_upheld_appeal_lifts_the_quarantine() -> None:
    scene = Scene()
    case = report(scene.listing, category="abuse", text="Betrug.")
    services.settle_report(case.pk, by=scene.first, reason="Betrug.", hide=True)
    made = services.appeal(case.pk, by=scene.editor, text="Unsere Seite war gehackt, ist behoben.")
    services.decide_appeal(made.pk, by=scene.second, reason="Behoben.", uphold=True)
    scene.listing.refresh_from_db()
    assert scene.listing.state == Listing.State.PUBLISHED


def test_municipalities_that_wait_become_cases_and_are_confirmed_by_the_team() -> None:
    scene = Scene()
    clerk = factories.person("klara")
    town = Organisation.objects.create(kind="municipality", name="Stadt Neu")
    Membership.objects.create(organisation=town, user=clerk, role="admin")
    assert open_waiting_cases() == 1
    assert open_waiting_cases() == 0
    case = Case.objects.get(kind="municipality")
    services.accept(case.pk, by=scene.first, reason="Impressum und Anruf.")
    town.refresh_from_db()
    assert town.is_verified
    assert Notice.objects.filter(user=clerk, kind="review.decision").exists()


def test_what_was_settled_elsewhere_closes_its_case() -> None:
    town = Organisation.objects.create(kind="municipality", name="Stadt Neu")
    Membership.objects.create(organisation=town, user=factories.person("klara"), role="admin")
    open_waiting_cases()
    Organisation.objects.filter(pk=town.pk).update(verified_at=timezone.now())
    assert open_waiting_cases() == 1
    assert Case.objects.get().outcome == "closed"


def test_a_verification_that_runs_out_is_asked_for_once() -> None:
    scene = Scene(issued_on=timezone.localdate())
    scene.verify()
    found = Verification.objects.get()
    assert found.valid_until is not None
    near = timezone.now() + timedelta(days=(found.valid_until - timezone.localdate()).days - 89)
    assert reopen_expiring(at=near - timedelta(days=2)) == 0
    assert reopen_expiring(at=near) == 1
    assert reopen_expiring(at=near) == 0
    case = Case.objects.get(renews=found)
    assert (case.state, case.due_on) == (Case.State.WAITING, found.valid_until)
    assert Notice.objects.filter(user=scene.editor, kind="review.question").count() == 1


def test_renewing_in_time_loses_nothing() -> None:
    scene = Scene(issued_on=timezone.localdate())
    scene.verify()
    found = Verification.objects.get()
    assert found.valid_until is not None
    reopen_expiring(at=timezone.now() + timedelta(days=(found.valid_until - timezone.localdate()).days - 10))
    case = Case.objects.get(renews=found)
    services.answer(case.pk, by=scene.editor, text="Neu.", version=scene.add_version())
    assert scene.state() == "verified"
    scene.approve(case, scene.first)
    scene.approve(case, scene.second)
    assert Statement.objects.filter(criterion=KEY, ended_at__isnull=True).count() == 1
    assert scene.state() == "verified"


def test_entries_and_decided_cases_cannot_be_changed_past_the_orm() -> None:
    scene = Scene()
    case = scene.verify()
    entry = case.entries.first()
    assert entry is not None
    with pytest.raises(CaseIsAppendOnly):
        entry.save()
    for change in [
        "UPDATE review_caseentry SET text = 'anders'",
        "UPDATE review_case SET outcome = 'refused'",
        "UPDATE review_case SET decided_by_id = NULL",
    ]:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)
    if connection.vendor == "postgresql":
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM review_caseentry")


def test_the_database_knows_that_four_eyes_are_two_people() -> None:
    scene = Scene()
    case = scene.request()
    with pytest.raises(DatabaseError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(
            state="decided", outcome="verified", decided_at=timezone.now(),
            decided_by=scene.first, proposed_by=scene.first,
        )  # fmt: skip


def test_the_public_numbers_are_counted() -> None:
    scene = Scene()
    scene.verify()
    report(scene.listing, category="wrong", text="Falsch.")
    found = numbers(timezone.localdate())
    assert (found.open, found.decided, found.median_age, found.median_days) == (1, 1, 0, 0)
    assert CaseEntry.objects.filter(kind="report").count() == 1
