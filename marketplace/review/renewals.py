"""Verifications that run out: 90 days before, the case is opened again and the provider asked."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from marketplace.criteria.editions import current_edition
from marketplace.criteria.model import Text
from marketplace.review.models import Case, CaseEntry
from marketplace.review.opening import open_case, verification_rules
from marketplace.review.subjects import verification_subject
from marketplace.review.telling import tell_parties
from marketplace.review.writing import write
from marketplace.suitability.models import Verification

DAYS_BEFORE = 90


def reopen_expiring(*, at: datetime | None = None) -> int:
    """An errand: one case for each verification that ends within 90 days and has not led to one yet.

    Returns:
        How many cases were opened.
    """
    today = timezone.localdate(at or timezone.now())
    return sum(_reopen(found.pk) for found in expiring(today))


def expiring(today: date) -> QuerySet[Verification]:
    """Verifications that count and end within 90 days, without a later one of the same criterion."""
    rows = Verification.objects.filter(
        second_at__isnull=False,
        ended_at__isnull=True,
        statement__ended_at__isnull=True,
        valid_until__range=(today, today + timedelta(days=DAYS_BEFORE)),
        renewal__isnull=True,
    )
    return rows.select_related("statement__listing__provider__organisation").order_by("valid_until", "pk")


@transaction.atomic
def _reopen(verification_id: int) -> bool:
    found = (
        Verification.objects.select_for_update(of=("self",), no_key=True)
        .select_related("statement__listing__provider__organisation")
        .get(pk=verification_id)
    )
    statement, listing = found.statement, found.statement.listing
    criterion = current_edition().criterion(statement.criterion)
    if criterion is None or hasattr(found, "renewal"):
        return False
    case, new = open_case(
        Case.Kind.VERIFICATION,
        verification_subject(listing, statement.criterion),
        rules=verification_rules(listing, criterion, statement),
        listing=listing,
        organisation=listing.provider.organisation,
        criterion=statement.criterion,
        renews=found,
    )
    if new:
        _ask_for_new_proof(case, found)
    return new


def _ask_for_new_proof(case: Case, found: Verification) -> None:
    """The case waits for the provider; without one it stays open for the team."""
    if case.organisation_id is None or found.valid_until is None:
        return
    case.state, case.waiting_since = Case.State.WAITING, timezone.now()
    case.due_on = found.valid_until
    case.save(update_fields=["state", "waiting_since", "due_on"])
    entry = write(
        case, CaseEntry.Kind.QUESTION, CaseEntry.Side.MARKETPLACE, None,
        data={"renews_until": found.valid_until.isoformat()},
    )  # fmt: skip
    day_de, day_en = f"{found.valid_until:%d.%m.%Y}", found.valid_until.isoformat()
    tell_parties(
        case,
        entry,
        Text(
            f"Der Prüfvermerk gilt nur noch bis {day_de}. Bitte legen Sie einen neuen Nachweis vor.",
            f"The verification ends on {day_en}. Please provide new evidence.",
        ),
    )
