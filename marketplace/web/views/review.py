"""The team's queue and the page of a case."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.lib.refusals import Refusal
from marketplace.organisations.models import Organisation
from marketplace.review.appeals import last_day
from marketplace.review.checklist import NO, NOT_APPLICABLE, YES
from marketplace.review.errors import CaseConflict, NotEligible, WrongInput
from marketplace.review.models import Case
from marketplace.review.quarantining import standing_quarantine
from marketplace.review.queries import (
    case_for_reviewer,
    entries_for_team,
    harmless_edits,
    kind_counts,
    quarantines,
    queue,
)
from marketplace.review.rights import is_eligible, is_lead, party_organisations
from marketplace.review.risk import rules_of
from marketplace.review.verifying import standing_proposal
from marketplace.web.access import SignedInRequest
from marketplace.web.review import filters
from marketplace.web.review.access import for_team, status_of
from marketplace.web.review.matter import Matter, matter_of
from marketplace.web.review.steps import carry_out, ticks_of

PER_PAGE = 50


@require_safe
@for_team
def review_queue(request: SignedInRequest) -> HttpResponse:
    """What has to be looked at, by deadline and risk."""
    chosen = filters.from_query(request.GET)
    page = Paginator(queue(chosen, reviewer=request.user), PER_PAGE).get_page(request.GET.get("seite"))
    context = {
        "section": "review",
        "tab": "queue",
        "page": page,
        "today": timezone.localdate(),
        "filters": chosen,
        "choices": filters.choices(chosen),
        "kinds": [(value, label, kind_counts().get(value, 0)) for value, label in Case.Kind.choices],
        "harmless": harmless_edits().count(),
        "hidden": quarantines().count(),
        "before": filters.as_query(chosen, page.number - 1),
        "after": filters.as_query(chosen, page.number + 1),
    }
    return render(request, "web/review/queue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def review_case(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    """One case: what is claimed, by whom, with what proof, and what can be done now."""
    case = _case_or_404(request, case_id)
    problem: Refusal | None = None
    if request.method == "POST":
        try:
            carry_out(case, request.user, request.POST)
        except (WrongInput, CaseConflict, NotEligible) as refusal:
            problem, case = refusal, _case_or_404(request, case_id)
        else:
            return redirect("web:review-case", case.pk)
    context = case_context(request, case) | {"problem": problem}
    status = status_of(problem) if problem else 200
    return render(request, "web/review/case.html", context, status=status)


def _case_or_404(request: SignedInRequest, case_id: uuid.UUID) -> Case:
    case = case_for_reviewer(request.user, case_id)
    if case is None:
        raise Http404
    return case


def case_context(request: SignedInRequest, case: Case) -> dict[str, Any]:
    """Everything the page of a case shows."""
    matter = matter_of(case)
    statement = matter.statement.statement if matter.statement else None
    return {
        "section": "review",
        "tab": "queue",
        "case": case,
        "matter": matter,
        "party": Organisation.objects.filter(pk__in=party_organisations(case)).first(),
        "entries": entries_for_team(case),
        "rules": rules_of(case.risk_rules),
        "today": timezone.localdate(),
        "eligible": is_eligible(request.user, case),
        "lead": is_lead(request.user),
        "proposal": standing_proposal(case, statement),
        "own_proposal": case.proposed_by_id == request.user.pk,
        "points": _points(matter, request),
        "tick_choices": [
            (YES, gettext("trifft zu")),
            (NO, gettext("trifft nicht zu")),
            (NOT_APPLICABLE, gettext("stellt sich nicht")),
        ],
        "appeal_until": last_day(case),
        "quarantine": standing_quarantine(case.listing) if case.listing else None,
        "former": entries_for_team(case.appeal_of) if case.appeal_of else [],
        "typed": request.POST if request.method == "POST" else {},
    }


def _points(matter: Matter, request: SignedInRequest) -> list[tuple[int, object, object]]:
    """The checklist with what was ticked before a refusal: number, text, tick."""
    criterion = matter.statement.criterion if matter.statement else None
    points = criterion.review if criterion else ()
    ticks = ticks_of(criterion, request.POST)
    return [(number, point, tick) for number, (point, tick) in enumerate(zip(points, ticks, strict=True), 1)]
