"""Changes that are safe without a token: only pages of this site may ask for them.

Public pages are kept and given to everyone, so they cannot hold a token per visitor. Browsers say themselves
where a request comes from: `Sec-Fetch-Site` (W3C Fetch Metadata) or, in older ones, `Origin` (RFC 6454).
OWASP describes both as a defence against forged requests. For changes that only concern the visitor's own
cookie.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponse]


def comes_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this very site sent the request; silence counts as no."""
    said = request.headers.get("Sec-Fetch-Site")
    if said is not None:
        return said == "same-origin"
    origin = request.headers.get("Origin", "")
    return bool(origin) and (
        urlsplit(origin).netloc == request.get_host() or origin in settings.CSRF_TRUSTED_ORIGINS
    )


def only_from_here(view: View) -> View:
    """Refuse requests from other sites instead of asking for a token."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not comes_from_here(request):
            return render(request, "403_csrf.html", status=403)
        return view(request, *args, **kwargs)

    guarded_view: View = csrf_exempt(guarded)
    return guarded_view
