"""People and organisations whose part in a case has ended: what they could do they can do no longer."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.catalogue.models import ListingEdit
from marketplace.notices.models import Notice
from marketplace.organisations.claims import open_claim
from marketplace.organisations.models import Membership, Organisation, ProviderClaim
from marketplace.review import services
from marketplace.review.checklist import NOT_APPLICABLE, Tick
from marketplace.review.errors import CaseConflict, NotAllowed
from marketplace.review.findings import Finding
from marketplace.review.models import Case, CaseEntry, Quarantine
from marketplace.review.queries import case_for_party, cases_of_party, entries_for_party
from marketplace.review.reporting import report
from marketplace.review.verifying import standing_proposal
from marketplace.review.waiting import open_waiting_cases
from marketplace.suitability.models import Statement, Verification
from tests import factories
from tests.marketplace.review.scenes import KEY, Scene, ticks

pytestmark = pytest.mark.django_db


def successor(scene: Scene, name: str = "Nova GmbH") -> tuple[Organisation, User]:
    """Another organisation with its admin, which the team decides to be the provider."""
    made = Organisation.objects.create(kind=Organisation.Kind.PROVIDER, name=name, verified_at=timezone.now())
    admin = factories.person(f"nora-{made.pk.hex[:6]}")
    Membership.objects.create(organisation=made, user=admin, role="admin")
    open_claim(scene.listing.provider, made, by=admin, method=ProviderClaim.Method.REVIEWER, words="Wir.")
    open_waiting_cases()
    case = Case.objects.get(kind=Case.Kind.CLAIM, state=Case.State.OPEN)
    services.accept(case.pk, by=scene.lead, reason="Handelsregister.")
    scene.listing.refresh_from_db()
    return made, admin


def test_who_no_longer_speaks_for_a_listing_has_no_part_in_its_cases() -> None:
    scene = Scene()
    case = scene.request()
    services.ask(case.pk, by=scene.first, text="Welche Seite?")
    successor(scene)
    assert case_for_party(scene.editor, case.pk) is None
    with pytest.raises((NotAllowed, CaseConflict)):
        services.answer(case.pk, by=scene.editor, text="Seite 3.", version=scene.add_version())
    assert Statement.objects.count() == 1


def test_a_former_provider_appeals_no_more() -> None:
    scene = Scene()
    case = services.refuse(scene.request().pk, by=scene.first, reason="Reicht nicht.")
    successor(scene)
    with pytest.raises(NotAllowed):
        services.appeal(case.pk, by=scene.editor, text="Doch.")


def test_the_new_provider_begins_anew_and_reads_nothing_of_the_former_one() -> None:
    scene = Scene()
    case = scene.request()
    services.ask(case.pk, by=scene.first, text="Welche Seite?")
    services.answer(case.pk, by=scene.editor, text="Vertraulich: Seite 3.")
    _made, admin = successor(scene)
    case.refresh_from_db()
    assert case.outcome == Case.Outcome.CLOSED
    assert case.pk not in {one.pk for one in cases_of_party(admin)}
    again = services.request_verification(scene.listing, KEY, by=admin)
    assert again.pk != case.pk
    assert case_for_party(admin, again.pk) == again


def test_a_report_is_the_new_providers_business() -> None:
    scene = Scene()
    case = report(scene.listing, category="wrong", text="Falsch.")
    services.ask(case.pk, by=scene.first, text="Stimmt das?")
    _made, admin = successor(scene)
    assert case_for_party(admin, case.pk) == case
    assert case_for_party(scene.editor, case.pk) is None


def test_a_case_of_an_unclaimed_listing_finds_its_provider_later() -> None:
    scene = Scene()
    provider = scene.listing.provider
    provider.organisation = None
    provider.save()
    case = report(scene.listing, category="wrong", text="Falsch.")
    with pytest.raises(CaseConflict):
        services.ask(case.pk, by=scene.first, text="Stimmt das?")
    provider.organisation = scene.organisation
    provider.save()
    services.ask(case.pk, by=scene.first, text="Stimmt das?")
    shown = case_for_party(scene.editor, case.pk)
    assert shown is not None
    assert [one.kind for one in entries_for_party(shown)][-1] == CaseEntry.Kind.QUESTION
    services.answer(case.pk, by=scene.editor, text="Nein.")


def test_changes_of_a_former_provider_come_to_nothing() -> None:
    scene = Scene()
    edit = ListingEdit.objects.create(
        listing=scene.listing, organisation=scene.organisation, author=scene.editor, substantive=True,
        state=ListingEdit.State.WAITING, before={"name": "Alt"}, after={"name": "Neu"},
        made_at=timezone.now(),
    )  # fmt: skip
    draft = ListingEdit.objects.create(
        listing=scene.listing, organisation=scene.organisation, author=scene.editor, substantive=False,
        state=ListingEdit.State.DRAFT, after={"name": "Geheim"}, made_at=timezone.now(),
    )  # fmt: skip
    open_waiting_cases()
    waits = Case.objects.get(kind=Case.Kind.EDIT)
    successor(scene)
    edit.refresh_from_db()
    assert edit.state == ListingEdit.State.REPLACED
    assert not ListingEdit.objects.filter(pk=draft.pk).exists()
    waits.refresh_from_db()
    assert waits.outcome == Case.Outcome.CLOSED


@pytest.mark.parametrize("how", ["left the team", "joined the provider", "lost the second factor"])
def test_the_first_check_falls_with_the_right_to_make_it(how: str) -> None:
    scene = Scene()
    case = scene.approve(scene.request(), scene.first)
    seen = scene.seen(case)
    if how == "left the team":
        Membership.objects.filter(user=scene.first).delete()
    elif how == "joined the provider":
        Membership.objects.create(user=scene.first, organisation=scene.organisation, role="reader")
    else:
        Authenticator.objects.filter(user=scene.first).delete()
    assert standing_proposal(Case.objects.get(pk=case.pk), scene.statement) is None
    with pytest.raises(CaseConflict):
        services.approve(case.pk, by=scene.second, seen=seen, ticks=ticks())
    assert not Verification.objects.exists()
    # The work goes on: the second person's check is the first one now.
    scene.approve(case, scene.second)
    scene.approve(case, scene.lead)
    assert scene.state() == "verified"


def test_a_hidden_listing_keeps_the_proofs_it_has() -> None:
    scene = Scene()
    case = scene.request()
    services.quarantine(scene.listing, reason="Werbung.", by=scene.second)
    version = scene.add_version()
    with pytest.raises(CaseConflict, match="gesperrt"):
        services.answer(case.pk, by=scene.editor, text="Neu.", version=version)
    assert Statement.objects.count() == 1
    services.answer(case.pk, by=scene.editor, text="Ohne Dokument.")


def test_a_hidden_listing_takes_no_change() -> None:
    scene = Scene()
    values: dict[str, Any] = {"before": {"name": scene.listing.name}, "after": {"name": "Anders"}}
    ListingEdit.objects.create(
        listing=scene.listing, organisation=scene.organisation, author=scene.editor, substantive=True,
        state=ListingEdit.State.WAITING, made_at=timezone.now(), **values,
    )  # fmt: skip
    open_waiting_cases()
    case = Case.objects.get(kind=Case.Kind.EDIT)
    services.quarantine(scene.listing, reason="Werbung.", by=scene.first)
    with pytest.raises(CaseConflict, match="gesperrt"):
        services.accept(case.pk, by=scene.second, reason="Passt.")
    scene.listing.refresh_from_db()
    assert scene.listing.name != "Anders"


def test_an_appeal_lifts_only_what_its_decision_brought_about() -> None:
    scene = Scene()
    former = services.settle_report(
        report(scene.listing, category="abuse", text="Betrug.").pk,
        by=scene.first,
        reason="Betrug.",
        hide=True,
    )
    appealed = services.appeal(former.pk, by=scene.editor, text="Behoben.")
    services.release(scene.listing, reason="Behoben.", by=scene.first)
    services.settle_report(
        report(scene.listing, category="unlawful", text="Schadcode.").pk,
        by=scene.first,
        reason="Schadcode.",
        hide=True,
    )
    services.decide_appeal(appealed.pk, by=scene.second, reason="Damals zu Unrecht.", uphold=True)
    assert Quarantine.objects.get(released_at=None).reason == "Schadcode."


@pytest.mark.parametrize("where", ["reason", "note", "finding"])
def test_signs_no_database_keeps_are_left_out(where: str) -> None:
    scene = Scene()
    case = scene.request()
    marks = [Tick(NOT_APPLICABLE, "weil\0 es so ist"), *ticks()[1:]] if where == "note" else ticks()
    finding = Finding("not_conformant", "Dort\0 steht", "Seite\0 3") if where == "finding" else None
    reason = "Gele\0sen." if where != "note" else ""
    services.approve(
        case.pk, by=scene.first, seen=scene.seen(case), ticks=marks, reason=reason, finding=finding
    )
    said = str([(one.text, one.data) for one in case.entries.all()])
    assert "\\x00" not in said


def test_an_upheld_appeal_of_a_municipality_is_looked_at_again() -> None:
    scene = Scene()
    anna = factories.person("anna")
    town = factories.municipality("Neudorf", members={anna: "admin"})
    Organisation.objects.filter(pk=town.pk).update(verified_at=None, verification="")
    open_waiting_cases()
    case = Case.objects.get(kind=Case.Kind.MUNICIPALITY)
    services.refuse(case.pk, by=scene.first, reason="Kein Nachweis.")
    made = services.appeal(case.pk, by=anna, text="Hier ist er.")
    services.decide_appeal(made.pk, by=scene.second, reason="Stimmt.", uphold=True)
    again = Case.objects.exclude(state=Case.State.DECIDED).get(kind=Case.Kind.MUNICIPALITY)
    open_waiting_cases()
    services.accept(again.pk, by=scene.lead, reason="Bestätigt.")
    town.refresh_from_db()
    assert town.is_verified


def _waiting_change(scene: Scene) -> Case:
    """The case of a change that the provider has handed in."""
    ListingEdit.objects.create(
        listing=scene.listing, organisation=scene.organisation, author=scene.editor, substantive=True,
        state=ListingEdit.State.WAITING, before={"name": "Alt"}, after={"name": "Neu"},
        made_at=timezone.now(),
    )  # fmt: skip
    open_waiting_cases()
    return Case.objects.get(kind=Case.Kind.EDIT)


def test_an_upheld_appeal_says_what_is_left_to_do() -> None:
    scene = Scene()
    case = _waiting_change(scene)
    services.refuse(case.pk, by=scene.first, reason="Nein.")
    made = services.appeal(case.pk, by=scene.editor, text="Doch.")
    services.decide_appeal(made.pk, by=scene.second, reason="Stimmt.", uphold=True)
    assert Notice.objects.filter(user=scene.editor, text_de__contains="noch einmal ein").exists()


def test_a_change_of_whom_the_operator_replaced_is_not_put_into_effect() -> None:
    scene = Scene()
    case = _waiting_change(scene)
    provider = scene.listing.provider
    provider.organisation = Organisation.objects.create(kind=Organisation.Kind.PROVIDER, name="Nova GmbH")
    provider.save()
    with pytest.raises(CaseConflict, match="nicht mehr gehört"):
        services.accept(case.pk, by=scene.first, reason="Passt.")
    assert services.refuse(case.pk, by=scene.first, reason="Andere Organisation.").is_decided
