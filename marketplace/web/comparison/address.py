"""What a comparison shows; the same as the address of its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

from marketplace.web.comparison.choice import MOST

SOLUTION, ONLY_DIFFERENCES, IMPORTANT, PAIR = "l", "unterschiede", "wichtig", "paar"
MOST_IMPORTANT, LONGEST = 80, 80
# Somebody who names hundreds of solutions is told about the first few.
MOST_NAMED = 12


@dataclass(frozen=True)
class ComparisonAddress:
    """What the address asks for; nothing in it is known to exist yet.

    `left_out` are solutions beyond the fifth, `pair` the two that a narrow page shows.
    """

    slugs: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    only_differences: bool = False
    important: frozenset[str] = frozenset()
    pair: tuple[str, ...] = ()

    @classmethod
    def from_query(cls, query: QueryDict) -> ComparisonAddress:
        """Read the address; solutions named twice count once."""
        named = _distinct(query.getlist(SOLUTION))[:MOST_NAMED]
        return cls(
            slugs=named[:MOST],
            left_out=named[MOST:],
            only_differences=query.get(ONLY_DIFFERENCES) == "1",
            important=frozenset(_distinct(query.getlist(IMPORTANT))[:MOST_IMPORTANT]),
            pair=_distinct(query.getlist(PAIR))[:2],
        )

    def query(self) -> str:
        """The canonical address part."""
        pairs = [(SOLUTION, slug) for slug in self.slugs]
        pairs += [(ONLY_DIFFERENCES, "1")] if self.only_differences else []
        pairs += [(IMPORTANT, key) for key in sorted(self.important)]
        pairs += [(PAIR, slug) for slug in self.pair if slug in self.slugs]
        return "?" + urlencode(pairs)

    def only(self, slugs: Sequence[str]) -> ComparisonAddress:
        """The same comparison with these solutions instead."""
        return replace(self, slugs=tuple(slugs), left_out=())

    def without(self, slug: str) -> str:
        """The address part without a solution."""
        return self.only([one for one in self.slugs if one != slug]).query()

    def shown_pair(self) -> tuple[str, ...]:
        """The two solutions a narrow page shows: the wanted ones, filled up with the first others."""
        wanted = [slug for slug in self.pair if slug in self.slugs]
        return tuple((wanted + [slug for slug in self.slugs if slug not in wanted])[:2])

    def with_pair(self, first: str, second: str) -> str:
        """The address part in which a narrow page shows these two."""
        return replace(self, pair=(first, second)).query()


def _distinct(values: Sequence[str]) -> tuple[str, ...]:
    cleaned = (value.replace("\0", "").strip()[:LONGEST] for value in values)
    return tuple(dict.fromkeys(value for value in cleaned if value))
