"""What a visitor has put aside for comparison: slugs in a cookie of their own, nothing else.

The cookie does what the visitor asks for and is therefore strictly necessary (§ 25 Abs. 2 Nr. 2 TDDDG): no
consent. It holds no identifier; the server keeps nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from marketplace.catalogue.models import Listing
from marketplace.catalogue.queries import published_listings

COOKIE = "vergleich"
MOST = 5
SEVEN_DAYS = 7 * 24 * 60 * 60
# Slugs have neither a full stop nor a tilde, and a cookie's value may have both without quotes.
BETWEEN, BEFORE_DROPPED = ".", "~"
_SLUG = re.compile(r"[-a-zA-Z0-9_]{1,80}")


@dataclass(frozen=True)
class Choice:
    """What is chosen, in the order it was chosen, and what the last step took out, for undoing it."""

    slugs: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()

    @classmethod
    def of(cls, request: HttpRequest) -> Choice:
        """Read the cookie; what is odd in it is left out."""
        chosen, _, dropped = request.COOKIES.get(COOKIE, "").partition(BEFORE_DROPPED)
        return cls(slugs_among(chosen.split(BETWEEN)), slugs_among(dropped.split(BETWEEN)))

    def __len__(self) -> int:
        return len(self.slugs)

    def __bool__(self) -> bool:
        return bool(self.slugs or self.dropped)

    @property
    def is_full(self) -> bool:
        return len(self.slugs) >= MOST

    @cached_property
    def listings(self) -> list[Listing]:
        """The chosen listings the public may see, in the order they were chosen."""
        return listings_in_order(self.slugs)

    @cached_property
    def dropped_listings(self) -> list[Listing]:
        """What the last step took out, as far as the public may still see it."""
        return listings_in_order(self.dropped)

    def with_added(self, slugs: Iterable[str]) -> Choice:
        """With these at the end; nothing beyond MOST is taken."""
        return Choice(slugs_among([*self.slugs, *slugs]))

    def without(self, slugs: Iterable[str]) -> Choice:
        """Without these; they can be taken back in the next step."""
        gone = slugs_among(slugs)
        return Choice(tuple(one for one in self.slugs if one not in gone), gone)

    def cleared(self) -> Choice:
        """Nothing chosen; what was can be taken back."""
        return Choice((), self.slugs)

    def keep_in(self, response: HttpResponse) -> None:
        """Remember the choice in the visitor's browser, or forget it where nothing is left to remember."""
        if not self:
            response.delete_cookie(COOKIE, samesite="Lax")
            return
        value = BETWEEN.join(self.slugs)
        if self.dropped:
            value += BEFORE_DROPPED + BETWEEN.join(self.dropped)
        secure = bool(settings.SESSION_COOKIE_SECURE)
        response.set_cookie(COOKIE, value, max_age=SEVEN_DAYS, httponly=True, samesite="Lax", secure=secure)


def slugs_among(words: Iterable[str]) -> tuple[str, ...]:
    """The first MOST different words that can be slugs."""
    return tuple(dict.fromkeys(one for one in words if _SLUG.fullmatch(one)))[:MOST]


def listings_in_order(slugs: Iterable[str]) -> list[Listing]:
    """Published listings in the order of their slugs, in one query at most."""
    wanted = tuple(slugs)
    if not wanted:
        return []
    found = {one.slug: one for one in published_listings().select_related("provider").filter(slug__in=wanted)}
    return [found[slug] for slug in wanted if slug in found]
