"""The programming of a listing, asking for an assessment, and the page of one run."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from marketplace.analysis.errors import TooManyRequests
from marketplace.analysis.models import AnalysisRun, CodeSource, Grade
from marketplace.analysis.queries import queue_position, run_by_id, workers_alive
from marketplace.analysis.services import request_assessment
from marketplace.analysis.stored_results import judged_files, with_short_results
from marketplace.web.assessment.file_table import FileFilter, file_table
from marketplace.web.assessment.page import Assessment
from marketplace.web.assessment.trend import trend_of
from marketplace.web.code_parts import CodePart, code_parts
from marketplace.web.evidence import short_address
from marketplace.web.views.errors import too_many
from marketplace.web.views.solutions import listing_or_404
from marketplace.web.visitors import may_request, requester

Tabs = dict[str, tuple[str | Promise, str | Promise]]
VIEWS: Tabs = {
    "entscheidung": (_("Für Ihre Entscheidung"), _("Entscheidung")),
    "fachleute": (_("Für Fachleute"), _("Fachleute")),
    "anbieter": (_("Für den Anbieter"), _("Anbieter")),
    "verlauf": (_("Verlauf"), _("Verlauf")),
}
# A single run has no course over time.
RUN_VIEWS: Tabs = {key: labels for key, labels in VIEWS.items() if key != "verlauf"}
# A page behind a tab: it has no tab of its own.
BEHIND = {"dateien": "fachleute"}


def chosen_view(request: HttpRequest, views: Tabs = VIEWS) -> str:
    """The view that is asked for; anything odd gives the first."""
    wanted = request.GET.get("sicht", "")
    return wanted if wanted in views or wanted in BEHIND else next(iter(views))


def _shown(assessment: Assessment | None, view: str, request: HttpRequest) -> dict[str, Any]:
    """What the templates of the assessment need, with the parts that only one view shows."""
    context: dict[str, Any] = {"assessment": assessment, "view": view, "tab": BEHIND.get(view, view)}
    if assessment and view == "dateien":
        asked = FileFilter.from_query(request.GET)
        context["table"] = file_table(judged_files(assessment.grade.pk), asked, assessment.forge)
    if assessment and view == "verlauf":
        context["trend"] = trend_of(assessment.grade.source)
    return context


@require_GET
def programming(request: HttpRequest, slug: str) -> HttpResponse:
    """The assessment of a listing's source code for officers, engineers and the provider."""
    listing = listing_or_404(slug)
    parts = code_parts(listing)
    part = _chosen_part(parts, request.GET.get("teil", ""))
    view = chosen_view(request)
    context = {
        "section": "solutions",
        "listing": listing,
        "parts": parts,
        "part": part,
        "title": listing.name,
        "views": VIEWS,
        "base": reverse("web:programming", kwargs={"slug": listing.slug}),
        "query": f"&teil={part.source.pk}" if part and len(parts) > 1 else "",
        "may_request": may_request(request),
        **_shown(part.assessment if part else None, view, request),
    }
    context["view_name"] = VIEWS[context["tab"]][0]
    return _page_or_table(request, "web/programming.html", context)


def _page_or_table(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The whole page, or for htmx the table of files alone."""
    is_part = request.headers.get("HX-Request") == "true" and "table" in context
    response = render(request, "web/parts/file_rows.html" if is_part else template, context)
    response["Vary"] = "HX-Request"
    return response


def _chosen_part(parts: list[CodePart], wanted: str) -> CodePart | None:
    """The part that is asked for, else the first with a grade, else the first."""
    for part in parts:
        if wanted and str(part.source.pk) == wanted:
            return part
    return next((part for part in parts if part.assessment), parts[0] if parts else None)


@require_http_methods(["GET", "POST"])
def request_run(request: HttpRequest, slug: str) -> HttpResponse:
    """Queue an assessment of one of the listing's sources and show its progress.

    Who comes back to this address by a link or by reloading only gets the page with the button.
    """
    listing = listing_or_404(slug)
    if request.method == "GET":
        return redirect("web:programming", slug=listing.slug)
    source = CodeSource.objects.filter(listing=listing, pk=_as_number(request.POST.get("teil", ""))).first()
    if source is None:
        raise Http404
    if not may_request(request):
        return render(request, "403.html", status=403)
    try:
        run = request_assessment(source, at=timezone.now(), requested_from=requester(request))
    except TooManyRequests as refusal:
        return too_many(request, refusal)
    return redirect("web:run", run_id=run.pk)


def _as_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else 0


@require_GET
def run(request: HttpRequest, run_id: uuid.UUID) -> HttpResponse:
    """A run: its progress while it is open, then its result; as fragment for the live progress."""
    found = run_by_id(run_id)
    if found is None:
        raise Http404
    grade = next(iter(with_short_results(Grade.objects.filter(run=found))), None)
    now = timezone.now()
    listing = found.source.listing
    context = {
        "section": "solutions" if listing else "self-check",
        "run": found,
        "listing": listing,
        "steps": _steps(found),
        "place": queue_position(found, at=now),
        "is_retry": bool(found.problem_text) and found.is_open,
        "has_worker": not found.is_open or bool(workers_alive(at=now)),
        "title": listing.name if listing else short_address(found.source.public_location),
        "views": RUN_VIEWS,
        "query": "",
        "base": reverse("web:run", kwargs={"run_id": found.pk}),
        **_shown(Assessment(grade) if grade else None, chosen_view(request, RUN_VIEWS), request),
    }
    if "table" in context:
        return _page_or_table(request, "web/run.html", context)
    is_live = request.headers.get("HX-Request") == "true"
    response = render(request, "web/parts/run.html" if is_live else "web/run.html", context)
    response["Vary"] = "HX-Request"
    response["Cache-Control"] = "no-store" if found.is_open else "no-cache"
    return response


def _steps(run: AnalysisRun) -> list[tuple[str, str]]:
    """Each step with "done", "now" or "later"."""
    order = [step for step in list(AnalysisRun.Step) if step != AnalysisRun.Step.DONE]
    if run.step == AnalysisRun.Step.DONE:
        return [(str(step.label), "done") for step in order]
    at = [str(step) for step in order].index(run.step)
    return [
        (str(step.label), "done" if place < at else "now" if place == at else "later")
        for place, step in enumerate(order)
    ]
