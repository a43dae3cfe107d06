"""A provider's listing: what is missing, the guided form, the preview, handing in, taking back."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace.catalogue import own_listings as own_services
from marketplace.catalogue.edit_model import ListingEdit
from marketplace.catalogue.editing import hand_in_listing, propose_edit, withdraw_edit
from marketplace.catalogue.errors import EditRefused
from marketplace.catalogue.fields import Step, fields_for
from marketplace.catalogue.models import Listing
from marketplace.catalogue.own_listings import OwnListing, draft_of, shown_to_provider, waiting_edit
from marketplace.catalogue.standing import put, standing, today
from marketplace.suitability.services import computed_profile
from marketplace.web.access import SignedInRequest
from marketplace.web.provider.changes import shown_changes
from marketplace.web.provider.guard import for_own_listing
from marketplace.web.provider.listing_form import ListingForm
from marketplace.web.provider.missing import missing_answers, missing_facts
from marketplace.web.provider.steps import shown_fields, steps_of
from marketplace.web.suitability.profile import suitability_section
from marketplace.web.views.solutions import known_of, listing_page

MOST_EDITS = 20


@require_safe
@for_own_listing
def listing(request: SignedInRequest, own: OwnListing) -> HttpResponse:
    """Where the listing stands, what is missing, and what became of changes."""
    values = shown_to_provider(own.listing)
    draft, waiting = draft_of(own.listing), waiting_edit(own.listing)
    decided = own.listing.edits.exclude(state__in=[ListingEdit.State.DRAFT, ListingEdit.State.WAITING])
    context = page(own, "overview") | {
        "missing_facts": missing_facts(own.listing, values),
        "missing_answers": missing_answers(own.listing),
        "steps": steps_of(own.listing, values),
        "draft": draft,
        "draft_changes": _draft_changes(own.listing, draft),
        "waiting": waiting,
        "waiting_changes": shown_changes(waiting) if waiting and not waiting.publishes else [],
        "edits": [(one, shown_changes(one)) for one in decided[:MOST_EDITS]],
    }
    return render(request, "web/provider/listing.html", context)


def _draft_changes(listing: Listing, draft: ListingEdit | None) -> list[Any]:
    if draft is None:
        return []
    stands = standing(listing)
    draft.before = {key: stands.get(key) for key in draft.after}
    return shown_changes(draft)


@require_http_methods(["GET", "HEAD", "POST"])
@for_own_listing
def step(request: SignedInRequest, own: OwnListing, name: str) -> HttpResponse:
    """One step of the guided form. What fits is kept at once; what does not is shown again as typed."""
    if name not in set(Step):
        raise Http404
    here = Step(name)
    values = shown_to_provider(own.listing)
    fields = fields_for(own.listing.kind, here)
    form = ListingForm(fields, request.POST if request.method == "POST" else None, stands=values)
    if request.method == "POST":
        is_good = form.is_valid()
        try:
            own_services.save_step(
                own.listing, by=request.user, organisation=own.organisation, after=_savable(form, own.listing)
            )
        except EditRefused as refusal:
            form.add_error(None, refusal.sentence)
            is_good = False
        if is_good:
            return _onward(request, own, here)
    context = page(own, "facts") | {
        "form": form,
        "fields": shown_fields(own.listing, fields, form),
        "steps": steps_of(own.listing, shown_to_provider(own.listing), here),
        "step": here,
    }
    return render(request, "web/provider/step.html", context, status=422 if form.errors else 200)


def _savable(form: ListingForm, listing: Listing) -> dict[str, Any]:
    """What fits; a draft may still lack what will be needed, a name and a kind it always has."""
    values = form.good_values()
    always = {"name", "kind"}
    required = {one.key for one in form.shown if one.required}
    is_draft = listing.state == Listing.State.DRAFT
    return {
        key: value
        for key, value in values.items()
        if value is not None or key not in (always if is_draft else required)
    }


def _onward(request: SignedInRequest, own: OwnListing, here: Step) -> HttpResponse:
    messages.success(request, _("Gespeichert. Öffentlich ist es noch nicht."))
    steps = list(Step)
    place = steps.index(here)
    if "next" in request.POST and place + 1 < len(steps):
        return redirect("web:provider-step", own.listing.slug, steps[place + 1].value)
    if "next" in request.POST:
        return redirect("web:provider-criteria", own.listing.slug)
    return redirect("web:provider-step", own.listing.slug, here.value)


@require_safe
@for_own_listing
def preview(request: SignedInRequest, own: OwnListing) -> HttpResponse:
    """The listing's page exactly as the public would see it, with everything that is being prepared.

    It is made by the same code from the same tables; afterwards nothing of it stands.
    """
    found, known = _as_prepared(own)
    return listing_page(request, found, known, preview=True)


@transaction.atomic
def _as_prepared(own: OwnListing) -> tuple[Listing, dict[str, Any]]:
    """The listing with what is being prepared, read completely, and nothing of it stored.

    The database is held only as long as this takes: searching and rendering wait for others, who may wait
    for the database.
    """
    stored = Listing.objects.get(pk=own.listing.pk)
    put(stored, shown_to_provider(stored), said_by=own.organisation.name, on=today())
    listings = Listing.objects.select_related("provider").prefetch_related("fields_of_action")
    found = listings.get(pk=stored.pk)
    known = known_of(found, suitability_section(found, computed=computed_profile(found.pk)))
    transaction.set_rollback(True)
    return found, known


@require_POST
@for_own_listing
def submit(request: SignedInRequest, own: OwnListing) -> HttpResponse:
    """Hand in a draft, or the changes of a published listing."""
    try:
        if own.listing.state == Listing.State.DRAFT:
            hand_in_listing(own.listing, by=request.user, organisation=own.organisation)
            messages.success(request, _("Eingereicht. Das Team sieht den Eintrag durch und meldet sich."))
        elif draft := draft_of(own.listing):
            edits = propose_edit(
                own.listing, by=request.user, organisation=own.organisation, after=draft.after
            )
            _say(request, edits)
        else:
            messages.info(request, _("Es gibt nichts einzureichen: Es steht schon alles so da."))
    except EditRefused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("web:provider-listing", own.listing.slug)


def _say(request: SignedInRequest, edits: list[ListingEdit]) -> None:
    states = {one.state for one in edits}
    if ListingEdit.State.LIVE in states:
        messages.success(request, _("Kleine Änderungen sind sofort sichtbar."))
    if ListingEdit.State.WAITING in states:
        messages.success(
            request, _("Die übrigen Änderungen sieht das Team durch; bis dahin gilt das Bisherige.")
        )
    if not states:
        messages.info(request, _("Es gibt nichts einzureichen: Es steht schon alles so da."))


@require_POST
@for_own_listing
def take_back(request: SignedInRequest, own: OwnListing) -> HttpResponse:
    """Forget what is being prepared, or take back what waits."""
    if request.POST.get("action") == "draft":
        own_services.drop_draft(own.listing, by=request.user, organisation=own.organisation)
        messages.success(request, _("Die vorbereiteten Änderungen sind verworfen."))
    else:
        try:
            withdraw_edit(_uuid(request.POST.get("edit", "")), by=request.user)
            messages.success(request, _("Zurückgezogen. Es gilt das Bisherige."))
        except EditRefused as refusal:
            messages.error(request, refusal.sentence)
    return redirect("web:provider-listing", own.listing.slug)


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise Http404 from error


def page(own: OwnListing, tab: str) -> dict[str, Any]:
    """What every page of a listing shows at its head."""
    return {
        "section": "provider",
        "listing": own.listing,
        "organisation": own.organisation,
        "may_edit": own.may_edit,
        "tab": tab,
    }
