"""Evidence in the provider's space: adding, newer versions, who may see it, withdrawing."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from marketplace.catalogue.errors import EditRefused
from marketplace.catalogue.models import Listing
from marketplace.evidence import services
from marketplace.evidence.errors import EvidenceRefused, NotAllowed
from marketplace.evidence.kinds import kinds
from marketplace.evidence.models import Document, DocumentVersion
from marketplace.evidence.queries import document_for_provider, documents_for_provider, may_provide
from marketplace.organisations.models import Organisation
from marketplace.suitability.services import refresh_profiles
from marketplace.web.access import SignedInRequest, signed_in
from marketplace.web.evidence_forms import (
    FileVersionForm,
    LinkVersionForm,
    NewFileForm,
    NewLinkForm,
)

# Where a refusal is shown; all others stand above the form.
_FIELDS = {"odd-title": "title", "no-web-address": "url"}
_FILE_WORDS = {"empty-file", "too-large", "unknown-format", "compound-file"}


F = TypeVar("F", bound=forms.Form)
L = TypeVar("L", bound=forms.Form)


@dataclass
class _Forms(Generic[F, L]):
    """The forms of a page: one for files, one for links; which was sent says the pressed button."""

    file: F
    link: L
    sent: str


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def provider_evidence(request: SignedInRequest, slug: str) -> HttpResponse:
    """A listing's documents, and the form for a new one."""
    listing, organisation = _listing_or_404(request, slug)
    shown = _forms(request, NewFileForm, NewLinkForm)
    if request.method == "POST":
        version = _add(request, listing, organisation, shown)
        if version is not None:
            return _after_adding(request, version)
    context = {
        "section": "provider",
        "tab": "evidence",
        "listing": listing,
        "organisation": organisation,
        "may_edit": True,
        "documents": documents_for_provider(listing),
        "kinds": kinds(),
        "forms": shown,
    }
    return render(request, "web/provider/evidence.html", context, status=_status(shown))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def provider_document(request: SignedInRequest, slug: str, document_id: uuid.UUID) -> HttpResponse:
    """One document: newer versions, who may see it, withdrawing."""
    listing, _organisation = _listing_or_404(request, slug)
    document = document_for_provider(request.user, listing, document_id)
    if document is None:
        raise Http404
    shown = _forms(request, FileVersionForm, LinkVersionForm)
    if request.method == "POST":
        done = _change(request, document, shown)
        if done is not None:
            return done
    context = {
        "section": "provider",
        "listing": listing,
        "document": document,
        "versions": list(document.versions.order_by("-number")),
        "kind": kinds().get(document.kind),
        "visibilities": Document.Visibility.choices,
        "forms": shown,
    }
    return render(request, "web/provider/document.html", context, status=_status(shown))


def _listing_or_404(request: SignedInRequest, slug: str) -> tuple[Listing, Organisation]:
    """The listing, for editors of its provider; foreign and missing ones answer alike."""
    listing = Listing.objects.filter(slug=slug).select_related("provider__organisation").first()
    organisation = listing.provider.organisation if listing else None
    if listing is None or organisation is None or not may_provide(request.user, listing):
        raise Http404
    return listing, organisation


def _forms(request: SignedInRequest, file: type[F], link: type[L]) -> _Forms[F, L]:
    sent = request.POST.get("action", "") if request.method == "POST" else ""
    of_file: dict[str, Any] = {"data": request.POST, "files": request.FILES} if sent == "file" else {}
    of_link: dict[str, Any] = {"data": request.POST} if sent == "link" else {}
    return _Forms(file(auto_id="datei_%s", **of_file), link(auto_id="link_%s", **of_link), sent)


def _status(shown: _Forms[Any, Any]) -> int:
    return 422 if shown.file.errors or shown.link.errors else 200


def _add(
    request: SignedInRequest,
    listing: Listing,
    organisation: Organisation,
    shown: _Forms[NewFileForm, NewLinkForm],
) -> DocumentVersion | None:
    """The new document's first version, or None with the reason in the form."""
    file, link, by = shown.file, shown.link, request.user
    if shown.sent == "file":
        return _tried(
            file,
            lambda: services.upload(
                listing,
                by=by,
                organisation=organisation,
                file=file.cleaned_data["file"],
                dates=file.dates(),
                **file.words(),
            ),
        )
    if shown.sent == "link":
        return _tried(
            link,
            lambda: services.add_link(
                listing,
                by=by,
                organisation=organisation,
                link=link.link(),
                dates=link.dates(),
                **link.words(),
            ),
        )
    raise Http404


def _add_version(
    request: SignedInRequest, document: Document, shown: _Forms[FileVersionForm, LinkVersionForm]
) -> DocumentVersion | None:
    """The document's next version, or None with the reason in the form."""
    file, link, by = shown.file, shown.link, request.user
    if shown.sent == "file":
        return _tried(
            file,
            lambda: services.add_version(document, by=by, file=file.cleaned_data["file"], dates=file.dates()),
        )
    if shown.sent == "link":
        return _tried(
            link,
            lambda: services.add_link_version(document, by=by, link=link.link(), dates=link.dates()),
        )
    raise Http404


def _tried(form: forms.Form, add: Callable[[], DocumentVersion]) -> DocumentVersion | None:
    """What `add` makes of a valid form; a refusal is shown beside what was typed."""
    if not form.is_valid():
        return None
    try:
        return add()
    except NotAllowed as error:
        raise Http404 from error
    except (EvidenceRefused, EditRefused) as refusal:
        name = "file" if refusal.word in _FILE_WORDS else _FIELDS.get(refusal.word)
        form.add_error(name if name in form.fields else None, refusal.sentence)
        return None


def _change(
    request: SignedInRequest, document: Document, shown: _Forms[FileVersionForm, LinkVersionForm]
) -> HttpResponse | None:
    """Carry out what the pressed button says; None with the reason in the form."""
    if shown.sent not in {"withdraw", "visibility"}:
        version = _add_version(request, document, shown)
        return _after_adding(request, version) if version else None
    try:
        if shown.sent == "withdraw":
            services.withdraw(document, by=request.user)
            messages.success(request, _("Der Nachweis ist zurückgezogen."))
        else:
            services.change_visibility(document, request.POST.get("visibility", ""), by=request.user)
            messages.success(request, _("Gespeichert ist, wer den Nachweis sehen darf."))
    except NotAllowed as error:
        raise Http404 from error
    except (EvidenceRefused, EditRefused) as refusal:
        messages.error(request, refusal.sentence)
    refresh_profiles([document.listing_id])
    return redirect("web:provider-document", document.listing.slug, document.pk)


def _after_adding(request: SignedInRequest, version: DocumentVersion) -> HttpResponse:
    if version.is_waiting:
        messages.success(request, _("Die Datei ist angekommen und wird jetzt untersucht."))
    else:
        messages.success(request, _("Der Link ist gespeichert."))
    refresh_profiles([version.document.listing_id])
    return redirect("web:evidence-version", version.pk)
