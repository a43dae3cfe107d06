"""The documents: what each is made of, and the call that makes it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from marketplace.catalogue.models import Listing
from marketplace.exports.contents.frame import frame
from marketplace.exports.contents.sheet import sheet_of
from marketplace.exports.contents.sources import SourceList
from marketplace.exports.pdf.press import press
from marketplace.suitability.queries import profiles


def fact_sheet(listing: Listing, *, at: datetime) -> bytes:
    """The fact sheet of a listing as PDF, in the active language.

    Raises:
        DocumentFailed: see `press`.
    """
    sources = SourceList()
    sheet = sheet_of(listing, profiles([listing.pk]).get(listing.pk), sources)
    title = _("Datenblatt: {name}").format(name=listing.name)
    contents = frame(title, at=at, description=listing.summary) | {"sheet": sheet, "sources": sources.rows()}
    return press("sheet", contents, at=at)
