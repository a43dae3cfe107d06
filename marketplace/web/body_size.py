"""No form takes more than it needs: what is too large is refused before anybody reads it.

The check of a form's token reads the whole body, files too, and writes them to the disk, whoever sends them.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from marketplace.evidence.limits import DOCUMENT_MEGABYTES, MEGABYTE
from marketplace.web.views.errors import too_large

# What a form adds around the file itself.
FORM_OVERHEAD = 100_000
MEGABYTES = 2
# A document somewhat above its limit gets a sentence beside the form, with what was typed.
OF_DOCUMENTS = {"provider-evidence": 2 * DOCUMENT_MEGABYTES, "provider-document": 2 * DOCUMENT_MEGABYTES}
# Looks for itself, with the limit the operator has set.
OWN_LIMIT = {"self-check"}


class BodySizeMiddleware:
    """Stands before the check of tokens."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Decide when the address is known, before the view runs."""
        name = (request.resolver_match.url_name if request.resolver_match else "") or ""
        limit = OF_DOCUMENTS.get(name, MEGABYTES)
        if name in OWN_LIMIT or announced_size(request) <= limit * MEGABYTE + FORM_OVERHEAD:
            return None
        return too_large(request, limit)


def announced_size(request: HttpRequest) -> int:
    """How many bytes the body has, as its header says; more are not read (WSGI, PEP 3333)."""
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(length) if length.isdecimal() else 0
