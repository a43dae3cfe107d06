"""Finds passwords by the name they are assigned to and in addresses; only values that look random count."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from grader.facts.secret_values import entropy, is_placeholder

_NAMES: tuple[bytes, ...] = (
    b"password",
    b"passwd",
    b"passwort",
    b"kennwort",
    b"secret",
    b"api_key",
    b"apikey",
    b"api-key",
    b"token",
    b"access_key",
    b"accesskey",
    b"client_key",
)
_ADDRESS = b"://"
PASSWORD_LITERALS = (*_NAMES, _ADDRESS)
MAX_LINE = 1_000
# name = "value", name: 'value', "name": "value", name=value; the value without space, bracket or quote.
_ASSIGNED = re.compile(
    rb"""(?P<name>[\w.-]{0,40}(?:passw(?:or[dt]|d)|kennwort|secret(?:_?key)?|api[_-]?key|access_?key|token|client_key)
    (?:_?base)?)["'\]]{0,2}[ \t]{0,4}(?:=>|:=|=|:)[ \t]{0,4}
    (?P<value>"[^"\s\\<>{}$]{12,100}"|'[^'\s\\<>{}$]{12,100}'
    |[A-Za-z0-9+/_=!@%&*~^-]{16,100}(?=[ \t\r]*(?:\n|$)))""",
    re.VERBOSE | re.IGNORECASE,
)
# Begins with a literal, which the regular expression engine finds quickly.
_IN_ADDRESS = re.compile(
    rb"""://(?P<user>[^\s:/@'"<>{}$]{0,60}):(?P<word>[^\s:/@'"<>{}$]{8,100})@(?P<host>[\w-]+(?:\.[\w-]+)+)"""
)
_HARMLESS_HOST = re.compile(
    rb"example|localhost|^127\.|^0\.0\.|\.local$|\.test$|\.internal$|^1\.2\.3", re.IGNORECASE
)
_WITHOUT_QUOTES = re.compile(
    r"(?:^|/)\.env(?:\.[\w-]+)?$|\.(?:env|properties|ini|cfg|conf|ya?ml|toml|tfvars)$", re.I
)
_HARMLESS_PLACE = re.compile(
    r"(?:^|[/._-])(?:example|sample|template|dist|defaults?|demo|mock|stub|fixture|fake|tests?|testing|spec|e2e|seed|"
    r"develop|development|local|dev|ci|docs?|stories|storybook|schema|openapi|swagger|locales?|i18n|lang|languages|"
    r"translations?|messages)s?(?=[/._-]|$)|\.(?:lock|sum|po|pot|svg|geojson|csv|tsv|ipynb|map|snap|xlf|http|rest|"
    r"strings|arb)$|lock\.(?:json|yaml)$|(?:^|/)(?:\.github|\.gitlab)/",
    re.IGNORECASE,
)
# Hashes and identifiers that are published on purpose, and values a program computes.
_PUBLIC_NAME = re.compile(
    rb"csrf|public|token_?(?:url|uri|type|name|endpoint|field)|secret_?name|hash|checksum|integrity|sha\d|digest|"
    rb"key_?id|site_?key|publishable|i18n|label|title|placeholder|url$",
    re.IGNORECASE,
)
_KINDS_OF_CHARACTERS = (rb"[a-z]", rb"[A-Z]", rb"\d")
_MIN_BITS = 3.3


def is_harmless_place(path: str) -> bool:
    """Say whether a path is by its name a template, an example, a test or for developers' machines."""
    return bool(_HARMLESS_PLACE.search(path))


def passwords(
    data: bytes, path: str, possible: Collection[bytes] = PASSWORD_LITERALS
) -> Iterator[tuple[str, int]]:
    """Yield kind and position of passwords in addresses and assignments; none in templates and examples.

    `possible` are those of `PASSWORD_LITERALS` that may occur in the data.
    """
    names = [name for name in _NAMES if name in possible]
    if not (names or _ADDRESS in possible) or is_harmless_place(path):
        return
    if _ADDRESS in possible:
        yield from _in_addresses(data)
    without_quotes = bool(_WITHOUT_QUOTES.search(path))
    for start, end in sorted(_telling_lines(data, names)) if names else ():
        for match in _ASSIGNED.finditer(data, start, end):
            if _is_assignment(match, without_quotes):
                yield "password", match.start("name")


def _telling_lines(data: bytes, names: Collection[bytes]) -> set[tuple[int, int]]:
    """Start and end of lines that name a password or the like; searching by literal makes it quick."""
    lowered, found = data.lower(), set()
    for name in names:
        at = lowered.find(name)
        while at >= 0:
            start, end = lowered.rfind(b"\n", 0, at) + 1, lowered.find(b"\n", at)
            end = end if end >= 0 else len(data)
            if end - start <= MAX_LINE:
                found.add((start, end))
            at = lowered.find(name, end)
    return found


def _in_addresses(data: bytes) -> Iterator[tuple[str, int]]:
    for match in _IN_ADDRESS.finditer(data) if _ADDRESS in data else ():
        word, host = match["word"], match["host"]
        harmless = _HARMLESS_HOST.search(host) or is_placeholder(word) or word == match["user"]
        if not harmless and entropy(word) >= 2.5 and re.search(rb"\d|[^\w]", word):
            yield "password-in-address", match.start()


def _is_assignment(match: re.Match[bytes], without_quotes: bool) -> bool:
    written = match["value"]
    quoted = written[:1] in (b'"', b"'")
    named = not _PUBLIC_NAME.search(match["name"])
    return (quoted or without_quotes) and named and _is_password(written.strip(b"\"'"))


def _is_password(value: bytes) -> bool:
    """Letters and digits mixed without words, paths, addresses or names of the program."""
    kinds = sum(bool(re.search(kind, value)) for kind in _KINDS_OF_CHARACTERS)
    if kinds < 2 or is_placeholder(value) or b"://" in value:
        return False
    if not re.search(rb"\d", value):
        # Letters alone: long, of both cases, and without anything like a syllable of a name.
        return len(value) >= 28 and kinds == 2 and not re.search(rb"[a-z]{4}|[A-Z]{5}|[^A-Za-z]", value)
    if re.fullmatch(rb"[\w]+(?:[./:-][A-Za-z_]\w*)+\d*", value) or re.search(
        rb"[a-z]{7,}|[A-Z][a-z]{5,}", value
    ):
        return False
    digits = len(re.findall(rb"\d", value))
    return entropy(value) >= _MIN_BITS and digits >= 2
