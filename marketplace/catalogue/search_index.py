"""The catalogue in memory: words, weights and facet values, built once per catalogue revision.

Both databases give the same hits because neither does the searching (docs/adr/0011, 0013).
"""

from __future__ import annotations

import hashlib
import threading
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import numpy as np
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from marketplace.catalogue.display import in_words
from marketplace.catalogue.models import Fact, Listing
from marketplace.catalogue.nearness import compared_names, said_in_short
from marketplace.catalogue.queries import published_listings, revision_token
from marketplace.catalogue.states import Statement, counted, rows_of
from marketplace.catalogue.terms import SEPARATOR
from marketplace.catalogue.text_index import TextIndex
from marketplace.catalogue.vectors import keep_vectors, known_vectors
from marketplace.catalogue.vocabulary import LicenceFamily, State, licence_family
from marketplace.lib.bilingual import in_current_language

Mask = NDArray[np.bool_]

FIELD_LABELS = {
    "name": _("Name"),
    "search_words": _("Suchwörter"),
    "summary": _("Kurzbeschreibung"),
    "field": _("Handlungsfeld"),
    "purpose": _("Zweck"),
    "provider": _("Anbieter"),
    "details": _("Angaben"),
}
ENDED = "beendet"
MONTHS_UNTIL_RESTING, MONTHS_UNTIL_ENDED = 12, 24


@dataclass(frozen=True)
class Entry:
    """What a list shows of a listing."""

    id: int
    slug: str
    kind: str
    name: str
    provider_name: str
    provider_kind: str
    summaries: dict[str, str]
    fields: tuple[str, ...]
    licence: str
    licence_family: str
    operation: tuple[str, ...]
    last_change: str
    maintained: str
    claimed: bool
    has_code: bool
    states: tuple[State, ...]
    texts: dict[str, dict[str, str]] = field(repr=False)

    @property
    def summary(self) -> str:
        return in_current_language(self.summaries)

    @property
    def state_counts(self) -> list[tuple[State, str | Promise, int]]:
        """How many statements are in which state."""
        return counted(self.states)

    @property
    def kind_label(self) -> str:
        return str(Listing.Kind(self.kind).label)

    @property
    def last_change_text(self) -> str:
        return in_words(self.last_change) if self.last_change else ""

    @property
    def openness(self) -> str:
        """open_source, proprietary or unclear; a repository without a licence is unclear."""
        if not self.licence or self.licence_family == LicenceFamily.UNCLEAR:
            return "unclear"
        return "proprietary" if self.licence_family == LicenceFamily.PROPRIETARY else "open_source"


class SearchIndex:
    """All published listings with their words and facet values; immutable once built."""

    def __init__(self, entries: list[Entry]) -> None:
        self.entries = entries
        self._places = {entry.id: place for place, entry in enumerate(entries)}
        self.text = TextIndex([entry.texts for entry in entries], known_vectors)
        self.facets = _facet_masks(entries)
        self.recency = np.array([_as_number(entry.last_change) for entry in entries], dtype=np.int64)
        self.alive = np.array([entry.maintained in {"laufend", "unbekannt"} for entry in entries], dtype=bool)
        self.ended = np.array([entry.maintained == ENDED for entry in entries], dtype=bool)
        self.neutral = np.array([_neutral(entry.slug) for entry in entries], dtype=np.uint64)

    def masks_by_id(self, values: Mapping[int, str], *, missing: str = "ohne") -> dict[str, Mask]:
        """One mask per value known from elsewhere, by listing id, and one for the listings without any."""
        masks: dict[str, Mask] = defaultdict(lambda: np.zeros(len(self.entries), dtype=bool))
        masks[missing] = np.ones(len(self.entries), dtype=bool)
        for listing_id, value in values.items():
            if (place := self._places.get(listing_id)) is not None:
                masks[value][place] = True
                masks[missing][place] = False
        return dict(masks)


def _facet_masks(entries: list[Entry]) -> dict[str, dict[str, Mask]]:
    values: dict[str, list[tuple[str, ...]]] = {
        "art": [(entry.kind,) for entry in entries],
        "feld": [entry.fields for entry in entries],
        "offen": [(entry.openness,) for entry in entries],
        "lizenz": [(entry.licence_family,) if entry.licence else () for entry in entries],
        "betrieb": [entry.operation for entry in entries],
        "anbieter": [(entry.provider_kind,) for entry in entries],
        "pflege": [(entry.maintained,) for entry in entries],
    }
    return {name: masks_of(column) for name, column in values.items()}


def masks_of(column: list[tuple[str, ...]]) -> dict[str, Mask]:
    """One mask per value that occurs in a column of facet values."""
    masks: dict[str, Mask] = defaultdict(lambda: np.zeros(len(column), dtype=bool))
    for place, found in enumerate(column):
        for value in found:
            masks[value][place] = True
    return dict(masks)


