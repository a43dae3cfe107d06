"""Signs of how a program is run, found by a literal first: health, settings, starts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from grader.facts.model import Role, Sign

HEALTH = "health"
ENVIRONMENT = "environment"
START = "start"

MAX_PER_KIND = 3
_HEALTH = re.compile(
    rb"""["'`^](?:/[\w./-]{0,40})?/?(?:_?health(?:z|[-_]?checks?)?|livez|readyz|liveness|readiness)/?\$?["'`?]
    |\b(?:MapHealthChecks|AddHealthChecks|HealthIndicator|HealthCheckRegistry|rails/health\#show)\b""",
    re.VERBOSE,
)
_A_ROUTE = re.compile(rb"""/|\b(?:route|path|get|mapping|HealthIndicator|HealthCheck)""", re.IGNORECASE)
_SIGNS: tuple[tuple[str, tuple[bytes, ...], re.Pattern[bytes]], ...] = (
    (HEALTH, (b"health", b"Health", b"livez", b"readyz", b"liveness", b"readiness"), _HEALTH),
    (
        ENVIRONMENT,
        (
            b"environ",
            b"getenv",
            b"Getenv",
            b"process.env",
            b"import.meta.env",
            b"ENV[",
            b"ENV.fetch",
            b"env(",
            b"GetEnvironmentVariable",
            b"env::var(",
            b"$_ENV",
            b"LookupEnv(",
        ),
        re.compile(
            rb"\bos\.environ\b|\b(?:os\.|System\.)?[gG]etenv\(|\bprocess\.env\b|\bimport\.meta\.env\b|\bENV(?:\[|\.fetch)"
            rb"|\bEnvironment\.GetEnvironmentVariable|\benv::var\(|\$_ENV\b|[=> (,]env\(['\"]\w|\bLookupEnv\("
        ),
    ),
    (
        START,
        (
            b"func main()",
            b"SpringBootApplication",
            b"void main(",
            b"WebApplication.CreateBuilder",
            b"fun main(",
        ),
        re.compile(
            rb"^func main\(\)|@SpringBootApplication\b|\bstatic void main\(|WebApplication\.CreateBuilder"
            rb"|^fun main\(",
            re.MULTILINE,
        ),
    ),
)
SIGN_LITERALS = tuple(literal for _, literals, _ in _SIGNS for literal in literals)


def signs_of(data: bytes, role: Role, possible: Collection[bytes] | None = None) -> tuple[Sign, ...]:
    """Signs in one file of the program, at most three of each kind, in line order.

    `possible` are those of `SIGN_LITERALS` that may occur (`grader.facts.literals`); None for all of them.
    """
    if role is not Role.PRODUCTION:
        return ()
    found: list[Sign] = []
    for kind, literals, pattern in _SIGNS:
        likely = [word for word in literals if (possible is None or word in possible) and word in data]
        places = _places(data, kind, likely, pattern) if likely else iter(())
        found += [
            Sign(data.count(b"\n", 0, at) + 1, kind)
            for at, _ in zip(places, range(MAX_PER_KIND), strict=False)
        ]
    return tuple(sorted(found, key=lambda sign: (sign.line, sign.kind)))


def _places(data: bytes, kind: str, literals: Collection[bytes], pattern: re.Pattern[bytes]) -> Iterator[int]:
    """Where the pattern stands. No sign is longer than its line: only lines with a literal are searched."""
    for start, end in _lines_with(data, literals):
        for match in pattern.finditer(data, start, end):
            if kind != HEALTH or _is_route(data, match):
                yield match.start()


def _lines_with(data: bytes, literals: Collection[bytes]) -> list[tuple[int, int]]:
    """(start, end) of the lines with at least one of the literals, in order."""
    found = set()
    for literal in literals:
        at = data.find(literal)
        while at >= 0:
            end = data.find(b"\n", at)
            end = end if end >= 0 else len(data)
            found.add((data.rfind(b"\n", 0, at) + 1, end))
            at = data.find(literal, end)
    return sorted(found)


def _is_route(data: bytes, match: re.Match[bytes]) -> bool:
    """A word in quotes is a route when its line says so; `"health"` alone may be a label."""
    start = data.rfind(b"\n", 0, match.start()) + 1
    return bool(_A_ROUTE.search(data[start : match.end()]))
