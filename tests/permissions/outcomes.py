"""What an answer amounts to, whatever page it is."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import override

BY_STATUS = {
    400: "input", 422: "input", 401: "forbidden", 403: "forbidden", 404: "not_found", 405: "method",
    409: "conflict", 429: "too_many",
}  # fmt: skip
# Where one is led instead of the page: the name of the route, and what that means.
DOORS = {
    "account_login": "sign_in",
    "admin:login": "sign_in",
    "account_reauthenticate": "confirm",
    "mfa_reauthenticate": "confirm",
    "mfa_reauthenticate_webauthn": "confirm",
    "mfa_index": "second_factor",
    "web:no-municipality": "municipality",
}


def outcome_of(answer: HttpResponseBase, asked: str) -> str:
    """The class of an answer; the README lists them.

    Args:
        asked: the path that was asked for: a page is no door to itself.
    """
    status = answer.status_code
    if status in BY_STATUS:
        return BY_STATUS[status]
    if 300 <= status < 400 and status != 304:
        return _door(urlsplit(answer.headers.get("Location", "")).path, asked)
    return "ok" if 200 <= status < 300 or status == 304 else f"status {status}"


def _door(target: str, asked: str) -> str:
    with override("de"):
        doors = {reverse(name): meaning for name, meaning in DOORS.items()}
    return doors.get(target, "ok") if target != asked else "ok"
