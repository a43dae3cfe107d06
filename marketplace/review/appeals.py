"""Appeals: within 30 days, once per decision, decided by somebody who had no part in it."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.criteria.model import Text
from marketplace.review.errors import CaseConflict, NotAllowed, WrongInput
from marketplace.review.findings import end_contradiction
from marketplace.review.models import Case, CaseEntry
from marketplace.review.opening import open_case, verification_rules
from marketplace.review.quarantining import release, standing_quarantine
from marketplace.review.rights import party_role, require_eligible
from marketplace.review.subjects import criterion_of, municipality_of, statement_of
from marketplace.review.telling import tell_all_reviewers, tell_parties
from marketplace.review.writing import close, given, locked, locked_open, write
from marketplace.suitability.services import refresh_profiles

DAYS = 30
APPEALABLE = {Case.Outcome.REFUSED, Case.Outcome.CONTRADICTED, Case.Outcome.QUARANTINED}

# What was refused is over for good; only its owner can hand it in anew.
HANDED_IN = {Case.Kind.EDIT, Case.Kind.CLAIM}
UPHELD = Text("Ihrem Widerspruch wurde stattgegeben.", "Your appeal has been upheld.")
AGAIN = Text(
    "Ihrem Widerspruch wurde stattgegeben. Bitte reichen Sie es noch einmal ein.",
    "Your appeal has been upheld. Please hand it in once more.",
)


def last_day(case: Case) -> date | None:
    """The last day on which somebody may appeal; None where the decision cannot be appealed."""
    if case.decided_at is None or case.outcome not in APPEALABLE or case.kind == Case.Kind.APPEAL:
        return None
    return timezone.localdate(case.decided_at) + timedelta(days=DAYS)


@transaction.atomic
def appeal(case_id: uuid.UUID, *, by: User, text: str) -> Case:
    """The other side disagrees with a decision. Appealing twice leads to the same case.

    Returns:
        The appeal, a case of its own: the decided one never changes.

    Raises:
        NotAllowed: the case does not concern an organisation of this person.
        CaseConflict: not decided, not appealable, or too late; the sentence says which.
        WrongInput: no text.
    """
    case = locked(case_id)
    organisation = party_role(by, case)
    if organisation is None:
        raise NotAllowed
    text = given(text, "Begründung", "Reason")
    if former := Case.objects.filter(appeal_of=case).first():
        return former
    _check_in_time(case)
    made, _new = open_case(
        Case.Kind.APPEAL,
        f"case:{case.pk}",
        rules=["appealed"],
        by=by,
        side=CaseEntry.Side.PARTY,
        listing=case.listing,
        organisation=organisation,
        criterion=case.criterion,
        appeal_of=case,
    )
    said = {"organisation": organisation.name}
    entry = write(made, CaseEntry.Kind.APPEAL, CaseEntry.Side.PARTY, by, text=text, data=said)
    tell_all_reviewers(made, entry, Text("Ein Widerspruch ist eingegangen.", "An appeal has come in."))
    return made


@transaction.atomic
def decide_appeal(case_id: uuid.UUID, *, by: User, reason: str, uphold: bool) -> Case:
    """Decide an appeal. What was decided stays in the record; upholding undoes what followed from it.

    Raises:
        NotAllowed, NotEligible: no reviewer, concerned, or part of the decision.
        CaseConflict, WrongInput: decided meanwhile; no reason; no appeal.
    """
    case = locked_open(case_id)
    require_eligible(by, case)
    reason = given(reason, "Begründung", "Reason")
    if case.appeal_of is None:
        raise WrongInput("kind", "Das ist kein Widerspruch.", "This is no appeal.")
    if uphold:
        _undo(case.appeal_of, case, by, reason)
    outcome = Case.Outcome.UPHELD if uphold else Case.Outcome.REJECTED
    close(case, outcome, by)
    entry = write(
        case, CaseEntry.Kind.DECISION, CaseEntry.Side.TEAM, by, text=reason, data={"outcome": outcome}
    )
    upheld = AGAIN if case.appeal_of.kind in HANDED_IN else UPHELD
    rejected = Text("Ihr Widerspruch wurde zurückgewiesen.", "Your appeal has been rejected.")
    tell_parties(case, entry, upheld if uphold else rejected)
    return case


def _check_in_time(case: Case) -> None:
    last = last_day(case)
    if last is None:
        raise CaseConflict(
            "not-appealable",
            "Gegen diese Entscheidung gibt es keinen Widerspruch.",
            "This decision cannot be appealed.",
        )
    if timezone.localdate() > last:
        raise CaseConflict(
            "too-late",
            f"Die Frist von {DAYS} Tagen endete am {last:%d.%m.%Y}. Sie können eine neue Prüfung beantragen.",
            f"The {DAYS} days ended on {last.isoformat()}. You can ask for a new check.",
        )


def _undo(former: Case, by_appeal: Case, by: User, reason: str) -> None:
    """Lift what the decision brought about, and look at the matter again where two people have to."""
    if former.outcome == Case.Outcome.QUARANTINED and former.listing:
        # What another decision has hidden since then stays hidden.
        if (standing := standing_quarantine(former.listing)) and standing.case_id == former.pk:
            release(former.listing, reason=reason, by=by)
        return
    if former.listing and former.outcome == Case.Outcome.CONTRADICTED:
        end_contradiction(former.listing.pk, former.criterion)
        refresh_profiles([former.listing.pk])
    if former.kind == Case.Kind.VERIFICATION:
        _check_again(former, by_appeal)
    if former.kind == Case.Kind.MUNICIPALITY and (municipality := municipality_of(former)):
        open_case(
            Case.Kind.MUNICIPALITY,
            former.subject,
            rules=["speaks-for-others"],
            organisation=municipality,
            data={"name": municipality.name, "after_appeal": str(by_appeal.pk)},
        )


def _check_again(former: Case, by_appeal: Case) -> None:
    criterion = criterion_of(former)
    if former.listing is None or criterion is None:
        return
    open_case(
        Case.Kind.VERIFICATION,
        former.subject,
        rules=verification_rules(former.listing, criterion, statement_of(former)),
        listing=former.listing,
        organisation=former.organisation,
        criterion=former.criterion,
        data={"after_appeal": str(by_appeal.pk)},
    )
