"""Finds places that look like keys, tokens and passwords. The value itself is never kept.

The formats are those the issuers publish; GitHub and npm tokens end in a checksum (github.blog, "Behind
GitHub's new authentication token formats", 2021), which leaves chance no room. Precision comes first: a place
that may as well be a placeholder is left out.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from grader.facts.model import Role, Secret
from grader.facts.secret_values import is_placeholder, looks_random
from grader.facts.secret_words import PASSWORD_LITERALS, passwords

MAX_PER_FILE = 20
_BASE62 = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
# Code of others and output of tools: what stands there is not written, and not to be withdrawn, here.
_NOT_READ = frozenset({Role.VENDORED, Role.MINIFIED, Role.BINARY, Role.TOO_LARGE, Role.UNREADABLE})

Check = Callable[[bytes], bool]


@dataclass(frozen=True, slots=True)
class _Format:
    """A published format: a literal that must occur, the pattern, and what the value must also satisfy."""

    kind: str
    literal: bytes
    pattern: re.Pattern[bytes]
    holds: Check


def secrets_of(
    data: bytes, role: Role, path: str, possible: Collection[bytes] | None = None
) -> tuple[Secret, ...]:
    """Places in one file, in line order, at most 20.

    Args:
        data: the content of the file as UTF-8.
        role: what the file is for; in documentation and tests only unmistakable formats count.
        path: the file's path; lock files and templates are full of harmless look-alikes.
        possible: which of `SECRET_LITERALS` may occur (`grader.facts.literals`); None for all of them.
    """
    if role in _NOT_READ:
        return ()
    likely = SECRET_LITERALS if possible is None else possible
    found = {(start, kind) for kind, start in _by_format(data, likely)}
    if role in (Role.PRODUCTION, Role.CONFIGURATION, Role.DATA):
        found |= {(start, kind) for kind, start in passwords(data, path, likely)}
    if not found:
        return ()
    lines = sorted({(data.count(b"\n", 0, start) + 1, kind) for start, kind in found})
    return tuple(Secret(line, kind) for line, kind in lines[:MAX_PER_FILE])


def _by_format(data: bytes, possible: Collection[bytes]) -> Iterator[tuple[str, int]]:
    for known in FORMATS:
        if known.literal in possible and known.literal in data:
            for match in known.pattern.finditer(data):
                if known.holds(match.group(0)):
                    yield known.kind, match.start()


def _random(value: bytes) -> bool:
    return looks_random(value) and not is_placeholder(value)


def _with_checksum(value: bytes) -> bool:
    """The last six characters are the CRC-32 of the random part, in base 62."""
    body = value.partition(b"_")[2]
    number, digits = zlib.crc32(body[:-6]), []
    for _ in range(6):
        number, digit = divmod(number, 62)
        digits.append(_BASE62[digit])
    return bytes(reversed(digits)) == body[-6:]


def _private_key(value: bytes) -> bool:
    """A key has some hundred characters of base 64; the mere headline appears in many programs."""
    body = re.sub(rb"\\[nr]|-----[A-Z ]+-----|\s|[\"'+,\\]", b"", value)
    return len(body) >= 100 and looks_random(body) and not is_placeholder(body[:60])


def _service_role(value: bytes) -> bool:
    """A token of Supabase that may read and write everything; the published demonstration keys are none."""
    try:
        part = value.split(b".")[1]
        claims = json.loads(base64.urlsafe_b64decode(part + b"=" * (-len(part) % 4)))
    except ValueError:
        return False
    if not isinstance(claims, dict):
        return False
    return claims.get("role") == "service_role" and claims.get("iss") != "supabase-demo"


def _format(kind: str, literal: bytes, pattern: bytes, holds: Check = _random) -> _Format:
    return _Format(kind, literal, re.compile(pattern), holds)


_END = rb"(?![A-Za-z0-9_])"
_START = rb"(?<![A-Za-z0-9_])"
FORMATS = (
    _format(
        "private-key",
        b"PRIVATE KEY",
        rb"-----BEGIN (?:RSA |EC |DSA |OPENSSH |PGP )?PRIVATE KEY(?: BLOCK)?-----[^-]{100,8000}-----END",
        _private_key,
    ),
    _format("aws-key", b"AKIA", _START + rb"AKIA[A-Z2-7]{16}" + _END),
    _format("aws-key", b"ASIA", _START + rb"ASIA[A-Z2-7]{16}" + _END),
    _format("azure-storage-key", b"AccountKey=", rb"AccountKey=[A-Za-z0-9+/]{86}=="),
    *(
        _format("github-token", name, _START + name + rb"[A-Za-z0-9]{36}" + _END, _with_checksum)
        for name in (b"ghp_", b"gho_", b"ghu_", b"ghs_", b"ghr_")
    ),
    _format("github-token", b"github_pat_", rb"github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}" + _END),
    _format("gitlab-token", b"glpat-", _START + rb"glpat-[A-Za-z0-9_-]{20,60}"),
    _format("npm-token", b"npm_", _START + rb"npm_[A-Za-z0-9]{36}" + _END, _with_checksum),
    _format("pypi-token", b"pypi-AgEIcHlwaS5vcmc", rb"pypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50,}"),
    _format("slack-token", b"xox", _START + rb"xox[abprs]-\d{10,13}-[A-Za-z0-9-]{20,}"),
    _format(
        "slack-webhook", b"hooks.slack.com/services/", rb"hooks\.slack\.com/services/T\w{8,}/B\w{8,}/\w{24}"
    ),
    _format("stripe-key", b"k_live_", _START + rb"[rs]k_live_[0-9A-Za-z]{24,}"),
    _format("sendgrid-key", b"SG.", _START + rb"SG\.[\w-]{22}\.[\w-]{43}" + _END),
    _format("telegram-token", b":AA", _START + rb"\d{8,10}:AA[\w-]{33}" + _END),
    _format("openai-key", b"T3BlbkFJ", _START + rb"sk-[\w-]{20,80}T3BlbkFJ[\w-]{20,80}"),
    _format("anthropic-key", b"sk-ant-", _START + rb"sk-ant-[a-z]+\d{2}-[\w-]{80,}"),
    _format("huggingface-token", b"hf_", _START + rb"hf_[A-Za-z]{34}" + _END),
    _format("digitalocean-token", b"_v1_", _START + rb"do[opr]_v1_[0-9a-f]{64}" + _END),
    _format("mapbox-secret", b"sk.eyJ", _START + rb"sk\.eyJ[\w-]{20,}\.[\w-]{20,}"),
    _format("age-key", b"AGE-SECRET-KEY-1", rb"AGE-SECRET-KEY-1[0-9A-Z]{58}"),
    _format(
        "supabase-service-key",
        b"eyJ",
        _START + rb"eyJ[\w-]{10,300}\.eyJ[\w-]{20,1000}\.[\w-]{20,}",
        _service_role,
    ),
)
SECRET_LITERALS = (*(known.literal for known in FORMATS), *PASSWORD_LITERALS)
