"""Reminds providers 90, 30 and 0 days before a proof expires; each stage once, however often this runs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from marketplace.catalogue.models import Listing
from marketplace.criteria.editions import current_edition
from marketplace.criteria.model import Criterion, Edition, Text
from marketplace.evidence.models import DocumentVersion
from marketplace.notices.services import notify
from marketplace.organisations.models import Membership
from marketplace.organisations.queries import members_of
from marketplace.suitability.evidenced import proves, runs_out
from marketplace.suitability.models import Statement, ValidityReminder
from marketplace.suitability.wording import day_words

STAGES = (90, 30, 0)


def remind_of_expiry() -> int:
    """Errand: give the reminders that are due.

    A proof that was uploaded late, or an errand that stood still, skips the stages that have passed: only the
    nearest one is given.

    Returns:
        How many statements were reminded of.
    """
    today = timezone.localdate()
    return sum(_remind(row, until, stage) for row, until, stage in list(_due(today)))


def stage_of(until: date, today: date) -> int | None:
    """The reminder that fits the days left: 90, 30 or 0; None while there is time, and after the last day."""
    left = (until - today).days
    return min((stage for stage in STAGES if 0 <= left <= stage), default=None)


def _due(today: date) -> Iterator[tuple[Statement, date, int]]:
    edition = current_edition()
    sent = set(ValidityReminder.objects.values_list("statement", "valid_until", "days"))
    for row in _resting_on_documents():
        criterion = _criterion(edition, row.criterion)
        version = row.document_version
        if criterion is None or version is None or not proves(version, criterion):
            continue
        until = runs_out(row, criterion)
        stage = stage_of(until, today) if until else None
        if until and stage is not None and (row.pk, until, stage) not in sent:
            yield row, until, stage


def _resting_on_documents() -> Iterator[Statement]:
    rows = Statement.objects.filter(
        ended_at__isnull=True,
        document_version__state=DocumentVersion.State.ACCEPTED,
        document_version__document__withdrawn_at__isnull=True,
        listing__state=Listing.State.PUBLISHED,
        listing__provider__organisation__isnull=False,
    )
    related = ("document_version__document", "listing__provider__organisation")
    yield from rows.select_related(*related).order_by("pk").iterator(chunk_size=500)


def _criterion(edition: Edition, key: str) -> Criterion | None:
    known = edition.criterion(key)
    return known or next((one for one in edition.criteria if key in one.replaces), None)


@transaction.atomic
def _remind(row: Statement, until: date, stage: int) -> bool:
    """Note the stage and tell everybody who can do something about it, or nothing at all."""
    reminder = ValidityReminder(statement=row, valid_until=until, days=stage, sent_at=timezone.now())
    ValidityReminder.objects.bulk_create([reminder], ignore_conflicts=True)
    organisation, version = row.listing.provider.organisation, row.document_version
    if organisation is None or version is None:
        return False
    criterion, day = _criterion(current_edition(), row.criterion), day_words(until)
    asked = criterion.title if criterion else Text(row.criterion, row.criterion)
    title, name = version.document.title, row.listing.name
    de = f"„{title}“ zu {name} belegt „{asked.de}“ nur noch bis {day.de}."
    en = f"“{title}” for {name} proves “{asked.en}” only until {day.en}."
    with override("de"):
        url = reverse("web:provider-evidence", args=[row.listing.slug])
    for member in members_of(organisation):
        if member.role != Membership.Role.READER:
            notify(
                member.user,
                kind="listing.evidence_expires",
                key=f"listing.evidence_expires:{row.pk}:{until.isoformat()}:{stage}",
                text_de=f"{de} Bitte laden Sie rechtzeitig eine neue Fassung hoch.",
                text_en=f"{en} Please upload a new version in time.",
                url=url,
            )
    return True
