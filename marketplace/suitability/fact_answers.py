"""Which option of a criterion a fact of the catalogue means, where it means one without guessing."""

from __future__ import annotations

import re

from license_expression import ExpressionError, get_spdx_licensing

from marketplace.catalogue.vocabulary import LicenceFamily, licence_family

# What the grammar of a fact allows to say; "stable", for one, names no phase of a programme.
_MATURITY = {"concept": "p1", "beta": "p3", "obsolete": "ended"}
_LICENCE = {
    LicenceFamily.STRONG_COPYLEFT: "open_source",
    LicenceFamily.WEAK_COPYLEFT: "open_source",
    LicenceFamily.PERMISSIVE: "open_source",
    LicenceFamily.OWN_TERMS: "own_terms",
    LicenceFamily.PROPRIETARY: "proprietary",
    LicenceFamily.UNCLEAR: "none",
}
_STANDARDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("xoev", re.compile(r"x[öo]v|\bx(?:ta|fall|planung|trasse|meld|bau|prozess|datenfelder)", re.IGNORECASE)),
    ("oparl", re.compile(r"oparl", re.IGNORECASE)),
    ("dcat_ap", re.compile(r"dcat", re.IGNORECASE)),
    ("sensorthings", re.compile(r"sensor ?things", re.IGNORECASE)),
    ("ogc", re.compile(r"\bogc\b|\bwms\b|\bwfs\b|\bwmts\b|sensor ?things", re.IGNORECASE)),
    ("ngsi_ld", re.compile(r"ngsi", re.IGNORECASE)),
    ("open311", re.compile(r"open ?311", re.IGNORECASE)),
    ("gtfs", re.compile(r"\bgtfs\b", re.IGNORECASE)),
    ("ical", re.compile(r"icalendar|\bical\b|\.ics\b", re.IGNORECASE)),
)

_SPDX = get_spdx_licensing()
_NOT_SPDX = frozenset({"none", "noassertion", "unlicensed"})


def licence_option(expression: str) -> str:
    """The option of "open-licence" for an SPDX expression; "none" where a repository has no licence."""
    return _LICENCE[licence_family(expression)]


def licence_names(expression: str) -> tuple[str, ...]:
    """The licences an SPDX expression names, as far as their texts can be told apart; own ones are none.

    `GPL-3.0`, `GPL-3.0-only`, `gpl-3.0+` and `GPL-3.0-or-later` have the same text and count as one. What
    SPDX does not know ("GPLv3", "Apache-2") may mean a licence in another spelling, so it names none.
    """
    found = {_licence_name(part) for part in _parts(expression)}
    return tuple(sorted(found - {""}))


def _parts(expression: str) -> list[str]:
    without_exceptions = re.sub(r"\s+WITH\s+[\w.-]+", "", expression, flags=re.IGNORECASE)
    parts = re.split(r"\s+(?:AND|OR)\s+|[()]", without_exceptions, flags=re.IGNORECASE)
    return [part.strip() for part in parts if part.strip()]


def _licence_name(part: str) -> str:
    """The name as SPDX writes it, without what says nothing of the text; "" where SPDX knows none."""
    try:
        symbol = _SPDX.parse(part.removesuffix("+"), validate=True)
    except ExpressionError:
        return ""
    key = str(symbol)
    return "" if key.startswith("LicenseRef-") else re.sub(r"-(?:only|or-later)$", "", key)


def _is_readable(expression: str) -> bool:
    """Whether every part is known to SPDX, an own licence, or says that there is none."""
    return all(
        _licence_name(part) or part.lower().startswith("licenseref-") or part.lower() in _NOT_SPDX
        or "proprietary" in part.lower()
        for part in _parts(expression)
    )  # fmt: skip


def option_keys(fact: str, key: str, options: frozenset[str]) -> set[str]:
    """The options one item of a fact's value means.

    Args:
        fact: key of the fact.
        key: the value, or one item of it.
        options: keys of the criterion's options.

    Returns:
        Keys of options; empty where the value is none of them.
    """
    if fact == "license":
        # An odd spelling names some licence; guessing which would make contradictions out of nothing.
        named = {licence_option(key)} if _is_readable(key) else set()
    elif fact == "maturity":
        named = {_MATURITY.get(key, "")}
    elif fact == "interfaces":
        named = {option for option, pattern in _STANDARDS if pattern.search(key)}
    elif fact == "languages":
        language = key.casefold().partition("-")[0]
        named = {language if language in options else "other"}
    else:
        named = {key}
    return named & options
