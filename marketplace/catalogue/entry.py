"""What a list shows of a listing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise

from marketplace.catalogue.display import in_words
from marketplace.catalogue.listing_rows import ListingRow, as_list, read_rows
from marketplace.catalogue.models import Listing
from marketplace.catalogue.states import counted, rows_of
from marketplace.catalogue.vocabulary import LicenceFamily, State, licence_family
from marketplace.lib.bilingual import in_current_language

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
    successor: tuple[str, str]
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
        return openness(self.licence)


def entries(ids: Sequence[int]) -> dict[int, Entry]:
    """Published listings as a list shows them, by primary key, with a constant number of queries."""
    today = timezone.localdate()
    return {row.id: entry_of(row, today) for row in read_rows(ids)}


def entry_of(row: ListingRow, today: date) -> Entry:
    """What a list shows of what was read."""
    return Entry(
        id=row.id,
        slug=row.slug,
        kind=row.kind,
        name=row.name,
        provider_name=row.provider_name,
        provider_kind=row.provider_kind,
        summaries=row.summaries,
        fields=tuple(slug for slug, _german, _english in row.fields),
        licence=row.licence,
        licence_family=licence_family(row.licence).value if row.licence else "",
        operation=tuple(row.items("operation")),
        last_change=row.last_change,
        maintained=maintenance(row.last_change, today=today),
        claimed=row.claimed,
        has_code=bool(row.values("source_code")),
        successor=_successor(row.values("successor")),
        states=tuple(state for _kind, state in rows_of(row.kind, row.facts)),
        texts=row.texts(),
    )


def openness(licence: str) -> str:
    """open_source, proprietary or unclear; a licence of one's own or none in the repository is unclear."""
    family = licence_family(licence) if licence else LicenceFamily.UNCLEAR
    if family in {LicenceFamily.UNCLEAR, LicenceFamily.OWN_TERMS}:
        return "unclear"
    return "proprietary" if family is LicenceFamily.PROPRIETARY else "open_source"


def _successor(values: Sequence[Any]) -> tuple[str, str]:
    """Name and address of what replaces a solution, as a source says; empty where none does."""
    for value in values:
        for one in as_list(value):
            if isinstance(one, dict) and one.get("name"):
                url = str(one.get("url", ""))
                return str(one["name"]), url if url.startswith(("https://", "http://", "/")) else ""
    return "", ""


def as_number(day: str) -> int:
    """An ISO day or month as a number that sorts: 20260801; 0 for anything else."""
    digits = day.replace("-", "").ljust(8, "0")[:8]
    return int(digits) if digits.isdecimal() else 0


def maintenance(last_change: str, *, today: date) -> str:
    """Word how long ago the source was last changed: laufend, ruhend, beendet, or unbekannt."""
    number = as_number(last_change)
    if not number:
        return "unbekannt"
    months = (today.year - number // 10000) * 12 + today.month - max(number // 100 % 100, 1)
    if months <= MONTHS_UNTIL_RESTING:
        return "laufend"
    return "ruhend" if months <= MONTHS_UNTIL_ENDED else ENDED
