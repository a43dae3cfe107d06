"""Solutions side by side. The address is the whole state, so that it can be sent to a colleague."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from marketplace.catalogue.similar import similar_listings
from marketplace.web.cached import cached_by_revision
from marketplace.web.comparison.address import ComparisonAddress
from marketplace.web.comparison.choice import Choice
from marketplace.web.comparison.page import comparison
from marketplace.web.suitability.fitting import town_of

HEADINGS: dict[int, Promise] = {
    2: _("Zwei Lösungen nebeneinander"),
    3: _("Drei Lösungen nebeneinander"),
    4: _("Vier Lösungen nebeneinander"),
    5: _("Fünf Lösungen nebeneinander"),
}


@require_GET
@cached_by_revision
def compare(request: HttpRequest) -> HttpResponse:
    """Two to five solutions; with fewer a page that helps to choose.

    Without any solution in the address it leads to what the visitor has put aside.
    """
    address = ComparisonAddress.from_query(request.GET)
    choice = Choice.of(request)
    if not address.slugs and choice.slugs:
        return redirect(reverse("web:compare") + ComparisonAddress(slugs=choice.slugs).query())
    found = comparison(address, town_of(request))
    shown = [column.slug for column in found.columns]
    restorable = [one for one in choice.dropped_listings if one.slug not in shown]
    restored = found.address.only([*shown, *(one.slug for one in restorable)])
    context = {
        "section": "compare",
        "heading": HEADINGS.get(len(shown), _("Lösungen vergleichen")),
        "comparison": found,
        "span": len(shown) + 1,
        "today": timezone.localdate(),
        "similar": similar_listings(found.columns[0].listing) if len(shown) == 1 else (),
        "nothing_differs": not any(section.rows for section in found.sections),
        "address": reverse("web:compare") + found.address.query(),
        "keep": ComparisonAddress(slugs=tuple(shown)).query(),
        "restorable": restorable,
        "restored": reverse("web:compare") + restored.query(),
        "missing": [slug for slug in address.slugs if slug not in shown],
        "left_out": address.left_out,
        "is_own": tuple(shown) == choice.slugs,
    }
    return render(request, "web/compare.html", context)
