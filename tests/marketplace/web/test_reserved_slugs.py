"""No listing can be called like a page: what stands beside `<slug:slug>` in an address is reserved."""

from __future__ import annotations

import re

import pytest
from django.utils.translation import override

from marketplace.catalogue.vocabulary import RESERVED_SLUGS
from marketplace.web.urls import urlpatterns

OF_LISTINGS = re.compile(r"(?P<before>.*/)<slug:slug>/")
# Their slugs are of other things: criteria come with the program, these are of providers.
OF_OTHERS = {"provider-claim-begin"}


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_listing_hides_a_page(language: str) -> None:
    with override(language):
        routes = {str(one.pattern) for one in urlpatterns if one.name not in OF_OTHERS}
    folders = {match["before"] for route in routes if (match := OF_LISTINGS.match(route))}
    beside = {
        route.removeprefix(folder).partition("/")[0]
        for folder in folders
        for route in routes
        if route.startswith(folder)
    }
    names = {one for one in beside if re.fullmatch(r"[-a-zA-Z0-9_]+", one)}
    assert names
    assert names <= RESERVED_SLUGS
