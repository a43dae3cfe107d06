"""Steps of a case short of its decision: take it, put it back, note, ask, answer."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.catalogue.editing import check_not_frozen
from marketplace.catalogue.errors import EditRefused
from marketplace.catalogue.models import Listing
from marketplace.criteria.model import Criterion, Text
from marketplace.evidence.kinds import kind_for
from marketplace.evidence.models import DocumentVersion
from marketplace.review.errors import CaseConflict, NotAllowed, WrongInput
from marketplace.review.models import Case, CaseEntry
from marketplace.review.rights import (
    is_lead,
    may_review,
    party_organisations,
    party_role,
    require_reviewer,
)
from marketplace.review.subjects import SAID_BY_PROVIDERS, criterion_of
from marketplace.review.telling import tell_parties, tell_team
from marketplace.review.writing import given, hold_listing, locked_open, write
from marketplace.suitability.answers import is_verified
from marketplace.suitability.models import Statement
from marketplace.suitability.services import refresh_profiles


@transaction.atomic
def take(case_id: uuid.UUID, *, by: User) -> Case:
    """Take a case, so that nobody else begins it. Taking one's own again changes nothing.

    Raises:
        NotAllowed: no reviewer.
        CaseConflict: decided, or taken by somebody else; the team's lead may take it all the same.
    """
    require_reviewer(by)
    case = locked_open(case_id)
    if case.assigned_to_id == by.pk:
        return case
    held = case.assigned_to if case.assigned_to and may_review(case.assigned_to) else None
    if held and not is_lead(by):
        name = held.get_full_name()
        raise CaseConflict(
            "taken", f"{name} hat den Fall schon übernommen.", f"{name} has taken the case already."
        )
    case.assigned_to = by
    case.save(update_fields=["assigned_to"])
    write(case, CaseEntry.Kind.TAKEN, CaseEntry.Side.TEAM, by)
    return case


@transaction.atomic
def put_back(case_id: uuid.UUID, *, by: User) -> Case:
    """Put a case back into the queue: whoever has taken it, or the lead. Twice changes nothing.

    Raises:
        NotAllowed: no reviewer.
        CaseConflict: decided, or taken by somebody else.
    """
    require_reviewer(by)
    case = locked_open(case_id)
    if case.assigned_to_id is None:
        return case
    if case.assigned_to_id != by.pk and not is_lead(by):
        raise CaseConflict(
            "taken",
            "Zurücklegen kann den Fall, wer ihn übernommen hat, oder die Leitung.",
            "The case can be put back by whoever has taken it, or by the lead.",
        )
    case.assigned_to = None
    case.save(update_fields=["assigned_to"])
    write(case, CaseEntry.Kind.RELEASED, CaseEntry.Side.TEAM, by)
    return case


@transaction.atomic
def note(case_id: uuid.UUID, *, by: User, text: str) -> CaseEntry:
    """Add a note only the team can read.

    Raises:
        NotAllowed, CaseConflict, WrongInput: no reviewer, decided, no text.
    """
    require_reviewer(by)
    case = locked_open(case_id)
    text = given(text, "Notiz", "Note")
    return write(case, CaseEntry.Kind.NOTE, CaseEntry.Side.TEAM, by, text=text)


@transaction.atomic
def ask(case_id: uuid.UUID, *, by: User, text: str) -> Case:
    """Ask the other side; the case waits until they answer, and its deadline with it.

    Raises:
        NotAllowed: no reviewer.
        CaseConflict: decided, or there is nobody to ask.
        WrongInput: no text.
    """
    require_reviewer(by)
    case = locked_open(case_id)
    text = given(text, "Rückfrage", "Question")
    if not party_organisations(case):
        raise CaseConflict(
            "nobody",
            "Zu diesem Fall gehört zurzeit kein Anbieter, der den Eintrag übernommen hat; hier ist niemand, "
            "den wir fragen können.",
            "This case has no provider at the moment that has claimed the listing; there is nobody to ask.",
        )
    if case.state == Case.State.OPEN:
        case.state, case.waiting_since = Case.State.WAITING, timezone.now()
        case.save(update_fields=["state", "waiting_since"])
    entry = write(case, CaseEntry.Kind.QUESTION, CaseEntry.Side.TEAM, by, text=text)
    tell_parties(
        case,
        entry,
        Text("Das Marktplatz-Team hat eine Frage an Sie.", "The marketplace's team has a question."),
    )
    return case


@transaction.atomic
def answer(case_id: uuid.UUID, *, by: User, text: str, version: DocumentVersion | None = None) -> Case:
    """The other side answers; a document they name becomes what their statement rests on.

    Args:
        case_id: the case.
        by: an editor or admin of an organisation the case is about.
        text: the answer.
        version: of a document of the same listing.

    Raises:
        NotAllowed: the case does not concern an organisation of this person.
        CaseConflict, WrongInput: decided; no text; a document that does not fit.
    """
    case = locked_open(case_id)
    listing = hold_listing(case)
    organisation = party_role(by, case)
    if organisation is None:
        raise NotAllowed
    text = given(text, "Antwort", "Answer")
    if version is not None:
        _check_changeable(listing)
        _rest_on(case, version, by)
    if case.waiting_since is not None:
        case.due_on += timezone.localdate() - timezone.localdate(case.waiting_since)
    case.state, case.waiting_since = Case.State.OPEN, None
    case.save(update_fields=["state", "waiting_since", "due_on"])
    said = {"organisation": organisation.name}
    entry = write(
        case, CaseEntry.Kind.ANSWER, CaseEntry.Side.PARTY, by, text=text, data=said, version=version
    )
    tell_team(case, entry, Text("Die Rückfrage wurde beantwortet.", "The question has been answered."))
    return case


def _check_changeable(listing: Listing | None) -> None:
    """Raises CaseConflict: the listing is hidden, and stays as it is until that is lifted."""
    try:
        if listing:
            check_not_frozen(listing)
    except EditRefused as refusal:
        raise CaseConflict(refusal.word, refusal.de, refusal.en) from refusal


def _rest_on(case: Case, version: DocumentVersion, by: User) -> None:
    """Say the statement again with this version: no check of the old one carries over.

    A version that still waits for its inspection proves nothing until it is accepted.
    """
    criterion = criterion_of(case)
    if case.listing is None or version.document.listing_id != case.listing.pk or criterion is None:
        raise NotAllowed
    old = _last_statement(case)
    if old is None or not (version.is_accepted or version.is_waiting) or version.document.is_withdrawn:
        raise WrongInput(
            "not-accepted",
            "Dieses Dokument kann nicht zugrunde gelegt werden: Es wurde abgelehnt oder zurückgezogen.",
            "This document cannot be used: it was refused or withdrawn.",
        )
    _check_kind(version, criterion)
    if old.document_version_id == version.pk:
        return
    now = timezone.now()
    # What was verified stands until two people have read the new proof, or until it expires.
    if not is_verified(old):
        Statement.objects.filter(pk=old.pk).update(ended_at=now)
    old.pk, old.said_at, old.said_by, old.document_version = None, now, by, version
    old.on, old.valid_until, old.locator = None, None, ""
    old._state.adding = True
    old.save()
    refresh_profiles([case.listing.pk])


def _check_kind(version: DocumentVersion, criterion: Criterion) -> None:
    if kind_for(criterion, version.document.kind):
        return
    kinds_de = ", ".join(one.label.de for one in criterion.evidence)
    kinds_en = ", ".join(one.label.en for one in criterion.evidence)
    raise WrongInput(
        "odd-kind",
        f"Diese Art von Dokument zählt bei „{criterion.title.de}“ nicht als Nachweis. Es zählen: {kinds_de}.",
        f"This kind of document is no evidence for “{criterion.title.en}”. These are: {kinds_en}.",
    )


def _last_statement(case: Case) -> Statement | None:
    rows = Statement.objects.filter(listing=case.listing, criterion=case.criterion, ended_at__isnull=True)
    return rows.filter(basis__in=SAID_BY_PROVIDERS).order_by("-said_at", "-pk").first()
