"""Secrets are found by their published formats; what is written to be replaced is none."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from grader.facts.model import Role
from grader.facts.reading import Task, read_file
from grader.facts.secrets import secrets_of
from tests.grader.building import write

LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
RANDOM = "q7Zt2Lm9XvB4nKd8RwY1sPf6HcJ3gT"


def found(text: str, path: str = "app/settings.py", role: Role = Role.PRODUCTION) -> list[tuple[int, str]]:
    return [(secret.line, secret.kind) for secret in secrets_of(text.encode(), role, path)]


def with_checksum(prefix: str, body: str = RANDOM) -> str:
    """A token as GitHub and npm make them: 30 random characters and their CRC-32 in base 62."""
    number, digits = zlib.crc32(body.encode()), ""
    for _ in range(6):
        number, digit = divmod(number, 62)
        digits = LETTERS[digit] + digits
    return prefix + body + digits


@pytest.mark.parametrize(("prefix", "kind"), [("ghp_", "github-token"), ("npm_", "npm-token")])
def test_a_token_counts_only_with_its_checksum(prefix: str, kind: str) -> None:
    token = with_checksum(prefix)
    assert found(f"a = 1\nb = '{token}'\n") == [(2, kind)]
    assert found(f"b = '{token[:-1]}{'a' if token[-1] != 'a' else 'b'}'\n") == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("key = 'AKIA" + "Z7QW3RTY5UP2LMNB'", "aws-key"),
        ("glpat-" + "q7Zt2Lm9XvB4nKd8RwY1", "gitlab-token"),
        ("sk_live_" + "q7Zt2Lm9XvB4nKd8RwY1sPf6", "stripe-key"),
        (
            "https://hooks.slack.com/" + "services/T01XBQDZF/B02GHWJKL/q7Zt2Lm9XvB4nKd8RwY1sPf6",
            "slack-webhook",
        ),
        ("postgres://amt:" + "q7Zt2Lm9X@db.musterhausen.de/x", "password-in-address"),
        ("smtp_password = '" + "q7Zt2Lm9XvB4'", "password"),
        ("client_secret: '" + "cVbGgWnLbwSLydLZfZMvTvmNCeSmLGPk'", "password"),
    ],
)
def test_published_formats_and_assignments_are_found(text: str, kind: str) -> None:
    assert found(f"\n\n{text}\n") == [(3, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "key = 'AKIAIOSFODNN7EXAMPLE'",
        "password = 'changeme123456'",
        "password = os.environ['PASSWORD']",
        "password: ${DB_PASSWORD}",
        "token_url = 'https://login.musterhausen.de/oauth2/v2/token'",
        "<input name='password' placeholder='Passwort12345678'>",
        "postgres://postgres:postgres@localhost:5432/x",
        "csrf_token = 'q7Zt2Lm9XvB4nKd8'",
        "passwordResetToken: 'views.account.passwordReset2'",
        "token: 'accountPasswordChangedByOtherUser'",
        "-----BEGIN PRIVATE KEY-----",
    ],
)
def test_placeholders_references_and_names_are_none(text: str) -> None:
    assert found(text + "\n") == []


def test_a_private_key_needs_its_body() -> None:
    body = "\n".join((RANDOM * 3)[:64] for _ in range(6))
    key = f"-----BEGIN RSA PRIVATE KEY-----\n{body}\n-----END RSA PRIVATE KEY-----\n"
    assert found("x\n" + key) == [(2, "private-key")]


@pytest.mark.parametrize(
    "path", [".env.example", "tests/settings.py", "docs/a.yml", "locale/de.json", "yarn.lock"]
)
def test_assignments_in_templates_tests_and_texts_do_not_count(path: str) -> None:
    assert found("password = 'q7Zt2Lm9XvB4'\n", path, Role.CONFIGURATION) == []


def test_third_party_code_is_not_searched() -> None:
    assert found(with_checksum("ghp_"), role=Role.VENDORED) == []


def test_reading_a_file_keeps_line_and_kind_and_never_the_value(tmp_path: Path) -> None:
    token = with_checksum("ghp_")
    write(tmp_path, {"app.py": f"# SPDX-License-Identifier: EUPL-1.2\nx = '{token}'\n"})
    facts = read_file(tmp_path, Task("app.py", "app.py", 90)).facts
    assert [(secret.line, secret.kind) for secret in facts.secrets] == [(2, "github-token")]
    assert (facts.licence, facts.licence_line) == ("EUPL-1.2", 1)
    assert RANDOM not in repr(facts)
