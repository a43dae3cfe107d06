"""Operators and reviewers need a second factor before anything else."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import ResolverMatch
from django.utils.translation import gettext as _

from marketplace.accounts.queries import has_second_factor

# Pages of one's own account, where the factor is set up, and files.
OPEN_NAMES = ("account", "logout", "mfa_", "usersessions_", "socialaccount_", "openid_")
NOTED = "second_factor"


class SecondFactorMiddleware:
    """Lead staff without authenticator app or passkey to the page where they set one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Decide when the address is known, before the view runs."""
        if not request.user.is_authenticated or not request.user.is_staff:
            return None
        match = request.resolver_match
        if match is None or _is_open(match) or has_second_factor(request.user):
            return None
        messages.warning(
            request,
            _("Ihr Konto darf den Marktplatz betreiben. Richten Sie bitte zuerst einen zweiten Faktor ein."),
        )
        return redirect("mfa_index")


def _is_open(match: ResolverMatch) -> bool:
    """Operators' pages are never open but for leaving: their names begin like those of one's own account."""
    name = match.url_name or ""
    return name == "logout" if match.namespace == "admin" else name.startswith(OPEN_NAMES)
