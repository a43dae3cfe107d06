"""Bad input is refused, never an error of ours: queries, forms and bodies of every route."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.permissions.asking import Asker
from tests.permissions.matrix import Row, matrix

pytestmark = pytest.mark.django_db
ROWS = matrix().rows
ODD = (
    "",
    "\x00",
    "a\x00b",
    "\udcff",
    "-1",
    "9" * 400,
    "%",
    "%ff",
    "'\"<>",
    "A" * 20_000,
    "NaN",
    "[]",
    "\u202e",
    "²",
)
# Everybody who gets furthest somewhere.
FURTHEST = ("town_admin", "town_editor", "provider_editor", "newcomer")
KEYS = ("q", "seite", "l", "art", "kriterium", "sicht", "teil", "next", "was", "kennzahl", "land", "eintrag")
BODIES = (
    ("application/json", b'{"a": [1, {"b": null}]}'),
    ("text/plain", b"\xff\xfe\x00"),
    ("application/x-www-form-urlencoded", b"a=%ff&b=%00&=&&c"),
    ("application/x-www-form-urlencoded; charset=utf-99", b"a=b"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; filename=.\r\n\r\nb\r\n--x"),
    ("multipart/form-data", b"no boundary"),
    ("", b"a=b"),
)  # fmt: skip
texts = st.one_of(st.sampled_from(ODD), st.text(max_size=30))
few = settings(
    max_examples=2, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip


def furthest(row: Row, method: str) -> tuple[str, str]:
    """(role, state) that gets furthest with this route."""
    said = row.get if method == "get" else row.post
    for state, rights in said.items():
        for role in FURTHEST:
            if rights[role] == "ok":
                return role, state
    return "town_admin", next(iter(row.addresses))


def no_error(answer: Any) -> None:
    assert answer.status_code < 500, answer.status_code


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
@few
@given(data=st.data())
def test_odd_queries_are_no_errors(asker: Asker, row: Row, data: st.DataObject) -> None:
    role, state = furthest(row, "get")
    asked = data.draw(
        st.dictionaries(st.one_of(st.sampled_from(KEYS), texts), st.lists(texts, max_size=3), max_size=4)
    )
    plain = {_sendable(key): [_sendable(one) for one in values] for key, values in asked.items()}
    no_error(asker.ask(role, "get", asker.address(row, state).partition("?")[0], plain))


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
@few
@given(data=st.data())
def test_odd_forms_are_no_errors(asker: Asker, row: Row, data: st.DataObject) -> None:
    role, state = furthest(row, "post")
    body: dict[str, Any] = asker.body(row)
    names = st.one_of(st.sampled_from([*body, "unknown"]), texts.filter(bool))
    odd = data.draw(st.dictionaries(names, st.lists(texts, max_size=3), min_size=1, max_size=3))
    sent = body | {_sendable(key): [_sendable(one) for one in values] for key, values in odd.items()}
    no_error(asker.ask(role, "post", asker.address(row, state), sent, headers=dict(row.headers)))


@pytest.mark.parametrize(("kind", "body"), BODIES)
def test_broken_bodies_are_no_errors(asker: Asker, kind: str, body: bytes) -> None:
    for row in ROWS.values():
        if not any("ok" in rights.values() for rights in row.post.values()):
            continue
        role, state = furthest(row, "post")
        answer = asker.ask(
            role, "post", asker.address(row, state), body, kind=kind, headers=dict(row.headers)
        )
        assert answer.status_code < 500, row.route


def _sendable(text: str) -> str:
    """Half a pair of surrogates cannot be written in UTF-8; a browser sends the sign for what is broken."""
    return text.encode("utf-8", "replace").decode("utf-8")
