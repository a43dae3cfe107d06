"""The start page."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from marketplace.analysis.queries import main_grades_by_listing, newest_grades
from marketplace.catalogue import queries
from marketplace.catalogue.models import FieldOfAction
from marketplace.suitability.queries import anything_checked
from marketplace.web.assessment.page import Assessment
from marketplace.web.cached import cached_by_revision

NEWEST = 5


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field of action with how many of its listings have a grade."""

    field: FieldOfAction
    total: int
    graded: int


@require_safe
@cached_by_revision
def start_page(request: HttpRequest) -> HttpResponse:
    """One question, the fields of action, why to trust this, the newest assessments."""
    graded = {listing for listing, grade in main_grades_by_listing().items() if grade.letter}
    rows = [
        FieldRow(count.field, count.total, len(graded.intersection(count.listing_ids)))
        for count in queries.fields_of_action()
    ]
    groups = [
        (group.label, [row for row in rows if row.field.group == group]) for group in FieldOfAction.Group
    ]
    context = {
        "section": "start",
        "groups": [(label, found) for label, found in groups if found],
        "counts": queries.counts(),
        "nothing_verified": not anything_checked(),
        "newest": [Assessment(grade) for grade in newest_grades(NEWEST)],
    }
    return render(request, "web/start.html", context)
