"""Which option of a criterion a fact of the catalogue means, where it means one without guessing."""

from __future__ import annotations

import re

from marketplace.catalogue.vocabulary import LicenceFamily, licence_family

# What the grammar of a fact allows to say; "stable", for one, names no phase of a programme.
_MATURITY = {"concept": "p1", "beta": "p3", "obsolete": "ended"}
_LICENCE = {
    LicenceFamily.STRONG_COPYLEFT: "open_source",
    LicenceFamily.WEAK_COPYLEFT: "open_source",
    LicenceFamily.PERMISSIVE: "open_source",
    LicenceFamily.OTHER_OPEN: "own_terms",
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

# Names without a number that are one licence; "AGPL" and the like leave open which.
_UNVERSIONED = frozenset({"MIT", "ISC", "Unlicense", "0BSD", "Zlib", "PostgreSQL", "WTFPL", "X11", "MIT-0"})
_VERSIONED = re.compile(r"^(?!LicenseRef-)[A-Za-z][\w.-]*-\d[\w.-]*$")


def licence_option(expression: str) -> str:
    """The option of "open-licence" for an SPDX expression; "none" where a repository has no licence."""
    return _LICENCE[licence_family(expression)]


def licence_names(expression: str) -> tuple[str, ...]:
    """The licences an SPDX expression names, as far as their texts can be told apart; own ones are none.

    `GPL-3.0-only` and `GPL-3.0-or-later` have the same text and count as one.
    """
    names = re.split(r"\s+(?:AND|OR|WITH)\s+|[()]", expression)
    plain = {re.sub(r"-(?:only|or-later)$|\+$", "", name.strip()) for name in names}
    return tuple(sorted(name for name in plain if _VERSIONED.search(name) or name in _UNVERSIONED))


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
        named = {licence_option(key)}
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
