"""Who asks: enough to count requests, not to follow people."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from marketplace.analysis.services import requester_digest


def requester(request: HttpRequest) -> str:
    """The daily changing digest of the sender's address; empty for signed-in operators, who have no limit."""
    if request.user.is_staff:
        return ""
    return requester_digest(_address(request), at=timezone.now())


def _address(request: HttpRequest) -> str:
    """Behind a web server its last note counts; whatever stands before it the visitor may have written."""
    if settings.BEHIND_PROXY and (noted := request.headers.get("X-Forwarded-For", "")):
        return noted.rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def may_request(request: HttpRequest) -> bool:
    """Everyone where the operator allows it, else signed-in operators only."""
    return bool(settings.OPEN_ASSESSMENT) or request.user.is_staff
