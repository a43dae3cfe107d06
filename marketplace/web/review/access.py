"""Who may see the team's pages, and how refusals are answered."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from marketplace.accounts.queries import has_second_factor
from marketplace.lib.refusals import Refusal
from marketplace.organisations.queries import team_role
from marketplace.review.errors import CaseConflict, NotAllowed, NotEligible, WrongInput
from marketplace.web.access import SignedInRequest, signed_in

P = ParamSpec("P")
STATUS: dict[type[Refusal], int] = {WrongInput: 422, CaseConflict: 409, NotEligible: 403}


def for_team(
    view: Callable[Concatenate[SignedInRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Only for editors and admins of the marketplace's team; for all others the page does not exist.

    Whoever has no second factor yet is led to the page that sets one up.
    """

    @signed_in
    @wraps(view)
    def guarded(request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not team_role(request.user):
            raise Http404
        if not has_second_factor(request.user):
            messages.warning(
                request, _("Wer prüft, braucht einen zweiten Faktor. Richten Sie ihn bitte zuerst ein.")
            )
            return redirect("mfa_index")
        try:
            return view(request, *args, **kwargs)
        except NotAllowed as refusal:
            raise Http404 from refusal

    return guarded


def status_of(refusal: Refusal) -> int:
    """The HTTP status that fits a refusal."""
    return STATUS.get(type(refusal), 422)
