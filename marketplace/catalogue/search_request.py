"""What a visitor asks for: the same as the address of the list page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LONGEST_QUERY = 200
# The part of the address that also shows what nobody maintains any more.
WITH_ENDED = "beendete"

SORTS: dict[str, Promise] = {
    "treffer": _("Treffer in Ihren Worten"),
    "neu": _("zuletzt geändert"),
    "name": _("Name"),
}
FACET_LABELS: dict[str, Promise] = {
    "art": _("Art"),
    "feld": _("Handlungsfeld"),
    "offen": _("Quelltext"),
    "pflege": _("Pflegestand"),
    "stufe": _("Programmierung"),
    "betrieb": _("Betrieb"),
    "lizenz": _("Lizenz"),
    "anbieter": _("Anbieter"),
}


@dataclass(frozen=True)
class SearchRequest:
    """What a visitor asks for; the same as the address of the page.

    Entries nobody maintains any more stay out unless `with_ended` or the facet of maintenance asks for them.
    """

    text: str = ""
    chosen: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sort: str = ""
    page: int = 1
    with_ended: bool = False

    @classmethod
    def from_query(cls, query: QueryDict) -> SearchRequest:
        """Read the address; what is unknown or odd is left out instead of refused."""
        page = query.get("seite", "1")
        sort = query.get("sortierung", "")
        return cls(
            text=" ".join(query.get("suche", "").replace("\0", " ").split())[:LONGEST_QUERY],
            chosen={
                key: frozenset(value[:80] for value in query.getlist(key) if value)
                for key in FACET_LABELS
                if query.getlist(key)
            },
            sort=sort if sort in SORTS else "",
            with_ended=query.get(WITH_ENDED) == "1",
            page=max(1, min(int(page), 1000)) if page.isdecimal() and len(page) < 6 else 1,
        )

    @property
    def effective_sort(self) -> str:
        """Without words there is no relevance; then the most recently changed come first."""
        if self.sort and (self.text or self.sort != "treffer"):
            return self.sort
        return "treffer" if self.text else "neu"

    def query(self) -> str:
        """The canonical address part, "?…", or "?" for the plain list."""
        pairs = [("suche", self.text)] if self.text else []
        pairs += [(key, value) for key in FACET_LABELS for value in sorted(self.chosen.get(key, ()))]
        pairs += [("sortierung", self.sort)] if self.sort else []
        pairs += [(WITH_ENDED, "1")] if self.with_ended else []
        pairs += [("seite", str(self.page))] if self.page > 1 else []
        return "?" + urlencode(pairs)

    def toggled(self, key: str, value: str) -> SearchRequest:
        """The request with one facet value switched, back on the first page."""
        values = self.chosen.get(key, frozenset()) ^ {value}
        return replace(self, chosen={**self.chosen, key: values}, page=1)
