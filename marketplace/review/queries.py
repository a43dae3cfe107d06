"""Cases as pages need them: the queue, one case for its readers, numbers for everybody. Reads only."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.catalogue.models import Listing, ListingEdit
from marketplace.criteria.editions import current_edition
from marketplace.criteria.model import Criterion
from marketplace.evidence.models import DocumentVersion
from marketplace.organisations.models import Membership, Organisation, ProviderClaim
from marketplace.review.models import Case, CaseEntry, Quarantine
from marketplace.review.opening import is_proved
from marketplace.review.rights import may_review
from marketplace.review.subjects import SAID_BY_PROVIDERS, verification_subject
from marketplace.suitability.models import Statement, Verification

EDITING = [Membership.Role.EDITOR, Membership.Role.ADMIN]
# What the other side does not read: the team's own notes, who has taken the case, first checks.
TEAM_ONLY = [
    CaseEntry.Kind.NOTE,
    CaseEntry.Kind.TAKEN,
    CaseEntry.Kind.RELEASED,
    CaseEntry.Kind.PROPOSAL,
    CaseEntry.Kind.DISAGREEMENT,
    CaseEntry.Kind.LAPSED,
    CaseEntry.Kind.CHECKLIST,
    CaseEntry.Kind.REPORT,
]


@dataclass(frozen=True)
class Filters:
    """What a reviewer wants to see of the queue; empty means all.

    Attributes:
        kind: as in `Case.Kind`.
        risk: "0" to "3".
        state: "open", "waiting_for_provider", "decided"; "" for what is not decided.
        stage: "first" (nobody has checked yet), "second" (a second person is needed).
        mine: only what the reviewer has taken.
        order: "due" (deadline), "age" or "risk".
    """

    kind: str = ""
    risk: str = ""
    state: str = ""
    stage: str = ""
    mine: bool = False
    order: str = "due"


ORDERS: Mapping[str, tuple[str, ...]] = {
    "due": ("due_on", "-risk", "opened_at", "pk"),
    "age": ("opened_at", "pk"),
    "risk": ("-risk", "due_on", "opened_at", "pk"),
}


def queue(filters: Filters, *, reviewer: User) -> QuerySet[Case]:
    """The cases a reviewer asks for, in the order they chose."""
    rows = Case.objects.select_related("listing", "organisation", "assigned_to", "proposed_by")
    rows = rows.filter(state=filters.state) if filters.state else rows.exclude(state=Case.State.DECIDED)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.risk:
        rows = rows.filter(risk=int(filters.risk))
    if filters.stage:
        rows = rows.filter(proposed_by__isnull=filters.stage == "first")
    if filters.mine:
        rows = rows.filter(assigned_to=reviewer)
    if filters.state == Case.State.DECIDED:
        return rows.order_by("-decided_at")
    return rows.order_by(*ORDERS[filters.order])


def kind_counts() -> dict[str, int]:
    """How many cases of each kind are not decided."""
    rows = Case.objects.exclude(state=Case.State.DECIDED).order_by().values_list("kind")
    return dict(rows.annotate(count=Count("pk")))


def case_for_reviewer(user: User, case_id: uuid.UUID) -> Case | None:
    """The case for somebody of the team; None for everybody else, and where there is none."""
    if not may_review(user):
        return None
    return _cases().filter(pk=case_id).first()


def case_for_party(user: User, case_id: uuid.UUID) -> Case | None:
    """The case for an editor or admin of an organisation it concerns; None otherwise.

    A report is shown to the provider only once something came of it.
    """
    found = _cases().filter(_concerns(_organisations(user)), pk=case_id).first()
    return found if found and is_shown_to_party(found) else None


def is_shown_to_party(case: Case) -> bool:
    """Reports without consequences stay between those who reported and the team."""
    asked = case.entries.filter(kind=CaseEntry.Kind.QUESTION).exists()
    return case.kind != Case.Kind.REPORT or asked or case.outcome == Case.Outcome.QUARANTINED


def cases_of_party(user: User) -> list[Case]:
    """All cases of the person's organisations, those that wait for an answer first."""
    rows = list(_cases().filter(_concerns(_organisations(user))).order_by("-opened_at")[:200])
    order = {Case.State.WAITING: 0, Case.State.OPEN: 1, Case.State.DECIDED: 2}
    return sorted(
        (one for one in rows if is_shown_to_party(one)), key=lambda one: order[Case.State(one.state)]
    )


def entries_for_party(case: Case) -> list[CaseEntry]:
    """What the other side reads of a case; persons of the team are not named there."""
    rows = case.entries.exclude(kind__in=TEAM_ONLY).select_related("document_version__document")
    return list(rows.order_by("number"))


def entries_for_team(case: Case) -> list[CaseEntry]:
    """Everything of a case."""
    rows = case.entries.select_related("author", "document_version__document")
    return list(rows.order_by("number"))


def _cases() -> QuerySet[Case]:
    related = (
        "listing__provider",
        "organisation",
        "assigned_to",
        "proposed_by",
        "decided_by",
        "appeal_of",
        "renews",
    )
    return Case.objects.select_related(*related)


def _organisations(user: User) -> list[uuid.UUID]:
    rows = Membership.objects.filter(user=user, role__in=EDITING).exclude(
        organisation__kind=Organisation.Kind.TEAM
    )
    return list(rows.values_list("organisation", flat=True))


