"""Who may see a project page, and how refusals are answered."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from marketplace.lib.refusals import Refusal
from marketplace.selection.errors import FolderConflict, NotAllowed, WrongInput
from marketplace.selection.models import Project
from marketplace.selection.queries import RANK, project_for
from marketplace.web.access import MunicipalityRequest, for_municipality

STATUS: dict[type[Refusal], int] = {WrongInput: 422, FolderConflict: 409, NotAllowed: 403}


class ProjectRequest(MunicipalityRequest):
    """A request of somebody who takes part in the project of the address."""

    project: Project
    project_role: str  # "owner" | "editor" | "reader"

    can_edit: bool
    can_lead: bool


def of_project(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Find the project of the address for this person; foreign and missing ones look alike.

    The view is given the request, with `project` and `project_role`, and what else the address holds.
    A refusal that the view leaves to us becomes a page that says it.
    """

    @for_municipality
    def guarded(request: Any, /, pk: uuid.UUID, **rest: Any) -> HttpResponse:
        found = project_for(request.user, pk)
        if found is None:
            raise Http404
        request.project, request.project_role = found
        request.can_edit = RANK[request.project_role] >= RANK["editor"]
        request.can_lead = request.project_role == "owner"
        try:
            return view(request, **rest)
        except (WrongInput, FolderConflict, NotAllowed) as refusal:
            return refused(request, refusal)

    return wraps(view)(guarded)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A page of its own for a refusal that belongs to no field."""
    context = {"section": "projects", "refusal": refusal, "project": getattr(request, "project", None)}
    return render(request, "web/project_refused.html", context, status=status_of(refusal))


def status_of(refusal: Refusal) -> int:
    """The HTTP status that fits a refusal."""
    return STATUS.get(type(refusal), 422)
