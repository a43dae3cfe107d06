"""The result of a run as files for other programs."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from marketplace.analysis.models import Grade


@require_GET
def result_as_json(_request: HttpRequest, run_id: uuid.UUID) -> HttpResponse:
    """The whole result as the grader made it."""
    grade = Grade.objects.filter(run=run_id).first()
    if grade is None:
        raise Http404
    response = JsonResponse(grade.result, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="ergebnis-{grade.identity[:12]}.json"'
    return response
