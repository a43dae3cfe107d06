"""Freezing a search, and what people do with its candidates."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from marketplace.catalogue.search import search
from marketplace.selection.decision_services import add_note, move
from marketplace.selection.errors import WrongInput
from marketplace.selection.folder import FolderCandidate
from marketplace.selection.freeze_services import MOST_HITS
from marketplace.selection.models import Candidate, FolderEntry
from marketplace.selection.queries import candidate_of
from marketplace.suitability.list_facets import list_facets
from marketplace.web.projects.guard import ProjectRequest, of_project, status_of
from marketplace.web.projects.keeping import Wanted
from marketplace.web.views.projects import project_context, read_or_post

MOVES = {FolderEntry.Kind.SHORTLISTED, FolderEntry.Kind.SET_ASIDE, FolderEntry.Kind.REOPENED}


@read_or_post
@of_project
def freeze_search(request: ProjectRequest) -> HttpResponse:
    """Search within the project; freezing keeps every hit as it is now.

    The address is that of the list, or that of a comparison, whose entries then are frozen.
    """
    wanted, problem = Wanted.from_query(request.GET), None
    if request.method == "POST":
        try:
            wanted.freeze_in(request.project, request.user)
        except WrongInput as refusal:
            problem = refusal
        else:
            return redirect("web:project-candidates", request.project.pk)
    asked = bool(request.GET) and not wanted.slugs
    context = project_context(
        request,
        "candidates",
        asked=asked,
        result=search(wanted.search, extra=list_facets()) if asked else None,
        chosen=wanted.chosen(),
        keep=wanted.query,
        most=MOST_HITS,
        problem=problem,
    )
    return render(request, "web/project_freeze.html", context, status=status_of(problem) if problem else 200)


@require_safe
@of_project
def candidates(request: ProjectRequest) -> HttpResponse:
    """All candidates by where they stand."""
    if request.project.state == "draft":
        return redirect("web:project-freeze", request.project.pk)
    context = project_context(request, "candidates")
    found = context["folder"].candidates
    context["suggested"] = [one for one in found if one.standing != "set_aside" and one.suggestion]
    context["shortlisted"] = [one for one in found if one.standing == "shortlisted" and not one.suggestion]
    context["open"] = [one for one in found if one.standing == "open" and not one.suggestion]
    context["set_aside"] = [one for one in found if one.standing == "set_aside"]
    return render(request, "web/project_candidates.html", context)


@require_safe
@of_project
def candidate(request: ProjectRequest, number: int) -> HttpResponse:
    """One candidate as it was, with every wish and what it rests on."""
    return _candidate_page(request, number)


def _candidate_page(
    request: ProjectRequest, number: int, problem: WrongInput | None = None, at: str = ""
) -> HttpResponse:
    context = project_context(request, "candidates", problem=problem, at=at)
    found: FolderCandidate | None = context["folder"].candidate(number)
    if found is None:
        raise Http404
    context |= {
        "candidate": found,
        "place": context["folder"].ranking.place(number),
        "typed": request.POST.get("grund", "") if problem else "",
    }
    return render(
        request, "web/project_candidate.html", context, status=status_of(problem) if problem else 200
    )


@require_POST
@of_project
def step(request: ProjectRequest, number: int) -> HttpResponse:
    """Shortlist, set aside, open again, or add a note."""
    found, kind = _candidate_or_404(request, number), request.POST.get("schritt", "")
    reason = request.POST.get("grund", "")
    try:
        if kind == FolderEntry.Kind.NOTE:
            add_note(request.project, request.user, reason, found)
        elif kind in MOVES:
            move(request.project, request.user, found, kind, reason)
        else:
            raise Http404
    except WrongInput as problem:
        return _candidate_page(request, number, problem, at=kind)
    if request.POST.get("zurueck") == "liste":
        return redirect("web:project-candidates", request.project.pk)
    return redirect("web:project-candidate", request.project.pk, number)


def _candidate_or_404(request: ProjectRequest, number: int) -> Candidate:
    found = candidate_of(request.project, number)
    if found is None:
        raise Http404
    return found
