"""The numbered list of sources at the end of a document."""

from __future__ import annotations

from typing import Any

from django.utils import formats

from marketplace.catalogue.models import Source


class SourceList:
    """Numbers sources in the order of their first mention."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str, str], int] = {}
        self._rows: list[dict[str, Any]] = []

    def number_of(self, source: Source) -> int:
        """The number of a catalogue source; the same source keeps its number."""
        return self.number(
            source.title, source.url, formats.date_format(source.seen_on, "SHORT_DATE_FORMAT"),
            str(source.get_basis_display()),
        )  # fmt: skip

    def number(self, title: str, url: str, on: str, basis: str) -> int:
        """The number of a source given by its parts; the same title, address and day are one source."""
        key = (title, url, on)
        if key not in self._numbers:
            self._numbers[key] = len(self._rows) + 1
            self._rows.append(
                {"n": len(self._rows) + 1, "title": title, "url": url, "on": on, "basis": basis}
            )
        return self._numbers[key]

    def rows(self) -> list[dict[str, Any]]:
        """All sources in the order of their numbers."""
        return list(self._rows)
