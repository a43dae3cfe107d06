"""Web feeds: what is new or changed in a list, for feed readers (Atom, RFC 4287)."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_GET

from marketplace.catalogue.models import Listing
from marketplace.catalogue.queries import published_listings
from marketplace.catalogue.search import matching, search
from marketplace.catalogue.search_request import SearchRequest
from marketplace.exports.tables.hits import described
from marketplace.suitability.list_facets import list_facets
from marketplace.web.cached import cached_by_revision

MOST_ITEMS = 50
ATOM = "application/atom+xml; charset=utf-8"
# What XML 1.0 cannot hold; it could only come from the address.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@require_GET
@conditional_page
@cached_by_revision
def list_feed(request: HttpRequest) -> HttpResponse:
    """The entries of a list, the most recently changed first; the same address part as the list's page."""
    asked = replace(SearchRequest.from_query(request.GET), page=1, sort="")
    extra = list_facets()
    result = search(asked, extra=extra)
    found = published_listings().filter(pk__in=matching(asked, extra=extra))
    newest = list(found.select_related("provider").order_by("-changed_at", "-pk")[:MOST_ITEMS])
    feed = Atom1Feed(
        title=_UNFIT.sub("", _("Marktplatz: {what}").format(what=described(result) or _("alle Einträge"))),
        link=_absolute(reverse("web:solutions") + asked.query().rstrip("?")),
        description=_("Neue und geänderte Einträge"),
        language=get_language(),
        feed_url=_absolute(reverse("web:list-feed") + asked.query().rstrip("?")),
        author_name=_("Marktplatz"),
    )
    for one in newest:
        _add(feed, one)
    response = HttpResponse(feed.writeString("utf-8"), content_type=ATOM)
    if newest:
        response["Last-Modified"] = http_date(newest[0].changed_at.timestamp())
    if not result.is_current:
        response["Cache-Control"] = "no-store"
    return response


def _add(feed: Atom1Feed, listing: Listing) -> None:
    """One entry; its id is the same in every list and language, so that a reader shows it once."""
    feed.add_item(
        title=_UNFIT.sub("", listing.name),
        link=_absolute(reverse("web:solution", args=[listing.slug])),
        description=escape(_UNFIT.sub("", listing.summary)),  # it is announced as HTML
        author_name=_UNFIT.sub("", listing.provider.name),
        updateddate=listing.changed_at,
        # RFC 4151; the year is when this way of naming entries began.
        unique_id=f"tag:{urlsplit(settings.SITE_URL).hostname},2026:eintrag:{listing.slug}",
    )


def _absolute(path: str) -> str:
    return f"{settings.SITE_URL.rstrip('/')}{path}"
