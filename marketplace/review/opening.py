"""Cases begin: asked for by a provider or a reviewer, or because something waits to be looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.catalogue.models import Listing
from marketplace.catalogue.vocabulary import State
from marketplace.criteria.editions import current_edition
from marketplace.criteria.model import Criterion
from marketplace.evidence.models import Document
from marketplace.organisations.models import Membership, Organisation
from marketplace.organisations.queries import may
from marketplace.review.errors import NotAllowed, WrongInput
from marketplace.review.models import Case, CaseEntry
from marketplace.review.rights import may_review
from marketplace.review.risk import due_on, risk_of
from marketplace.review.subjects import current_statement, verification_subject
from marketplace.review.writing import write
from marketplace.suitability.evidenced import proves
from marketplace.suitability.models import Statement, StoredProfile, Verification


@transaction.atomic
def open_case(
    kind: str,
    subject: str,
    *,
    rules: Sequence[str],
    by: User | None = None,
    side: str = CaseEntry.Side.MARKETPLACE,
    listing: Listing | None = None,
    organisation: Organisation | None = None,
    criterion: str = "",
    text: str = "",
    data: Mapping[str, Any] | None = None,
    renews: Verification | None = None,
    appeal_of: Case | None = None,
) -> tuple[Case, bool]:
    """Open a case, or find the one that is open for the same kind and subject.

    Args:
        kind: as in `Case.Kind`.
        subject: "type:id", at most 160 characters.
        rules: keys of `risk.RULES` that apply; they decide risk and deadline.
        by: whoever asks; None for the marketplace itself.
        side: for whom they speak.
        listing, organisation, criterion: what it is about, and who answers and may appeal.
        text, data: of the first entry.
        renews: the verification that runs out.
        appeal_of: the decided case.

    Returns:
        The case, and whether it is new. Whatever is given for an existing case is left out.
    """
    there = Case.objects.filter(kind=kind, subject=subject).exclude(state=Case.State.DECIDED).first()
    if there:
        return there, False
    risk, now = risk_of(rules), timezone.now()
    fresh = Case(
        kind=kind, subject=subject, listing=listing, organisation=organisation, criterion=criterion,
        edition=current_edition().key, risk=risk, risk_rules=list(rules), opened_at=now, opened_by=by,
        due_on=due_on(timezone.localdate(now), risk), renews=renews, appeal_of=appeal_of,
    )  # fmt: skip
    # Two who ask at once: the second waits for the first and then finds its case.
    Case.objects.bulk_create([fresh], ignore_conflicts=True)
    case = Case.objects.filter(kind=kind, subject=subject).exclude(state=Case.State.DECIDED).get()
    if case.pk != fresh.pk:
        return case, False
    write(case, CaseEntry.Kind.OPENED, side, by, text=text, data=data)
    return case, True


@transaction.atomic
def request_verification(listing: Listing, criterion_key: str, *, by: User, text: str = "") -> Case:
    """A provider, or a reviewer, asks that a statement be compared with its proof.

    Raises:
        NotAllowed: neither an editor of the provider's organisation nor a reviewer.
        WrongInput: there is no statement with an accepted proof that fits the criterion.
    """
    organisation = listing.provider.organisation
    speaks = organisation is not None and may(by, organisation, Membership.Role.EDITOR)
    if not (speaks or may_review(by)):
        raise NotAllowed
    criterion = current_edition().criterion(criterion_key)
    statement = current_statement(listing, criterion_key) if criterion else None
    if criterion is None or statement is None or not is_proved(statement, criterion):
        raise WrongInput(
            "nothing-to-check",
            "Geprüft werden kann erst eine Angabe mit einem angenommenen Nachweis, der zum Kriterium passt.",
            "Only a statement with an accepted proof that fits the criterion can be verified.",
        )
    case, _new = open_case(
        Case.Kind.VERIFICATION,
        verification_subject(listing, criterion_key),
        rules=verification_rules(listing, criterion, statement),
        by=by,
        side=CaseEntry.Side.PARTY if speaks else CaseEntry.Side.TEAM,
        listing=listing,
        organisation=organisation,
        criterion=criterion_key,
        text=text.strip()[:2000],
    )
    return case


def is_proved(statement: Statement, criterion: Criterion) -> bool:
    """Whether the statement rests on an accepted document of a kind the criterion knows."""
    version = statement.document_version
    return version is not None and proves(version, criterion)


def verification_rules(listing: Listing, criterion: Criterion, statement: Statement | None) -> list[str]:
    """Which risk rules apply to checking one criterion of a listing."""
    found = []
    if has_legal_weight(criterion):
        found.append("legal-weight")
    if _state(listing, criterion.key) == State.CONTRADICTED:
        found.append("contradiction")
    verified = Verification.objects.filter(
        statement__listing__provider=listing.provider_id, second_at__isnull=False
    )
    if not verified.exists():
        found.append("first-listing")
    version = statement.document_version if statement else None
    if version and version.document.visibility != Document.Visibility.PUBLIC:
        found.append("not-public")
    if version and version.is_link:
        found.append("link-only")
    return found


def has_legal_weight(criterion: Criterion) -> bool:
    """Whether a specification suggests to exclude offers over it (A-criterion after UfAB)."""
    return criterion.requirement.level == "A"


def _state(listing: Listing, criterion: str) -> str:
    cells = StoredProfile.objects.filter(listing=listing).values_list("cells", flat=True).first() or []
    return next((str(cell["state"]) for cell in cells if cell["criterion"] == criterion), State.UNKNOWN)