def _concerns(organisations: Sequence[uuid.UUID]) -> Q:
    """As `rights.party_organisations`: cases of these, and claims of others on what is theirs."""
    speaks = F("listing__provider__organisation")
    still_theirs = Q(organisation__isnull=True) | Q(organisation=speaks)
    of_listings = Q(listing__provider__organisation__in=organisations) & still_theirs
    of_others = Q(listing__isnull=True, organisation__in=organisations)
    contested = ProviderClaim.objects.filter(provider__organisation__in=organisations, contested=True)
    subjects = [f"claim:{key}" for key in contested.values_list("pk", flat=True)]
    return of_listings | of_others | Q(kind=Case.Kind.CLAIM, subject__in=subjects)


@dataclass(frozen=True)
class Checkable:
    """A statement that could be verified: it rests on an accepted proof. `case` is the open one, if any."""

    listing: Listing
    criterion: Criterion
    statement: Statement
    version: DocumentVersion
    verified_until: date | None
    is_verified: bool
    case: Case | None


def checkable(listings: Sequence[Listing]) -> list[Checkable]:
    """The proved statements of these listings, in the order of the criteria."""
    rows = Statement.objects.filter(
        listing__in=listings,
        basis__in=SAID_BY_PROVIDERS,
        ended_at__isnull=True,
        document_version__state=DocumentVersion.State.ACCEPTED,
        document_version__document__withdrawn_at__isnull=True,
    )
    rows = rows.select_related("listing", "document_version__document").prefetch_related("verifications")
    edition = current_edition()
    subjects = {verification_subject(row.listing, row.criterion): row for row in rows}
    cases = {
        one.subject: one
        for one in Case.objects.filter(kind=Case.Kind.VERIFICATION, subject__in=list(subjects)).exclude(
            state=Case.State.DECIDED
        )
    }
    found = [
        _checkable(row, criterion, cases.get(subject))
        for subject, row in subjects.items()
        if (criterion := edition.criterion(row.criterion)) and is_proved(row, criterion)
    ]
    return sorted((one for one in found if one), key=_place)


def _place(one: Checkable) -> tuple[str, str, int]:
    return (one.listing.name, one.criterion.topic, one.criterion.position)


def _checkable(row: Statement, criterion: Criterion, case: Case | None) -> Checkable | None:
    version = row.document_version
    if version is None:
        return None
    standing = _standing_verification(row, version)
    return Checkable(
        row.listing, criterion, row, version, standing.valid_until if standing else None, bool(standing), case
    )


def _standing_verification(row: Statement, version: DocumentVersion) -> Verification | None:
    today = timezone.localdate()
    for one in row.verifications.all():
        counts = one.ended_at is None and one.second_at and one.evidence_hash == version.sha256
        if counts and (one.valid_until is None or one.valid_until >= today):
            return one
    return None


def listings_of(user: User) -> list[Listing]:
    """Listings the person may edit for their provider."""
    rows = Listing.objects.filter(provider__organisation__in=_organisations(user))
    return list(rows.select_related("provider__organisation").order_by("name"))


def quarantines(*, standing: bool = True) -> QuerySet[Quarantine]:
    """Listings that are hidden at the moment, or were."""
    rows = Quarantine.objects.filter(released_at__isnull=standing)
    return rows.select_related("listing__provider", "by", "released_by", "case").order_by("-at")


def quarantines_of(user: User) -> list[Quarantine]:
    """Standing quarantines of listings the person's organisations own, with the reason."""
    rows = quarantines().filter(listing__provider__organisation__in=_organisations(user))
    return list(rows)


def harmless_edits() -> QuerySet[ListingEdit]:
    """Live changes nobody has looked at yet, the oldest first."""
    rows = ListingEdit.objects.filter(state=ListingEdit.State.LIVE)
    return rows.select_related("listing__provider", "organisation", "author").order_by("made_at", "pk")


@dataclass(frozen=True)
class Numbers:
    """How much there is to do and how long it takes, for the public page. Days are calendar days.

    Attributes:
        open_by_kind: kind → how many are not decided.
        waiting: how many of them wait for an answer.
        overdue: how many of them are past their deadline.
        median_age: of the open ones; None without any.
        decided: in the last 365 days.
        median_days: from opening to decision, of those; None without any.
        upheld, appeals: decided appeals of those, and how many were upheld.
    """

    open_by_kind: Mapping[str, int]
    waiting: int
    overdue: int
    median_age: int | None
    decided: int
    median_days: int | None
    appeals: int
    upheld: int

    @property
    def open(self) -> int:
        return sum(self.open_by_kind.values())


def numbers(today: date) -> Numbers:
    """Counted anew each time: there are hundreds of cases, not millions."""
    undecided = Case.objects.exclude(state=Case.State.DECIDED)
    since = timezone.now() - timedelta(days=365)
    done = Case.objects.filter(decided_at__gte=since).exclude(outcome=Case.Outcome.CLOSED)
    spans = [(end - start).days for start, end in done.values_list("opened_at", "decided_at") if end]
    ages = [(today - timezone.localdate(at)).days for at in undecided.values_list("opened_at", flat=True)]
    appeals = done.filter(kind=Case.Kind.APPEAL)
    return Numbers(
        open_by_kind=kind_counts(),
        waiting=undecided.filter(state=Case.State.WAITING).count(),
        overdue=undecided.filter(state=Case.State.OPEN, due_on__lt=today).count(),
        median_age=round(median(ages)) if ages else None,
        decided=len(spans),
        median_days=round(median(spans)) if spans else None,
        appeals=appeals.count(),
        upheld=appeals.filter(outcome=Case.Outcome.UPHELD).count(),
    )
