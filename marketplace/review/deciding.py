"""Decisions one person takes: no to a statement, changes, claims, municipalities, reports."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.catalogue import editing, takeover
from marketplace.catalogue.errors import EditRefused
from marketplace.catalogue.models import Listing
from marketplace.criteria.model import Text
from marketplace.organisations.errors import ClaimRefused
from marketplace.organisations.services import confirm_organisation
from marketplace.review.errors import CaseConflict, WrongInput
from marketplace.review.handing_over import hand_over
from marketplace.review.models import Case, CaseEntry
from marketplace.review.opening import open_case
from marketplace.review.quarantining import quarantine
from marketplace.review.rights import require_eligible, require_reviewer
from marketplace.review.subjects import claim_of, edit_of, municipality_of, statement_of
from marketplace.review.telling import tell_parties, tell_reporters
from marketplace.review.verifying import standing_proposal
from marketplace.review.writing import close, given, locked_open, write

WORDS = {
    Case.Outcome.REFUSED: Text(
        "Nicht bestätigt. Die Begründung steht im Fall.", "Not confirmed. The case says why."
    ),
    Case.Outcome.ACCEPTED: Text("Angenommen.", "Accepted."),
    Case.Outcome.QUARANTINED: Text("Der Eintrag wurde gesperrt.", "The listing has been hidden."),
    Case.Outcome.NO_ACTION: Text("Kein Anlass zum Eingreifen.", "No reason to step in."),
    Case.Outcome.CLOSED: Text("Der Fall ist gegenstandslos.", "The case is without object."),
}


@transaction.atomic
def refuse(case_id: uuid.UUID, *, by: User, reason: str) -> Case:
    """Say no, with the reason the other side reads. The listing looks no worse than before it asked.

    Raises:
        NotAllowed, NotEligible: no reviewer, or concerned.
        CaseConflict: decided meanwhile, or a colleague's first check stands: agree or give it back.
        WrongInput: no reason; a case of a kind that is not refused.
    """
    case, reason = _begin(case_id, by, reason, _REFUSABLE)
    if standing_proposal(case, statement_of(case)):
        raise CaseConflict(
            "proposal",
            "Es gibt eine erste Prüfung. Stimmen Sie ihr zu, oder geben Sie den Fall mit einer Begründung "
            "zurück.",
            "There is a first check. Agree with it, or give the case back with a reason.",
        )
    with _as_conflict():
        if edit := edit_of(case):
            editing.refuse(edit.pk, by=by, reason=reason)
        if claim := claim_of(case):
            takeover.refuse_claim(claim.pk, by=by, reason=reason)
    return _decide(case, Case.Outcome.REFUSED, by, reason)


@transaction.atomic
def accept(case_id: uuid.UUID, *, by: User, reason: str) -> Case:
    """Say yes to a change, a claim or a municipality; what follows from it happens in the same transaction.

    Raises:
        NotAllowed, NotEligible, CaseConflict, WrongInput: as in `refuse`.
    """
    case, reason = _begin(case_id, by, reason, _ACCEPTABLE)
    with _as_conflict():
        if edit := edit_of(case):
            editing.accept(edit.pk, by=by, reason=reason)
        elif claim := claim_of(case):
            hand_over(claim, by=by, reason=reason)
        elif municipality := municipality_of(case):
            confirm_organisation(municipality, by=by)
        else:
            raise CaseConflict(
                "gone", "Was zu entscheiden war, gibt es nicht mehr.", "What was to be decided is gone."
            )
    return _decide(case, Case.Outcome.ACCEPTED, by, reason)


@transaction.atomic
def settle_report(case_id: uuid.UUID, *, by: User, reason: str, hide: bool) -> Case:
    """Decide what visitors reported: hide the listing, or leave it, with the reason.

    Raises:
        NotAllowed, NotEligible, CaseConflict, WrongInput: as in `refuse`.
    """
    case, reason = _begin(case_id, by, reason, {Case.Kind.REPORT})
    if hide and case.listing:
        quarantine(case.listing, reason=reason, by=by, case=case)
    outcome = Case.Outcome.QUARANTINED if hide else Case.Outcome.NO_ACTION
    return _decide(case, outcome, by, reason)


@transaction.atomic
def hide(listing: Listing, *, by: User, reason: str) -> Case:
    """Hide a listing nobody has reported; the case gives its owner something to appeal against.

    Raises:
        NotAllowed, NotEligible, WrongInput: as in `refuse`.
    """
    require_reviewer(by)
    subject = f"listing:{listing.pk}"
    _hold_before_opening(listing, subject)
    case, _new = open_case(
        Case.Kind.REPORT,
        subject,
        rules=["report-harm"],
        by=by,
        side=CaseEntry.Side.TEAM,
        listing=listing,
        organisation=listing.provider.organisation,
    )
    return settle_report(case.pk, by=by, reason=reason, hide=True)


def _hold_before_opening(listing: Listing, subject: str) -> None:
    """Opening writes the trail, and whoever changes a listing holds it before: so it is held here, too.

    A case that is there already is held first, by `settle_report`.
    """
    there = Case.objects.filter(kind=Case.Kind.REPORT, subject=subject).exclude(state=Case.State.DECIDED)
    if not there.exists():
        Listing.objects.select_for_update(no_key=True).get(pk=listing.pk)


@contextmanager
def _as_conflict() -> Iterator[None]:
    """What the floors below refuse because it was decided there meanwhile is a conflict here."""
    try:
        yield
    except (EditRefused, ClaimRefused) as refusal:
        raise CaseConflict(refusal.word, refusal.de, refusal.en) from refusal


_REFUSABLE = {Case.Kind.VERIFICATION, Case.Kind.EDIT, Case.Kind.CLAIM, Case.Kind.MUNICIPALITY}
_ACCEPTABLE = {Case.Kind.EDIT, Case.Kind.CLAIM, Case.Kind.MUNICIPALITY}


def _begin(case_id: uuid.UUID, by: User, reason: str, kinds: set[Case.Kind]) -> tuple[Case, str]:
    case = locked_open(case_id)
    require_eligible(by, case)
    if case.kind not in kinds:
        raise WrongInput(
            "kind", "So wird über diesen Fall nicht entschieden.", "This case is not decided like that."
        )
    return case, given(reason, "Begründung", "Reason")


def _decide(case: Case, outcome: Case.Outcome, by: User, reason: str) -> Case:
    case.proposal, case.proposed_by = {}, None
    close(case, outcome, by)
    entry = write(
        case, CaseEntry.Kind.DECISION, CaseEntry.Side.TEAM, by, text=reason, data={"outcome": outcome}
    )
    # Of changes and claims their own floors tell; a report without consequences stays with who reported.
    told_elsewhere = {Case.Kind.EDIT, Case.Kind.CLAIM}
    if case.kind not in told_elsewhere and outcome != Case.Outcome.NO_ACTION:
        tell_parties(case, entry, WORDS[outcome])
    tell_reporters(case, entry, WORDS[outcome])
    return case
