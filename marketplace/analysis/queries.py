"""Questions about assessments."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KeyTransform

from marketplace.analysis.models import AnalysisRun, CodeSource, Grade, Worker
from marketplace.analysis.stored_results import with_short_results
from marketplace.catalogue.models import Listing
from marketplace.lib.bilingual import in_current_language

# A worker reports every few seconds; after this long without a word it counts as gone.
ALIVE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class GradeSummary:
    """What a list shows of a grade. `letter` is empty when the source could not be graded.

    `months` holds the changes of each of the last twelve months, oldest first, and is empty where the
    history is unknown; `part` names what was graded when it is only a part of the listing.
    """

    letter: str
    created_at: datetime
    headline_de: str
    headline_en: str
    part_de: str = ""
    part_en: str = ""
    months: tuple[int, ...] = ()

    @property
    def headline(self) -> str:
        return in_current_language({"de": self.headline_de, "en": self.headline_en})

    @property
    def changes(self) -> int:
        """Changes in the last twelve months; 0 also where the history is unknown."""
        return sum(self.months)

    @property
    def part(self) -> str:
        return in_current_language({"de": self.part_de, "en": self.part_en})


def latest_grade(source: CodeSource) -> Grade | None:
    """The newest stored result of a source, with everything in it."""
    return Grade.objects.filter(source=source).order_by("-created_at", "-pk").first()


def newest_grades(limit: int) -> list[Grade]:
    """The newest results of published listings, one per source, newest first.

    `result` is short (see `with_short_results`); source and listing come along.
    """
    newer = Grade.objects.filter(source=OuterRef("source")).filter(
        Q(created_at__gt=OuterRef("created_at")) | Q(created_at=OuterRef("created_at"), pk__gt=OuterRef("pk"))
    )
    grades = Grade.objects.filter(~Exists(newer), source__listing__state=Listing.State.PUBLISHED)
    return with_short_results(grades.select_related("source__listing").order_by("-created_at", "-pk")[:limit])


def open_run(source: CodeSource) -> AnalysisRun | None:
    """The run of this source that waits or is worked on, if there is one."""
    return AnalysisRun.objects.filter(source=source, state__in=["waiting", "running"]).first()


def last_run(source: CodeSource) -> AnalysisRun | None:
    """The run of this source that was asked for last, whatever became of it."""
    return AnalysisRun.objects.filter(source=source).order_by("-requested_at").first()


def run_by_id(pk: uuid.UUID | str) -> AnalysisRun | None:
    """A run with its source and listing, or None; an odd id is simply not found."""
    try:
        wanted = uuid.UUID(str(pk))
    except ValueError:
        return None
    return AnalysisRun.objects.select_related("source__listing").filter(pk=wanted).first()


def waiting_order() -> QuerySet[AnalysisRun]:
    """Runs in the order in which workers take them."""
    return AnalysisRun.objects.order_by("-priority", "not_before", "requested_at", "pk")


def queue_position(run: AnalysisRun, *, at: datetime) -> int:
    """How many runs are taken before this one, plus 1; 0 when it is not waiting for its turn."""
    if run.state != AnalysisRun.State.WAITING or run.not_before > at:
        return 0
    ahead = Q(priority__gt=run.priority) | Q(priority=run.priority, not_before__lt=run.not_before)
    waiting = AnalysisRun.objects.filter(state=AnalysisRun.State.WAITING, not_before__lte=at)
    return waiting.filter(ahead).count() + 1


def workers_alive(*, at: datetime) -> list[Worker]:
    """Workers that have reported within the last minute; empty means nobody works off the queue."""
    return list(Worker.objects.filter(seen_at__gt=at - ALIVE))


def main_grades_by_listing(listings: Collection[int] | None = None) -> dict[int, GradeSummary]:
    """The newest grade of each listing's main source (the first that has one), in one query.

    Args:
        listings: primary keys to look at; None for all.
    """
    newest = Grade.objects.filter(source=OuterRef("pk")).order_by("-created_at", "-pk").values("pk")[:1]
    sources = CodeSource.objects.filter(listing__isnull=False)
    if listings is not None:
        sources = sources.filter(listing__in=listings)
    rows = (
        Grade.objects.filter(pk__in=sources.values(newest=Subquery(newest)))
        .annotate(
            headline=KeyTransform("headline", KeyTransform("verdict", "result")),
            history=KeyTransform("history", "result"),
        )
        .order_by("source__position", "source_id")
        .select_related("source")
        .defer("result")
    )
    grades: dict[int, GradeSummary] = {}
    for grade in rows:
        listing = grade.source.listing_id
        if listing is not None:
            grades.setdefault(listing, _summary(grade))
    return grades


def _summary(grade: Any) -> GradeSummary:
    return GradeSummary(
        letter=grade.letter,
        created_at=grade.created_at,
        headline_de=_text(grade.headline, "de"),
        headline_en=_text(grade.headline, "en"),
        part_de=grade.source.part_de,
        part_en=grade.source.part_en,
        months=_months(grade.history),
    )


def _months(history: Any) -> tuple[int, ...]:
    """Changes per month, only where the whole last year is known."""
    if not isinstance(history, dict) or not history.get("available") or history.get("truncated"):
        return ()
    return tuple(int(count) for count in history.get("months") or ())


def _text(headline: Any, language: str) -> str:
    return str(headline.get(language, "")) if isinstance(headline, dict) else ""
