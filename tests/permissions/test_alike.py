"""What is foreign looks exactly like what is missing: status, headers and body."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest
from django.http import HttpResponse

from tests.permissions.asking import Asker
from tests.permissions.matrix import MISSING, Row, matrix

pytestmark = pytest.mark.django_db
ROWS = {name: row for name, row in matrix().rows.items() if MISSING in row.addresses}
# What differs from answer to answer whatever was asked: the token of the forms, the nonce of the page.
CHANGING = (rb'name="csrfmiddlewaretoken" value="[^"]*"', rb'nonce="[^"]*"')


def seen(answer: HttpResponse, paths: list[str]) -> tuple[Any, ...]:
    """Everything a person can tell answers apart by, without what was asked for."""
    body = answer.content
    for path in paths:
        body = body.replace(quote(path).encode(), b"{path}").replace(path.encode(), b"{path}")
    for pattern in CHANGING:
        body = re.sub(pattern, b"", body)
    headers = {
        key: re.sub(r"nonce-[^']*", "", line) for key, line in answer.headers.items() if key != "Location"
    }
    headers.pop("Content-Length", None)
    return answer.status_code, headers, sorted(answer.cookies), body


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_foreign_and_missing_objects_answer_identically(asker: Asker, row: Row, method: str) -> None:
    said = row.get if method == "get" else row.post
    for role, gone in said[MISSING].items():
        hidden = [state for state in said if state != MISSING and said[state][role] == gone == "not_found"]
        if not hidden:
            continue
        missing = _asked(asker, role, method, row, MISSING)
        for state in hidden:
            assert _asked(asker, role, method, row, state) == missing, (role, state)


def _asked(asker: Asker, role: str, method: str, row: Row, state: str) -> tuple[Any, ...]:
    body = asker.body(row) if method == "post" else None
    answer = asker.ask(role, method, asker.address(row, state), body, headers=dict(row.headers))
    # Pages name themselves, and themselves in the other language.
    return seen(answer, [asker.path(row, state, language) for language in ("en", "de")])
