"""What a visitor asks for: the same as the address of the list page."""

from __future__ import annotations

import re
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
# In the order they are shown: what people choose by most comes first.
FACET_LABELS: dict[str, Promise] = {
    "offen": _("Quelltext"),
    "feld": _("Handlungsfeld"),
    "art": _("Art"),
    "betrieb": _("Betrieb"),
    "pflege": _("Pflegestand"),
    "groesse": _("Im Einsatz in Kommunen dieser Größe"),
    "land": _("Im Einsatz im Land"),
    "standard": _("Schnittstellen und Standards"),
    "kosten": _("Preismodell"),
    "stufe": _("Programmierung"),
    "lizenz": _("Lizenz"),
    "anbieter": _("Anbieter"),
}
# Facets of the criteria: "nachweis.bitv-report=verified".
CRITERION = "nachweis."
MOST_CRITERIA, LONGEST_VALUE = 20, 80
_CRITERION_KEY = re.compile(r"nachweis\.[a-z0-9][a-z0-9_.-]{0,60}")


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
                key: frozenset(value[:LONGEST_VALUE] for value in query.getlist(key) if value)
                for key in (*FACET_LABELS, *_criteria_in(query))
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
        keys = [*FACET_LABELS, *sorted(set(self.chosen) - set(FACET_LABELS))]
        pairs += [(key, value) for key in keys for value in sorted(self.chosen.get(key, ()))]
        pairs += [("sortierung", self.sort)] if self.sort else []
        pairs += [(WITH_ENDED, "1")] if self.with_ended else []
        pairs += [("seite", str(self.page))] if self.page > 1 else []
        return "?" + urlencode(pairs)

    def toggled(self, key: str, value: str) -> SearchRequest:
        """The request with one facet value switched, back on the first page."""
        values = self.chosen.get(key, frozenset()) ^ {value}
        return replace(self, chosen={**self.chosen, key: values}, page=1)


def _criteria_in(query: QueryDict) -> list[str]:
    return sorted(key for key in query if _CRITERION_KEY.fullmatch(key))[:MOST_CRITERIA]
