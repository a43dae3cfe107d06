"""Projects of a municipality: the list, a new one, its need and its criteria."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace.criteria.editions import current_edition, edition
from marketplace.lib.refusals import Refusal
from marketplace.organisations.models import Membership
from marketplace.selection import services
from marketplace.selection.errors import WrongInput
from marketplace.selection.models import Project
from marketplace.selection.queries import folder, projects_of
from marketplace.web.access import MunicipalityRequest, for_municipality
from marketplace.web.projects.forms import NeedForm, ProfileForm
from marketplace.web.projects.guard import ProjectRequest, of_project, refused, status_of
from marketplace.web.projects.keeping import Wanted
from marketplace.web.projects.wish_form import WEIGHTS, entered, from_profile, stored, topics

read_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """The municipality's projects; strangers read what a project folder is."""
    if not request.user.is_authenticated:
        return render(request, "web/projects_intro.html", {"section": "projects"})
    return _own_projects(request)


@for_municipality
def _own_projects(request: MunicipalityRequest) -> HttpResponse:
    context = {
        "section": "projects",
        "organisation": request.organisation,
        "lines": projects_of(request.user, request.organisation),
        "can_open": request.role != Membership.Role.READER,
    }
    return render(request, "web/projects.html", context)


@read_or_post
@for_municipality
def new_project(request: MunicipalityRequest) -> HttpResponse:
    """Open a project; a search or a choice given in the address leads on to freezing it."""
    wanted = Wanted.from_query(request.GET)
    form = NeedForm(request.POST or None)
    context: dict[str, Any] = {
        "section": "projects",
        "form": form,
        "query": wanted.query,
        "words": wanted.search.text,
        "chosen": [one.name for one in wanted.chosen()],
    }
    if request.method == "POST" and form.is_valid():
        try:
            made = services.open_project(request.user, request.organisation, **form.cleaned_data)
        except WrongInput as refusal:
            form.add_error(None, refusal.sentence)
        except Refusal as refusal:
            return refused(request, refusal)
        else:
            step = "web:project-freeze" if context["query"] else "web:project-wishes"
            return redirect(reverse(step, args=[made.pk]) + context["query"])
    return render(request, "web/project_new.html", context, status=422 if form.errors else 200)


@require_safe
def keep_search(request: HttpRequest) -> HttpResponse:
    """From the list or a comparison into a project; strangers read first what a project folder is."""
    if not request.user.is_authenticated:
        return render(request, "web/projects_intro.html", {"section": "projects"})
    return _keep_search(request)


@for_municipality
def _keep_search(request: MunicipalityRequest) -> HttpResponse:
    """In which project shall this search or choice be frozen?"""
    wanted = Wanted.from_query(request.GET)
    lines = projects_of(request.user, request.organisation)
    context = {
        "section": "projects",
        "search": wanted.search,
        "query": wanted.query,
        "chosen": [one.name for one in wanted.chosen()],
        "drafts": [line.project for line in lines if line.project.state == Project.State.DRAFT],
        "can_open": request.role != Membership.Role.READER,
    }
    return render(request, "web/project_keep_search.html", context)


@require_safe
@of_project
def project(request: ProjectRequest) -> HttpResponse:
    """The project at a glance, with the next step."""
    return render(request, "web/project.html", project_context(request, "overview"))


def project_context(request: HttpRequest, tab: str, **more: Any) -> dict[str, Any]:
    """What every page of a project knows: the folder and what this person may do."""
    known = cast(ProjectRequest, request)
    return {
        "section": "projects",
        "tab": tab,
        "project": known.project,
        "folder": folder(known.project),
        "can_edit": known.can_edit,
        "can_lead": known.can_lead,
        "is_draft": known.project.state == Project.State.DRAFT,
        "is_frozen": known.project.state == Project.State.FROZEN,
        "is_decided": known.project.state == Project.State.DECIDED,
    } | more


@read_or_post
@of_project
def need(request: ProjectRequest) -> HttpResponse:
    """Need and profile, while nothing is frozen."""
    project = request.project
    form = (
        ProfileForm(request.POST)
        if request.method == "POST"
        else ProfileForm.for_project(project.title, project.need, project.profile)
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.change_need(
                project,
                request.user,
                title=form.cleaned_data["title"],
                need=form.cleaned_data["need"],
                profile=form.profile(),
            )
        except WrongInput as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("web:project-wishes", project.pk)
    status = 422 if form.errors else 200
    return render(
        request, "web/project_need.html", project_context(request, "overview", form=form), status=status
    )


@require_POST
@of_project
def delete(request: ProjectRequest) -> HttpResponse:
    """Delete a draft."""
    services.delete_draft(request.project, request.user)
    return redirect("web:projects")


@read_or_post
@of_project
def wishes(request: ProjectRequest) -> HttpResponse:
    """Choose what the project demands from the criteria catalogue.

    A search or choice in the address, still to be frozen, is handed on.
    """
    keep = Wanted.from_query(request.GET).query if request.project.state == Project.State.DRAFT else ""
    asked = edition(request.project.edition) or current_edition()
    chosen, problem = stored(list(request.project.wishes.all())), None
    if request.method == "POST":
        chosen = entered(asked, request.POST)
        try:
            services.set_wishes(request.project, request.user, chosen)
        except WrongInput as refusal:
            problem = refusal
        else:
            return redirect(_after_wishes(request.project, keep))
    context = project_context(
        request, "wishes", topics=topics(asked, chosen), weights=WEIGHTS, problem=problem, keep=keep
    )
    context["from_profile"] = from_profile(asked, context["folder"].profile, chosen)
    return render(request, "web/project_wishes.html", context, status=status_of(problem) if problem else 200)


def _after_wishes(project: Project, keep: str) -> str:
    """Freezing comes next, with the search that was on the way; then the order that follows."""
    if project.state == Project.State.DRAFT:
        return reverse("web:project-freeze", args=[project.pk]) + keep
    return reverse("web:project-ranking", args=[project.pk])
