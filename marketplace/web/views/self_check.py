"""Having any source code assessed, also code that belongs to no listing."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from marketplace.analysis.errors import SourceRefused, TooManyRequests
from marketplace.analysis.models import AnalysisRun
from marketplace.analysis.services import request_self_check
from marketplace.web.body_size import FORM_OVERHEAD, announced_size
from marketplace.web.forms import SelfCheckForm
from marketplace.web.views.errors import too_large
from marketplace.web.visitors import may_request, requester


# The token is checked in the inner view: checking it reads the whole body, and a body that is too large
# has to be refused before anybody reads it.
@require_http_methods(["GET", "HEAD", "POST"])
@csrf_exempt
def self_check(request: HttpRequest) -> HttpResponse:
    """The form, and what became of it."""
    limit = int(settings.FETCH_LIMITS["upload_megabytes"])
    if announced_size(request) > limit * 1_000_000 + FORM_OVERHEAD:
        return too_large(request, limit, is_archive=True)
    return _self_check(request)


@csrf_protect
def _self_check(request: HttpRequest) -> HttpResponse:
    if not may_request(request):
        return render(request, "web/self_check_closed.html", {"section": "self-check"}, status=403)
    if request.method != "POST":
        return _page(request, SelfCheckForm())
    form = SelfCheckForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        run = _queue(request, form)
    except TooManyRequests as refusal:
        form.add_error(None, refusal.sentence)
        return _page(request, form, status=429)
    except SourceRefused as refusal:
        form.add_error(_field_of(refusal, str(form.cleaned_data["kind"])), refusal.sentence)
        return _page(request, form, status=422)
    return redirect("web:run", run_id=run.pk)


def _queue(request: HttpRequest, form: SelfCheckForm) -> AnalysisRun:
    values = form.cleaned_data
    return request_self_check(
        kind=values["kind"],
        at=timezone.now(),
        location=values["location"],
        version=values["version"],
        upload=values["upload"],
        requested_from=requester(request),
    )


def _field_of(refusal: SourceRefused, kind: str) -> str:
    """The field beside which the sentence belongs."""
    if kind == "upload":
        return "upload"
    return "version" if refusal.word == "odd-version" else "location"


def _page(request: HttpRequest, form: SelfCheckForm, status: int = 200) -> HttpResponse:
    limits = settings.FETCH_LIMITS
    context = {
        "section": "self-check",
        "form": form,
        "upload_limit": limits["upload_megabytes"],
        "per_hour": settings.ASSESSMENTS_PER_HOUR,
    }
    return render(request, "web/self_check.html", context, status=status)
