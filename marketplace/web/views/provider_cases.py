"""Cases as the other side sees them: questions to answer, decisions to read, appeals."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace.catalogue.models import Listing
from marketplace.evidence.models import Document, DocumentVersion
from marketplace.lib.refusals import Refusal
from marketplace.lib.storable_json import storable
from marketplace.review import services
from marketplace.review.appeals import last_day
from marketplace.review.errors import CaseConflict, NotAllowed, WrongInput
from marketplace.review.models import Case
from marketplace.review.quarantining import standing_quarantine
from marketplace.review.queries import (
    case_for_party,
    cases_of_party,
    checkable,
    entries_for_party,
    listings_of,
    quarantines_of,
)
from marketplace.web.access import SignedInRequest, signed_in
from marketplace.web.review.access import status_of
from marketplace.web.review.matter import matter_of


@require_safe
@signed_in
def provider_cases(request: SignedInRequest) -> HttpResponse:
    """All cases of the person's organisations, and what could be verified."""
    context = {
        "section": "account",
        "cases": cases_of_party(request.user),
        "hidden": quarantines_of(request.user),
        "checkable": checkable(listings_of(request.user)),
        "today": timezone.localdate(),
    }
    return render(request, "web/provider/cases.html", context)


@require_POST
@signed_in
def request_check(request: SignedInRequest) -> HttpResponse:
    """Ask that a statement be verified."""
    slug, key = storable(request.POST.get("eintrag", "")), storable(request.POST.get("kriterium", ""))
    found = Listing.objects.filter(slug=slug).select_related("provider__organisation").first()
    if found is None:
        raise Http404
    try:
        case = services.request_verification(found, key, by=request.user)
    except NotAllowed as refusal:
        raise Http404 from refusal
    except WrongInput as refusal:
        messages.error(request, refusal.sentence)
        return redirect("web:provider-cases")
    messages.success(request, _("Die Prüfung ist beantragt. Sie hören von uns."))
    return redirect("web:provider-case", case.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def provider_case(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    """One case: what was asked and decided; answer, or appeal."""
    case = case_for_party(request.user, case_id)
    if case is None:
        raise Http404
    problem: Refusal | None = None
    if request.method == "POST":
        try:
            return _step(request, case)
        except NotAllowed as refusal:
            raise Http404 from refusal
        except (WrongInput, CaseConflict) as refusal:
            problem, case = refusal, case_for_party(request.user, case_id) or case
    until = last_day(case)
    context = {
        "section": "account",
        "case": case,
        "matter": matter_of(case),
        "entries": entries_for_party(case),
        "appeal": Case.objects.filter(appeal_of=case).first(),
        "appeal_until": until,
        "may_appeal": until is not None and timezone.localdate() <= until,
        "quarantine": standing_quarantine(case.listing) if case.listing else None,
        "documents": _documents(case),
        "problem": problem,
        "typed": request.POST if problem else {},
    }
    return render(request, "web/provider/case.html", context, status=status_of(problem) if problem else 200)


def _step(request: SignedInRequest, case: Case) -> HttpResponse:
    text, step = request.POST.get("text", ""), request.POST.get("schritt", "")
    if step == "antworten":
        version = _version(case, request.POST.get("nachweis", ""))
        services.answer(case.pk, by=request.user, text=text, version=version)
        messages.success(request, _("Ihre Antwort ist angekommen."))
        return redirect("web:provider-case", case.pk)
    if step == "widersprechen":
        made = services.appeal(case.pk, by=request.user, text=text)
        messages.success(request, _("Ihr Widerspruch ist eingegangen."))
        return redirect("web:provider-case", made.pk)
    raise Http404


def _documents(case: Case) -> list[DocumentVersion]:
    """The newest usable version of each document of the listing, to answer with."""
    if case.listing is None or case.kind != Case.Kind.VERIFICATION:
        return []
    usable = [DocumentVersion.State.ACCEPTED, DocumentVersion.State.WAITING]
    own = case.listing.provider.organisation_id
    documents = Document.objects.filter(listing=case.listing, organisation=own, withdrawn_at__isnull=True)
    rows = DocumentVersion.objects.filter(document__in=documents, state__in=usable).select_related("document")
    newest: dict[uuid.UUID, DocumentVersion] = {}
    for one in rows.order_by("document__title", "-number"):
        newest.setdefault(one.document_id, one)
    return list(newest.values())


def _version(case: Case, text: str) -> DocumentVersion | None:
    if not text:
        return None
    found = next((one for one in _documents(case) if str(one.pk) == text), None)
    if found is None:
        raise WrongInput("document", "Dieses Dokument gibt es nicht mehr.", "This document is gone.")
    return found
