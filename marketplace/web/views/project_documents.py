"""Documents made from a project folder: memo, tables, and the product-neutral requirement text."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.exports.contents.money import land_lines
from marketplace.exports.documents import memo
from marketplace.exports.errors import DocumentFailed, NamesProducts
from marketplace.exports.specification.docx import as_docx
from marketplace.exports.specification.odt import as_odt
from marketplace.exports.specification.text import specification_of
from marketplace.exports.tables.folder_csv import folder_csv
from marketplace.exports.tables.folder_json import folder_json
from marketplace.selection.models import Project
from marketplace.selection.queries import folder
from marketplace.web.file_response import CSV, DOCX, JSON, ODT, PDF, as_file
from marketplace.web.projects.guard import ProjectRequest, of_project
from marketplace.web.views.documents import not_made
from marketplace.web.views.projects import project_context

WRITERS = {"odt": (as_odt, ODT), "docx": (as_docx, DOCX)}
MOST_ALLOWED = 50


@require_safe
@of_project
def documents(request: ProjectRequest) -> HttpResponse:
    """What can be taken away from this project, and which value thresholds apply."""
    return _page(request)


def _page(request: HttpRequest, *, refusal: NamesProducts | None = None) -> HttpResponse:
    project: Project = request.project  # type: ignore[attr-defined]
    context = project_context(
        request,
        "documents",
        refusal=refusal,
        thresholds=land_lines(land_of(project), on=timezone.localdate()),
    )
    return render(request, "web/project_documents.html", context, status=422 if refusal else 200)


def land_of(project: Project) -> str:
    """Two letters of the municipality's Land as the project's profile has it; "" where nobody said."""
    profile = project.profile if isinstance(project.profile, dict) else {}
    return str(profile.get("land") or "")


@require_safe
@of_project
def memo_file(request: ProjectRequest) -> HttpResponse:
    """The memo on the choice as PDF."""
    try:
        pdf = memo(folder(request.project), land=land_of(request.project), at=timezone.now())
    except DocumentFailed as failed:
        return not_made(request, failed)
    return _private(pdf, f"{_('Auswahlvermerk')} {request.project.title}.pdf", PDF)


@require_safe
@of_project
def folder_csv_file(request: ProjectRequest) -> HttpResponse:
    """Candidates against criteria as CSV."""
    return _private(folder_csv(folder(request.project)), f"{request.project.title}.csv", CSV)


@require_safe
@of_project
def folder_json_file(request: ProjectRequest) -> HttpResponse:
    """The whole folder as JSON."""
    content = folder_json(folder(request.project), at=timezone.now())
    return _private(content, f"{request.project.title}.json", JSON)


@require_http_methods(["POST"])
@of_project
def specification_file(request: ProjectRequest) -> HttpResponse:
    """The requirement text; the page again, with the words found, where it names products."""
    write, kind = WRITERS.get(request.POST.get("format", ""), WRITERS["odt"])
    allowed = [word[:200] for word in request.POST.getlist("erlaubt")[:MOST_ALLOWED]]
    try:
        found = specification_of(
            folder(request.project), language=get_language() or "de", at=timezone.now(), allowed=allowed
        )
    except NamesProducts as refusal:
        return _page(request, refusal=refusal)
    ending = "docx" if kind == DOCX else "odt"
    return _private(write(found), f"{_('Leistungsbeschreibung')} {request.project.title}.{ending}", kind)


def _private(content: bytes, name: str, kind: str) -> HttpResponse:
    response = as_file(content, name=name, kind=kind)
    response["Cache-Control"] = "private, no-store"
    return response
