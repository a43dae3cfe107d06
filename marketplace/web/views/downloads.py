"""The result of a run as files: for other programs, for code viewers, and as a report to keep."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from grader.formats.page import page
from grader.formats.sarif import sarif
from marketplace.analysis.models import Grade
from marketplace.web.assessment.page import Assessment
from marketplace.web.evidence import short_address

Result = Mapping[str, Any]


def _as_json(result: Result, _language: str, _name: str) -> str:
    return json.dumps(result, ensure_ascii=False, indent=1)


def _as_sarif(result: Result, language: str, _name: str) -> str:
    return json.dumps(sarif(result, language), ensure_ascii=False, indent=1)


# Each kind with its media type and the writer of its text.
KINDS: dict[str, tuple[str, Callable[[Result, str, str], str]]] = {
    "json": ("application/json", _as_json),
    "sarif": ("application/sarif+json", _as_sarif),
    "html": ("text/html; charset=utf-8", page),
}


@require_GET
def result_file(_request: HttpRequest, run_id: uuid.UUID, kind: str) -> HttpResponse:
    """The result of a run as a file to save; it is never shown as a page of this site.

    An unknown run or kind is not found, and so is a report on a result that is too old for one.
    """
    grade = Grade.objects.select_related("source__listing").filter(run=run_id).first()
    if grade is None or kind not in KINDS:
        raise Http404
    if kind != "json" and not Assessment(grade).can_be_reported:
        raise Http404
    media_type, write = KINDS[kind]
    listing = grade.source.listing
    name = listing.name if listing else short_address(grade.source.public_location)
    response = HttpResponse(write(grade.result, get_language() or "de", name), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="ergebnis-{grade.identity[:12]}.{kind}"'
    return response
