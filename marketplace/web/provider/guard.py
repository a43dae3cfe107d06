"""Who may see and change a listing in the provider's space. Foreign and missing listings answer alike."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpResponse

from marketplace.catalogue.own_listings import OwnListing, own_listing
from marketplace.organisations.errors import NotAllowed
from marketplace.web.access import SignedInRequest, View, signed_in

P = ParamSpec("P")
ListingView = Callable[Concatenate[SignedInRequest, OwnListing, P], HttpResponse]


def for_own_listing(view: ListingView[P]) -> View[P]:
    """Only for members of the listing's provider; readers may look, but what they send is not there.

    The view gets the listing instead of its slug.
    """

    @signed_in
    @wraps(view)
    def guarded(request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        own = own_listing(request.user, str(kwargs.pop("slug")))
        if own is None or (request.method not in {"GET", "HEAD"} and not own.may_edit):
            raise Http404
        try:
            return view(request, own, *args, **kwargs)
        except NotAllowed as error:
            # The right may have ended between our look and the change.
            raise Http404 from error

    return guarded
