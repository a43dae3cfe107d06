"""A provider's answers to the criteria, and its word on the results of checks."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace.analysis.errors import TooManyRequests
from marketplace.analysis.models import CodeSource
from marketplace.analysis.queries import last_run
from marketplace.catalogue.edit_model import ListingEdit
from marketplace.catalogue.errors import EditRefused
from marketplace.catalogue.own_listings import OwnListing
from marketplace.criteria.editions import current_edition
from marketplace.criteria.model import Criterion
from marketplace.evidence.queries import documents_for_provider
from marketplace.suitability import answers
from marketplace.suitability.errors import AnswerRefused
from marketplace.suitability.reply_model import LONGEST_REPLY
from marketplace.suitability.services import refresh_profiles
from marketplace.web.access import SignedInRequest
from marketplace.web.provider.answer_form import AnswerForm
from marketplace.web.provider.guard import for_own_listing
from marketplace.web.provider.questions import check_rows, topic_rows
from marketplace.web.views.provider_listings import page


@require_safe
@for_own_listing
def criteria(request: SignedInRequest, own: OwnListing) -> HttpResponse:
    """All questions by topic, each with where it stands."""
    edition = current_edition()
    context = page(own, "criteria") | {"edition": edition, "topics": topic_rows(own.listing, edition)}
    return render(request, "web/provider/criteria.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_own_listing
def answer(request: SignedInRequest, own: OwnListing, key: str) -> HttpResponse:
    """One question: help, what counts as evidence, the answer, and former answers."""
    criterion = _criterion(key)
    current = next(iter(reversed(answers.own_answers(own.listing, key))), None)
    form = AnswerForm(
        criterion, request.POST or None, current=current, documents=documents_for_provider(own.listing)
    )
    if request.method == "POST":
        if request.POST.get("action") == "withdraw":
            return _withdraw(request, own, key)
        if form.is_valid() and _give(request, own, form):
            return _after(request, own, criterion)
    context = page(own, "criteria") | {
        "criterion": criterion,
        "topic": next(one for one in current_edition().topics if one.key == criterion.topic),
        "form": form,
        "current": current,
        "is_verified": current is not None and answers.is_verified(current),
        "history": form.worded(answers.history(own.listing, key)),
        "has_documents": bool(documents_for_provider(own.listing)),
    }
    return render(request, "web/provider/answer.html", context, status=422 if form.errors else 200)


def _criterion(key: str) -> Criterion:
    criterion = current_edition().criterion(key)
    if criterion is None:
        raise Http404
    return criterion


def _give(request: SignedInRequest, own: OwnListing, form: AnswerForm) -> bool:
    try:
        made = answers.answer(
            own.listing, form.criterion.key, form.value(), by=request.user, organisation=own.organisation,
            words=form.words(), document_version=form.document_version(),
        )  # fmt: skip
    except (AnswerRefused, EditRefused) as refusal:
        form.add_error(None, refusal.sentence)
        return False
    if isinstance(made, ListingEdit):
        messages.success(
            request,
            _("Die bisherige Antwort ist geprüft. Die neue gilt, sobald das Team sie durchgesehen hat."),
        )
    else:
        refresh_profiles([own.listing.pk])
        messages.success(request, _("Die Antwort ist gespeichert."))
    return True


def _withdraw(request: SignedInRequest, own: OwnListing, key: str) -> HttpResponse:
    try:
        ended = answers.withdraw_answer(own.listing, key, by=request.user, organisation=own.organisation)
    except EditRefused as refusal:
        messages.error(request, refusal.sentence)
    else:
        if ended:
            refresh_profiles([own.listing.pk])
            messages.success(request, _("Die Antwort ist zurückgezogen."))
    return redirect("web:provider-criteria", own.listing.slug)


def _after(request: SignedInRequest, own: OwnListing, criterion: Criterion) -> HttpResponse:
    """On to the next question of the topic, where the person wants that; else back to the list."""
    if "next" in request.POST:
        keys = [one.key for one in current_edition().criteria if own.listing.kind in one.applies.kinds]
        if criterion.key in keys and (later := keys[keys.index(criterion.key) + 1 :]):
            return redirect("web:provider-answer", own.listing.slug, later[0])
    return redirect("web:provider-criteria", own.listing.slug)


@require_safe
@for_own_listing
def checks(request: SignedInRequest, own: OwnListing) -> HttpResponse:
    """What the automatic checks found, how to improve it, and room for a reply."""
    sources = CodeSource.objects.filter(listing=own.listing)
    context = page(own, "checks") | {
        "rows": check_rows(own.listing),
        "sources": [(one, last_run(one)) for one in sources],
        "most": LONGEST_REPLY,
    }
    return render(request, "web/provider/checks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_own_listing
def reply(request: SignedInRequest, own: OwnListing, key: str) -> HttpResponse:
    """Write, change or take back a reply."""
    criterion = _criterion(key)
    standing = answers.replies_to(own.listing).get(key)
    context: dict[str, Any] = {"criterion": criterion, "standing": standing, "most": LONGEST_REPLY}
    if request.method == "POST":
        text = "" if request.POST.get("action") == "withdraw" else request.POST.get("text", "")
        try:
            made = answers.reply(own.listing, key, text, by=request.user, organisation=own.organisation)
        except (AnswerRefused, EditRefused) as refusal:
            context |= {"text": text, "problem": refusal.sentence}
        else:
            messages.success(
                request,
                _("Ihre Gegendarstellung steht jetzt öffentlich neben dem Ergebnis.")
                if made
                else _("Es steht keine Gegendarstellung mehr da."),
            )
            return redirect("web:provider-checks", own.listing.slug)
    row = next((one for one in check_rows(own.listing) if one.criterion.key == key), None)
    context |= page(own, "checks") | {"row": row}
    status = 422 if "problem" in context else 200
    return render(request, "web/provider/reply.html", context, status=status)


@require_POST
@for_own_listing
def recheck(request: SignedInRequest, own: OwnListing) -> HttpResponse:
    """Ask for the listing's sources to be assessed again."""
    try:
        runs = answers.ask_recheck(own.listing, by=request.user, organisation=own.organisation)
    except TooManyRequests as refusal:
        messages.error(request, refusal.sentence)
    else:
        if runs:
            messages.success(request, _("Die Prüfung steht in der Warteschlange. Das dauert einige Minuten."))
        else:
            refresh_profiles([own.listing.pk])
            messages.info(request, _("Wir kennen keinen öffentlichen Quelltext, den wir prüfen könnten."))
    return redirect("web:provider-checks", own.listing.slug)
