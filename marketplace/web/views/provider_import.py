"""Taking over what a publiccode.yml says: shown beside what stands now, chosen row by row."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from marketplace.analysis.models import CodeSource
from marketplace.analysis.queries import latest_grade
from marketplace.catalogue.errors import EditRefused
from marketplace.catalogue.own_listings import OwnListing, save_step, shown_to_provider
from marketplace.catalogue.publiccode import MOST_BYTES, Offered, from_entries, read_publiccode
from marketplace.web.access import SignedInRequest
from marketplace.web.provider.changes import value_lines
from marketplace.web.provider.guard import for_own_listing
from marketplace.web.views.provider_listings import page

_signer = signing.TimestampSigner(salt="marketplace.web.provider_import")
VALID_SECONDS = 4 * 3600


@dataclass(frozen=True)
class ImportRow:
    """One row: what the file says beside what stands. `is_same` rows have nothing to choose."""

    key: str
    label: str
    path: str
    line: int
    found: list[str]
    stands: list[str]
    problem: str
    is_same: bool


@require_http_methods(["GET", "HEAD", "POST"])
@for_own_listing
def import_publiccode(request: SignedInRequest, own: OwnListing) -> HttpResponse:
    """Paste, upload or take from the repository; look; choose; keep as part of the draft."""
    context = page(own, "import") | {"repository": _from_repository(own) is not None}
    action = request.POST.get("action", "") if request.method == "POST" else ""
    try:
        if action == "take":
            return _take(request, own)
        if action:
            offers = _offers(request, own, action)
            context |= {
                "rows": _rows(offers, shown_to_provider(own.listing)),
                "signed": _sign(offers),
            }
    except EditRefused as refusal:
        context |= {"problem": refusal.sentence, "text": request.POST.get("text", "")[:MOST_BYTES]}
    status = 422 if "problem" in context else 200
    return render(request, "web/provider/import.html", context, status=status)


def _offers(request: SignedInRequest, own: OwnListing, action: str) -> list[Offered]:
    if action == "repository":
        found = _from_repository(own)
        if found is None:
            raise EditRefused(
                "no-file",
                "Im zuletzt geprüften Quelltext liegt keine lesbare publiccode.yml.",
                "There is no readable publiccode.yml in the source that was assessed last.",
            )
        return found
    upload = request.FILES.get("file")
    if action == "upload" and upload is not None:
        # One byte more than allowed is enough to know that it is too much.
        return read_publiccode(upload.read(MOST_BYTES + 1))
    text = request.POST.get("text", "")
    if action == "upload" or not text.strip():
        raise EditRefused(
            "nothing",
            "Bitte fügen Sie den Text ein oder wählen Sie eine Datei.",
            "Please paste the text or choose a file.",
        )
    return read_publiccode(text.encode())


def _from_repository(own: OwnListing) -> list[Offered] | None:
    for source in CodeSource.objects.filter(listing=own.listing):
        grade = latest_grade(source)
        stated = (grade.result.get("stated") or {}).get("publiccode") if grade else None
        if stated and stated.get("readable"):
            return from_entries(stated["entries"]) or None
    return None


def _rows(offers: Sequence[Offered], stands: Mapping[str, Any]) -> list[ImportRow]:
    return [
        ImportRow(
            key=one.field.key,
            label=str(one.field.label),
            path=one.path.replace(".", "/"),
            line=one.line,
            found=value_lines(one.field.key, one.value),
            stands=value_lines(one.field.key, stands.get(one.field.key)),
            problem=one.problem,
            is_same=_merged(one.value, stands.get(one.field.key)) == stands.get(one.field.key),
        )
        for one in offers
    ]


def _merged(value: Any, stands: Any) -> Any:
    """Texts of one language leave those of the other alone."""
    both = isinstance(value, dict) and isinstance(stands, dict)
    return {**stands, **value} if both else value


def _sign(offers: Sequence[Offered]) -> str:
    """What was shown, to be chosen from: nobody can slip in something else, and nothing is stored yet."""
    values = {one.field.key: one.value for one in offers if not one.problem}
    return _signer.sign(json.dumps(values, ensure_ascii=False))


def _take(request: SignedInRequest, own: OwnListing) -> HttpResponse:
    try:
        values = json.loads(_signer.unsign(request.POST.get("offered", ""), max_age=VALID_SECONDS))
    except signing.BadSignature as error:
        raise EditRefused(
            "too-old",
            "Die Auswahl ist zu alt. Bitte lesen Sie die Datei noch einmal ein.",
            "The choice is too old. Please read the file again.",
        ) from error
    stands = shown_to_provider(own.listing)
    chosen = {
        key: _merged(value, stands.get(key))
        for key, value in values.items()
        if key in request.POST.getlist("take")
    }
    if not chosen:
        raise EditRefused("nothing-chosen", "Es ist keine Zeile ausgewählt.", "No row is chosen.")
    save_step(own.listing, by=request.user, organisation=own.organisation, after=chosen)
    text = ngettext("Eine Angabe übernommen.", "%d Angaben übernommen.", len(chosen))
    messages.success(
        request, (text % len(chosen) if "%d" in text else text) + " " + _("Öffentlich ist noch nichts.")
    )
    return redirect("web:provider-listing", own.listing.slug)
