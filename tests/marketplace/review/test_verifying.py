"""Verified takes two different people without a stake, who saw the same version."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.audit.models import AuditEvent
from marketplace.notices.models import Notice
from marketplace.organisations.models import Membership
from marketplace.review import services
from marketplace.review.checklist import NO, NOT_APPLICABLE, YES, Tick
from marketplace.review.errors import CaseConflict, NotAllowed, NotEligible, WrongInput
from marketplace.review.findings import Finding
from marketplace.review.models import Case, CaseEntry
from marketplace.suitability.models import Statement, Verification
from marketplace.suitability.services import refresh_stale_profiles
from marketplace.web.suitability.resting import resting
from tests import factories
from tests.marketplace.review.scenes import Scene, criterion, ticks

pytestmark = pytest.mark.django_db


def test_one_person_alone_verifies_nothing() -> None:
    scene = Scene()
    case = scene.approve(scene.request(), scene.first)
    assert case.state == Case.State.OPEN
    assert not Verification.objects.exists()
    assert scene.state() == "evidenced"


def test_two_people_verify_and_the_public_reads_the_body_and_the_date() -> None:
    scene = Scene(issued_on=timezone.localdate() - timedelta(days=30))
    case = scene.verify()
    made = Verification.objects.get()
    assert (made.by, made.second) == (scene.first, scene.second)
    assert made.by_name == "Marktplatz-Team"
    assert made.evidence_hash == scene.version.sha256
    assert made.valid_until is not None
    assert (case.outcome, scene.state()) == ("verified", "verified")


def test_the_second_person_is_another_one() -> None:
    scene = Scene()
    case = scene.approve(scene.request(), scene.first)
    with pytest.raises(NotEligible, match="zweite Person"):
        scene.approve(case, scene.first)


def test_members_of_the_provider_do_not_decide() -> None:
    scene = Scene()
    Membership.objects.create(organisation=scene.organisation, user=scene.first, role="reader")
    with pytest.raises(NotEligible, match="andere"):
        scene.approve(scene.request(), scene.first)


def test_whoever_uploaded_the_proof_does_not_decide() -> None:
    scene = Scene()
    scene.version.uploaded_by = scene.first
    scene.version.save()
    with pytest.raises(NotEligible):
        scene.approve(scene.request(), scene.first)


def test_without_a_second_factor_or_outside_the_team_nobody_decides() -> None:
    scene = Scene()
    case = scene.request()
    for stranger in [factories.reviewer("ohne", factor=False), factories.operator(), scene.editor]:
        with pytest.raises(NotAllowed):
            scene.approve(case, stranger)


def test_rights_end_with_the_membership() -> None:
    scene = Scene()
    case = scene.approve(scene.request(), scene.first)
    Membership.objects.filter(user=scene.second).delete()
    with pytest.raises(NotAllowed):
        scene.approve(case, scene.second)


def test_a_newer_version_needs_to_be_looked_at() -> None:
    scene = Scene()
    case = scene.approve(scene.request(), scene.first)
    seen = scene.seen(case)
    scene.add_version()
    with pytest.raises(CaseConflict, match="Fassung 2"):
        services.approve(case.pk, by=scene.second, seen=seen, ticks=ticks())
    assert not Verification.objects.exists()


def test_another_statement_than_the_one_seen_is_refused() -> None:
    scene = Scene()
    case = scene.request()
    seen = scene.seen(case)
    Statement.objects.filter(pk=scene.statement.pk).update(ended_at=timezone.now())
    scene.say(scene.version, "partly_conformant")
    with pytest.raises(CaseConflict, match="ersetzt"):
        services.approve(case.pk, by=scene.first, seen=seen, ticks=ticks())


def test_a_first_check_falls_with_the_statement_it_was_made_of() -> None:
    scene = Scene()
    case = scene.approve(scene.request(), scene.first)
    Statement.objects.filter(pk=scene.statement.pk).update(ended_at=timezone.now())
    scene.say(scene.add_version())
    again = scene.approve(case, scene.second)
    assert (again.state, again.proposed_by) == (Case.State.OPEN, scene.second)
    assert again.entries.filter(kind=CaseEntry.Kind.LAPSED).exists()
    assert scene.approve(case, scene.first).outcome == "verified"


def test_a_withdrawn_proof_verifies_nothing() -> None:
    scene = Scene()
    case = scene.request()
    seen = scene.seen(case)
    scene.document.withdrawn_at = timezone.now()
    scene.document.save()
    with pytest.raises(CaseConflict, match="zurückgezogen"):
        services.approve(case.pk, by=scene.first, seen=seen, ticks=ticks())


def test_an_expired_proof_verifies_nothing() -> None:
    scene = Scene(issued_on=timezone.localdate() - timedelta(days=5000))
    case, _new = services.open_case(
        Case.Kind.VERIFICATION, f"criterion:{scene.listing.pk}:accessibility-test", rules=[],
        listing=scene.listing, criterion="accessibility-test",
    )  # fmt: skip
    with pytest.raises(CaseConflict, match="galt nur bis"):
        scene.approve(case, scene.first)


def test_disagreement_puts_the_case_back_with_its_reason() -> None:
    scene = Scene()
    case = scene.approve(scene.request(), scene.first)
    back = services.disagree(case.pk, by=scene.second, seen=scene.seen(case), reason="Seite 4 fehlt.")
    assert (back.state, back.proposed_by, back.proposal) == (Case.State.OPEN, None, {})
    assert Notice.objects.filter(user=scene.first, kind="review.disagreement").exists()
    scene.approve(case, scene.second)
    assert scene.approve(case, scene.first).outcome == "verified"


def test_the_checklist_is_filled_in_point_by_point() -> None:
    scene = Scene()
    case = scene.request()
    wrong = {
        "Punkt 1: Bitte wählen": [Tick("")] * len(criterion().review),
        "Punkt 1: Er ist nicht": [Tick(NO, "fehlt")] * len(criterion().review),
        "Punkt 2: Bitte schreiben": [Tick(YES), Tick(NOT_APPLICABLE), *ticks()[2:]],
        "passt nicht": [],
    }
    for words, given in wrong.items():
        with pytest.raises(WrongInput, match=words):
            scene.approve(case, scene.first, ticks=given)


def test_what_the_proof_says_instead_takes_two_people_too() -> None:
    scene = Scene()
    finding = Finding("partly_conformant", "Vier Mängel sind offen.", "Seite 4")
    case = scene.approve(scene.request(), scene.first, finding=finding, reason="Mängel offen.")
    assert scene.state() == "evidenced"
    scene.approve(case, scene.second)
    assert scene.state() == "contradicted"
    said = Statement.objects.get(basis=Statement.Basis.REVIEW)
    assert (said.document_version, said.locator) == (scene.version, "Seite 4")


def test_a_finding_is_another_answer_with_its_place() -> None:
    scene = Scene()
    case = scene.request()
    for finding in [
        Finding("conformant", "Alles gut.", "Seite 1"),
        Finding("gibt-es-nicht", "…", "Seite 1"),
        Finding("partly_conformant", "Vier Mängel.", ""),
    ]:
        with pytest.raises(WrongInput):
            scene.approve(case, scene.first, finding=finding, reason="Mängel.")


def test_refusing_leaves_the_listing_as_it_was_and_says_why() -> None:
    scene = Scene()
    before = scene.state()
    case = services.refuse(scene.request().pk, by=scene.first, reason="Der Bericht nennt keine Version.")
    assert (case.outcome, scene.state()) == ("refused", before)
    assert Notice.objects.filter(user=scene.editor, kind="review.decision").exists()


def test_a_colleagues_first_check_is_not_overruled_by_one_person() -> None:
    scene = Scene()
    case = scene.approve(scene.request(), scene.first)
    with pytest.raises(CaseConflict, match="erste Prüfung"):
        services.refuse(case.pk, by=scene.second, reason="Nein.")


def test_a_decided_case_takes_nothing_more() -> None:
    scene = Scene()
    case = scene.verify()
    seen = scene.seen(case)
    with pytest.raises(CaseConflict, match="inzwischen entschieden"):
        services.approve(case.pk, by=scene.lead, seen=seen, ticks=ticks())
    with pytest.raises(CaseConflict):
        services.refuse(case.pk, by=scene.lead, reason="Doch nicht.")


def test_a_verification_ends_by_itself() -> None:
    scene = Scene(issued_on=timezone.localdate())
    scene.verify()
    until = Verification.objects.get().valid_until
    assert until is not None
    after = timezone.now() + timedelta(days=(until - timezone.localdate()).days + 1)
    refresh_stale_profiles(at=after - timedelta(days=1))
    assert scene.state() == "verified"
    refresh_stale_profiles(at=after)
    assert scene.state() == "expired"


def test_every_step_leaves_an_event_with_the_hash() -> None:
    scene = Scene()
    case = scene.verify()
    events = AuditEvent.objects.filter(subject=f"case:{case.pk}")
    assert list(events.values_list("kind", flat=True)) == ["case.opened", "case.proposal", "case.decision"]
    assert {one.said["sha256"] for one in events if "sha256" in one.said} == {scene.version.sha256}


def test_asking_twice_leads_to_the_same_case() -> None:
    scene = Scene()
    assert scene.request() == scene.request()
    assert Case.objects.count() == 1


def test_without_a_proof_there_is_nothing_to_verify() -> None:
    scene = Scene()
    Statement.objects.update(ended_at=timezone.now())
    with pytest.raises(WrongInput, match="Nachweis"):
        scene.request()
    with pytest.raises(NotAllowed):
        services.request_verification(scene.listing, "accessibility-test", by=factories.person("fremd"))


def test_a_document_page_names_no_check_that_has_run_out() -> None:
    scene = Scene()
    scene.verify()
    row = Statement.objects.get(pk=scene.statement.pk)
    before = resting(row)
    assert before is not None
    assert before.checked_by
    Verification.objects.update(valid_until=timezone.localdate() - timedelta(days=1))
    after = resting(Statement.objects.get(pk=scene.statement.pk))
    assert after is not None
    assert after.checked_by == ""
