"""The documents: what each is made of, and the call that makes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from marketplace.catalogue.models import Listing
from marketplace.exports.contents.comparison import comparison_of
from marketplace.exports.contents.frame import frame
from marketplace.exports.contents.memo import memo_of
from marketplace.exports.contents.reader import reader_frame
from marketplace.exports.contents.sheet import sheet_of
from marketplace.exports.contents.sources import SourceList
from marketplace.exports.pdf.press import press
from marketplace.selection.folder import Folder
from marketplace.suitability.queries import profiles

# Made in the background, so a busy machine may take longer than a page would wait; it needs about 3 s for
# 60 listings (make bench).
READER_SECONDS = 90


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


def reader(
    title: str,
    listings: Sequence[Listing],
    *,
    at: datetime,
    described: str = "",
    on_step: Callable[[int], None] = lambda _done: None,
) -> bytes:
    """A Reader: cover, contents, one page per listing in the given order, sources at the end.

    Args:
        title: what unites the listings; shown large on the cover.
        listings: published, with provider and fields of action.
        at: the moment the document states.
        described: the search or filters they were chosen by, in words.
        on_step: called with the number of listings read so far.

    Raises:
        DocumentFailed: see `press`.
    """
    sources, sheets = SourceList(), []
    known = profiles([one.pk for one in listings])
    for done, listing in enumerate(listings, start=1):
        sheets.append(sheet_of(listing, known.get(listing.pk), sources))
        on_step(done)
    contents = frame(title, at=at) | reader_frame(sheets, described)
    data = contents | {"sheets": sheets, "sources": sources.rows()}
    return press("reader", data, at=at, seconds=READER_SECONDS)


def memo(folder: Folder, *, land: str, at: datetime) -> bytes:
    """The memo on a choice as PDF: everything the folder knows, in the active language.

    Args:
        folder: see `selection.queries.folder`.
        land: two letters of the municipality's Land, "" where nobody said.
        at: the moment the document states.

    Raises:
        DocumentFailed: see `press`.
    """
    sources = SourceList()
    contents = memo_of(folder, land=land, at=at, sources=sources)
    title = _("Auswahlvermerk: {title}").format(title=folder.title)
    data = frame(title, at=at) | {"name": folder.title, "memo": contents, "sources": sources.rows()}
    return press("memo", data, at=at)


def comparison(listings: Sequence[Listing], *, at: datetime) -> bytes:
    """Two to five listings side by side as PDF, in the given order and the active language.

    Raises:
        DocumentFailed: see `press`.
    """
    sources = SourceList()
    known = profiles([one.pk for one in listings])
    sheets = [sheet_of(one, known.get(one.pk), sources) for one in listings]
    title = _("Vergleich: {names}").format(names=", ".join(one.name for one in listings))
    data = frame(title, at=at) | {"comparison": comparison_of(sheets), "sources": sources.rows()}
    return press("comparison", data, at=at)
