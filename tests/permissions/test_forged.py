"""Forged requests: a POST without the page's own token changes nothing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.permissions.asking import Asker
from tests.permissions.matrix import Row, matrix
from tests.permissions.outcomes import outcome_of

pytestmark = pytest.mark.django_db
ROWS = matrix().rows
WRITERS = {name: row for name, row in ROWS.items() if any("ok" in one.values() for one in row.post.values())}
STRICT: dict[str, Any] = {"client": {"enforce_csrf_checks": True}}


@pytest.mark.parametrize("row", WRITERS.values(), ids=WRITERS)
@pytest.mark.parametrize("role", ["anonymous", "town_admin"])
def test_a_post_without_token_is_refused(asker: Asker, row: Row, role: str) -> None:
    state = next(iter(row.addresses))
    answer = asker.ask(role, "post", asker.address(row, state), asker.body(row), **STRICT)
    if row.forged and "unsubscribe" in row.route:
        assert outcome_of(answer, "") == "ok"
    else:
        # Routes with a reason of their own are called here without the browser's word, too.
        assert answer.status_code == 403


def test_reasons_stand_only_beside_routes_that_need_them() -> None:
    assert sorted(name for name, row in ROWS.items() if row.forged) == [
        "web:choose",
        "web:reader-request",
        "web:unsubscribe",
    ]
