"""A version of a document: its page and its file."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from marketplace.evidence.kinds import kinds
from marketplace.evidence.models import DocumentVersion
from marketplace.evidence.queries import file_of, may_provide, version_for, versions_beside
from marketplace.suitability.queries import statements_resting_on
from marketplace.web.file_response import as_safe_file, safe_name
from marketplace.web.suitability.resting import Resting, provable, resting

# Endings by what a file is; what it was called when it was uploaded does not count.
ENDINGS = {
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.cyclonedx+json": "json",
    "application/spdx+json": "json",
    "application/vnd.cyclonedx+xml": "xml",
    "application/rdf+xml": "xml",
}


@require_safe
def evidence_version(request: HttpRequest, version_id: uuid.UUID) -> HttpResponse:
    """What a version is, what rests on it, and which others there are."""
    version = _version_or_404(request, version_id)
    document = version.document
    provides = may_provide(request.user, document.listing)
    context = {
        "version": version,
        "document": document,
        "listing": document.listing,
        "kind": kinds().get(document.kind),
        "format": _format(version),
        "resting": (rows := list(_resting(version))),
        "provable": provable(document, rows) if provides and not document.is_withdrawn else [],
        "versions": versions_beside(request.user, version),
        "provides": provides,
    }
    template = "web/parts/evidence_state.html" if _asks_for_state(request) else "web/evidence_version.html"
    response = render(request, template, context)
    response["Cache-Control"] = "private, no-store"
    return response


def _asks_for_state(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _resting(version: DocumentVersion) -> Iterator[Resting]:
    for row in statements_resting_on(version):
        if shown := resting(row):
            yield shown


@require_safe
def evidence_file(request: HttpRequest, version_id: uuid.UUID) -> HttpResponseBase:
    """The file of an accepted version, to save."""
    version = _version_or_404(request, version_id)
    path = file_of(version)
    if path is None:
        raise Http404
    name = safe_name(f"{version.document.title}-{version.number}.{ENDINGS.get(version.media_type, 'bin')}")
    # The response closes the file when it has been sent.
    response = FileResponse(path.open("rb"), content_type=version.media_type)
    response["Cache-Control"] = "private, no-store"
    return as_safe_file(response, name=name)


def _version_or_404(request: HttpRequest, version_id: uuid.UUID) -> DocumentVersion:
    version = version_for(request.user, version_id)
    if version is None:
        raise Http404
    return version


def _format(version: DocumentVersion) -> str:
    """ "PDF/A-2b", "PNG, 800 × 600" …: what the file is, in short."""
    if version.is_link:
        return ""
    name = ENDINGS.get(version.media_type, "").upper()
    note = version.format_note
    if not note or note.split(",")[0] == name:
        return name
    return note if note.startswith(("PDF/A", "CycloneDX", "SPDX")) else f"{name}, {note}"
