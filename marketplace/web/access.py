"""Who may see a page. Everything here decides before the view runs; services decide once more."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from marketplace.accounts.models import User
from marketplace.organisations.models import Membership, Organisation
from marketplace.organisations.queries import RANK, memberships_of

P = ParamSpec("P")


class SignedInRequest(HttpRequest):
    """A request of somebody who has signed in."""

    user: User


class MunicipalityRequest(SignedInRequest):
    """A request of a member of a municipality: the one in use, with the role as in Membership.Role."""

    organisation: Organisation
    role: str


View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def signed_in(view: Callable[Concatenate[SignedInRequest, P], HttpResponse]) -> View[P]:
    """Lead strangers to the sign-in page and back afterwards; the page itself is never kept by a browser."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(_way_back(request))
        response = view(cast(SignedInRequest, request), *args, **kwargs)
        response.setdefault("Cache-Control", "private, no-store")
        return response

    return guarded


def for_municipality(view: Callable[Concatenate[MunicipalityRequest, P], HttpResponse]) -> View[P]:
    """Only for members of a municipality; sets `request.organisation` and `request.role`.

    Who belongs to none is led to the page that explains how to get one.
    """

    @signed_in
    @wraps(view)
    def guarded(request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        kind = Organisation.Kind.MUNICIPALITY
        found = next((one for one in memberships_of(request.user) if one.organisation.kind == kind), None)
        if found is None:
            return redirect(f"{reverse('web:no-municipality')}?{urlencode({'next': _way_back(request)})}")
        known = cast(MunicipalityRequest, request)
        known.organisation, known.role = found.organisation, found.role
        return view(known, *args, **kwargs)

    return guarded


def needs_role(request: MunicipalityRequest, role: str) -> None:
    """Refuse members whose role is too small, in the same way as what does not exist.

    Raises:
        Http404: the role is smaller than `role`.
    """
    if RANK[request.role] < RANK[Membership.Role(role)]:
        raise Http404


def _way_back(request: HttpRequest) -> str:
    """Where to go after signing in: the page itself, or the one a form was sent from."""
    return request.get_full_path() if request.method in {"GET", "HEAD"} else _sent_from(request)


def _sent_from(request: HttpRequest) -> str:
    address = request.headers.get("Referer", "")
    here = f"{request.scheme}://{request.get_host()}"
    return address.removeprefix(here) if address.startswith(f"{here}/") else "/"
