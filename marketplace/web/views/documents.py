"""Documents to take away: fact sheets, lists as files, Readers with their progress."""

from __future__ import annotations

import uuid
from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from marketplace.catalogue.search_request import SearchRequest
from marketplace.exports.documents import comparison, fact_sheet
from marketplace.exports.errors import DocumentFailed, OddSelection, TooManyDocuments
from marketplace.exports.models import ExportJob
from marketplace.exports.queries import job_by_id, jobs_ahead
from marketplace.exports.services import MOST_SOLUTIONS, request_reader
from marketplace.exports.tables.hits import all_slugs, described, first_page, listings_in_order
from marketplace.exports.tables.list_csv import list_csv
from marketplace.exports.tables.list_json import list_json, schema
from marketplace.web.cached import cached_by_revision
from marketplace.web.comparison.choice import slugs_among
from marketplace.web.file_response import CSV, JSON, PDF, as_file
from marketplace.web.same_origin import only_from_here
from marketplace.web.views.errors import too_many
from marketplace.web.views.solutions import listing_or_404
from marketplace.web.visitors import requester


@require_safe
@cached_by_revision
def fact_sheet_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The fact sheet of a listing as PDF."""
    listing = listing_or_404(slug)
    try:
        pdf = fact_sheet(listing, at=timezone.now())
    except DocumentFailed as failed:
        return not_made(request, failed)
    return as_file(pdf, name=_("datenblatt-{slug}.pdf").format(slug=listing.slug), kind=PDF)


@require_safe
@cached_by_revision
def list_csv_file(request: HttpRequest) -> HttpResponse:
    """All hits of the list's address as CSV."""
    try:
        slugs = all_slugs(SearchRequest.from_query(request.GET))
    except OddSelection as refusal:
        return _refused(request, refusal)
    return as_file(list_csv(slugs), name=_("loesungen.csv"), kind=CSV)


@require_safe
@cached_by_revision
def list_json_file(request: HttpRequest) -> HttpResponse:
    """All hits of the list's address as JSON."""
    asked = SearchRequest.from_query(request.GET)
    try:
        slugs = all_slugs(asked)
    except OddSelection as refusal:
        return _refused(request, refusal)
    content = list_json(slugs, query=replace(asked, page=1).query(), at=timezone.now())
    return as_file(content, name=_("loesungen.json"), kind=JSON)


@require_safe
def list_schema(_request: HttpRequest) -> HttpResponse:
    """The JSON Schema of the list as JSON."""
    return HttpResponse(schema(), content_type="application/schema+json")


def _refused(request: HttpRequest, refusal: OddSelection) -> HttpResponse:
    return render(request, "web/reader_refused.html", {"sentence": refusal.sentence}, status=422)


@require_safe
@cached_by_revision
def comparison_file(request: HttpRequest) -> HttpResponse:
    """The comparison of the address ("l" names each solution) as PDF."""
    listings = listings_in_order(list(slugs_among(request.GET.getlist("l"))))
    if len(listings) < 2:
        raise Http404
    try:
        pdf = comparison(listings, at=timezone.now())
    except DocumentFailed as failed:
        return not_made(request, failed)
    return as_file(pdf, name=_("vergleich.pdf"), kind=PDF)


@only_from_here
@require_POST
def reader_request(request: HttpRequest) -> HttpResponse:
    """Queue a Reader of all hits of a list ("liste": its address part) or of named listings ("l")."""
    try:
        slugs, title, words = _chosen(request.POST)
        job = request_reader(
            slugs,
            title=title,
            described=words,
            language=get_language() or "de",
            at=timezone.now(),
            requested_from=requester(request),
        )
    except TooManyDocuments as refusal:
        return too_many(request, refusal)
    except OddSelection as refusal:
        return _refused(request, refusal)
    return redirect("web:reader", job_id=job.pk)


def _chosen(form: QueryDict) -> tuple[list[str], str, str]:
    """Slugs, title and words of what is asked for."""
    if named := form.getlist("l"):
        return [one[:80] for one in named[: MOST_SOLUTIONS + 1]], _("Lösungen im Überblick"), ""
    query = QueryDict(str(form.get("liste", "")).lstrip("?")[:2000])
    asked = SearchRequest.from_query(query)
    words = described(first_page(asked))
    slugs = all_slugs(asked, most=MOST_SOLUTIONS)
    return slugs, words.partition(": ")[2] if _is_one_filter(words) else _("Lösungen im Überblick"), words


def _is_one_filter(words: str) -> bool:
    return ": " in words and "; " not in words and not words.startswith("„")


@require_safe
def reader(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """The progress of a Reader, then its download; htmx asks the same address for the changing part."""
    job = _job_or_404(job_id)
    context = {
        "section": "solutions",
        "job": job,
        "ahead": jobs_ahead(job),
        "size": job.file.size if job.file else 0,
    }
    is_live = request.headers.get("HX-Request") == "true"
    response = render(request, "web/parts/reader.html" if is_live else "web/reader.html", context)
    response["Vary"] = "HX-Request"
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def reader_file(_request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """The finished Reader."""
    job = _job_or_404(job_id)
    if job.state != ExportJob.State.FINISHED:
        raise Http404
    with job.file.open("rb") as file:
        response = as_file(file.read(), name=f"reader-{job.title}.pdf", kind=PDF)
    # Whoever knows the address may read it, and nobody else: no cache on the way keeps it.
    response["Cache-Control"] = "private, no-store"
    return response


def _job_or_404(job_id: uuid.UUID) -> ExportJob:
    job = job_by_id(job_id)
    if job is None or job.expires_at <= timezone.now():
        raise Http404
    return job


def not_made(request: HttpRequest, failed: DocumentFailed) -> HttpResponse:
    """A page that says the document could not be made; the service itself still works."""
    return render(request, "web/reader_refused.html", {"sentence": failed.sentence}, status=503)
