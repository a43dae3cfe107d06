"""The parts of a listing's source code, each with its newest grade and its runs, in constant queries."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from marketplace.analysis.models import AnalysisRun, CodeSource, Grade
from marketplace.analysis.stored_results import with_short_results
from marketplace.catalogue.models import Listing
from marketplace.web.assessment.page import Assessment


@dataclass(frozen=True, slots=True)
class CodePart:
    """One source of a listing with what is known about its code."""

    source: CodeSource
    assessment: Assessment | None
    last_run: AnalysisRun | None

    @property
    def open_run(self) -> AnalysisRun | None:
        return self.last_run if self.last_run and self.last_run.is_open else None

    @property
    def problem_run(self) -> AnalysisRun | None:
        """The last run, when it has a problem to tell: ended without result or waiting for its next try."""
        return self.last_run if self.last_run and self.last_run.problem_text else None


def code_parts(listing: Listing) -> list[CodePart]:
    """All sources of a listing in their order."""
    sources = list(CodeSource.objects.filter(listing=listing))
    newest_grade = Grade.objects.filter(source=OuterRef("pk")).order_by("-created_at", "-pk").values("pk")[:1]
    last_run = AnalysisRun.objects.filter(source=OuterRef("pk")).order_by("-requested_at").values("pk")[:1]
    of_listing = CodeSource.objects.filter(listing=listing)
    grades = Grade.objects.filter(pk__in=of_listing.values(found=Subquery(newest_grade)))
    runs = AnalysisRun.objects.filter(pk__in=of_listing.values(found=Subquery(last_run)))
    grade_of = {grade.source_id: grade for grade in with_short_results(grades)}
    run_of = {run.source_id: run for run in runs.select_related("source")}
    return [
        CodePart(
            source=source,
            assessment=Assessment(grade_of[source.pk]) if source.pk in grade_of else None,
            last_run=run_of.get(source.pk),
        )
        for source in sources
    ]