def _as_number(day: str) -> int:
    digits = day.replace("-", "").ljust(8, "0")[:8]
    return int(digits) if digits.isdecimal() else 0


def _neutral(slug: str) -> int:
    """A hash as tie-break: nobody gains by being called "AAA" (as in the UK's Digital Marketplace)."""
    return int.from_bytes(hashlib.sha256(slug.encode()).digest()[:8])


def maintenance(last_change: str, *, today: date) -> str:
    """Word how long ago the source was last changed: laufend, ruhend, beendet, or unbekannt."""
    number = _as_number(last_change)
    if not number:
        return "unbekannt"
    months = (today.year - number // 10000) * 12 + today.month - max(number // 100 % 100, 1)
    if months <= MONTHS_UNTIL_RESTING:
        return "laufend"
    return "ruhend" if months <= MONTHS_UNTIL_ENDED else ENDED


def build_index() -> SearchIndex:
    """Read all published listings with a constant number of queries."""
    return SearchIndex(read_entries())


def read_entries() -> list[Entry]:
    """All published listings as a list shows them, with a constant number of queries."""
    listings = (
        published_listings().select_related("provider").prefetch_related("fields_of_action", "references")
    )
    said: dict[int, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    columns = ("listing_id", "key", "value", "source__basis")
    for listing_id, key, value, basis in Fact.objects.order_by("position", "pk").values_list(*columns):
        said[listing_id][key].append((value, basis))
    today = timezone.localdate()
    return [_entry(listing, said[listing.pk], today) for listing in listings.order_by("pk")]


def keep_compared_texts() -> int:
    """Compute and keep the vectors of everything questions are compared with; forget those of other texts.

    For the moments when the catalogue has changed, so that no visitor has to wait for it.

    Returns:
        How many vectors were computed.
    """
    texts = [text for entry in read_entries() for text in said_in_short(entry.texts)]
    return keep_vectors([*texts, *compared_names()])


def _entry(listing: Listing, said: Mapping[str, list[Statement]], today: date) -> Entry:
    facts: dict[str, list[Any]] = defaultdict(list)
    facts |= {key: [value for value, _basis in statements] for key, statements in said.items()}
    licence = str(facts["license"][0]) if facts["license"] else ""
    last_change = max((str(value) for value in facts["last_change"]), default="")
    return Entry(
        id=listing.pk,
        slug=listing.slug,
        kind=listing.kind,
        name=listing.name,
        provider_name=listing.provider.name,
        provider_kind=listing.provider.kind,
        summaries={"de": listing.summary_de, "en": listing.summary_en},
        fields=tuple(one.slug for one in listing.fields_of_action.all()),
        licence=licence,
        licence_family=licence_family(licence).value if licence else "",
        operation=tuple(str(one) for value in facts["operation"] for one in _as_list(value)),
        last_change=last_change,
        maintained=maintenance(last_change, today=today),
        claimed=listing.is_claimed,
        has_code=bool(facts["source_code"]),
        states=tuple(state for _kind, state in rows_of(listing.kind, said)),
        texts=_texts(listing, facts),
    )


def _texts(listing: Listing, facts: dict[str, list[Any]]) -> dict[str, dict[str, str]]:
    fields = list(listing.fields_of_action.all())
    details = [
        str(one)
        for key in ("interfaces", "technology", "license")
        for value in facts[key]
        for one in _as_list(value)
    ]
    details += [one.name for one in listing.references.all()]
    purposes = [value for key in ("purpose", "audience") for value in facts[key] if isinstance(value, dict)]
    return {
        "name": {"de": listing.name},
        "search_words": {
            "de": SEPARATOR.join(listing.search_words_de),
            "en": SEPARATOR.join(listing.search_words_en),
        },
        "summary": {"de": listing.summary_de, "en": listing.summary_en},
        "field": {
            "de": SEPARATOR.join(one.name_de for one in fields),
            "en": SEPARATOR.join(one.name_en for one in fields),
        },
        "purpose": {lang: " ".join(text.get(lang, "") for text in purposes) for lang in ("de", "en")},
        "provider": {"de": listing.provider.name},
        "details": {"de": SEPARATOR.join(details)},
    }


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


_lock = threading.Lock()
_current: tuple[tuple[UUID | None, date], SearchIndex] | None = None


def current_index() -> SearchIndex:
    """The index of the present revision; built again only when the catalogue or the day has changed."""
    global _current
    wanted = (revision_token(), timezone.localdate())
    held = _current
    if held is not None and held[0] == wanted and wanted[0] is not None:
        return held[1]
    # While one thread builds, the others answer from the last index instead of waiting in line.
    if not _lock.acquire(blocking=held is None) and held is not None:
        return held[1]
    try:
        if _current is None or _current[0] != wanted or wanted[0] is None:
            _current = (wanted, build_index())
        return _current[1]
    finally:
        _lock.release()
