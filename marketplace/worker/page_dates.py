"""Reads the text of a web page that should be an accessibility statement, and the day it bears. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser

# EU directive 2016/2102 asks for statements since 2018; an earlier day is that of something else.
FIRST_YEAR = 2018
_SILENT = frozenset({"script", "style", "template", "noscript", "svg"})
_MONTHS = {
    **{name: number for number, name in enumerate(
        ("januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober",
         "november", "dezember"), start=1)},
    **{name: number for number, name in enumerate(
        ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
         "november", "december"), start=1)},
}  # fmt: skip
_TOPIC = re.compile(r"barrierefrei|accessib", re.IGNORECASE)
# Words that say that the day behind them is the statement's own.
_MARK = re.compile(
    r"\bstand\b|\b(?:erstellt|verfasst|geprüft|überprüft|aktualisiert|überarbeitet|bewertet)\b"
    r"|\b(?:prepared|reviewed|updated|revised|created)\b|\bas of\b",
    re.IGNORECASE,
)
_REACH = 60
_SENTENCE_END = re.compile(r"(?<=[a-zäöüß])[.!?]\s")
_DAY = re.compile(
    r"(?<!\d)(?:(?P<iso>(?P<iy>20\d\d)-(?P<im>\d\d)-(?P<id>\d\d))"
    r"|(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>20\d\d)"
    r"|(?P<wd>\d{1,2})(?:\.|st|nd|rd|th)?\s+(?P<wm>[A-Za-zäÄ]{3,9})\s+(?P<wy>20\d\d)"
    r"|(?P<em>[A-Za-z]{3,9})\s+(?P<ed>\d{1,2}),\s+(?P<ey>20\d\d))(?!\d)"
)


class _Words(HTMLParser):
    """The words of a page, and whether it asks for a password."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.asks_password = False
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag == "input" and ("type", "password") in [(key, (value or "").lower()) for key, value in attrs]:
            self.asks_password = True

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT and self._silent:
            self._silent -= 1

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)


def words_of(page: str, *, is_html: bool) -> tuple[str, bool]:
    """The visible words of a page on one line, and whether it asks for a password."""
    if not is_html:
        return " ".join(page.split()), False
    reader = _Words()
    reader.feed(page)
    reader.close()
    return " ".join(" ".join(reader.words).split()), reader.asks_password


def is_on_accessibility(words: str) -> bool:
    """Whether the words speak of accessibility at all."""
    return bool(_TOPIC.search(words))


def day_in(words: str, today: date) -> date | None:
    """The newest day that stands beside "Stand", "erstellt", "zuletzt geprüft" and the like.

    Cautious: a month without a day, a day in the future and one before statements were asked for do not
    count, and a day no such word announces is some other day.
    """
    found = [
        day
        for mark in _MARK.finditer(words)
        for day in _announced(words, mark)
        if day.year >= FIRST_YEAR and day <= today
    ]
    return max(found, default=None)


def _announced(words: str, mark: re.Match[str]) -> Iterator[date]:
    """The day behind a word in the same sentence ("Stand: 1.2.2026"), and the one right before it ("am
    1.2.2026 erstellt")."""
    behind = words[mark.end() : mark.end() + _REACH]
    yield from _days(_SENTENCE_END.split(behind, maxsplit=1)[0])
    before = words[max(0, mark.start() - _REACH) : mark.start()].rstrip()
    last = [match.group() for match in _DAY.finditer(before) if match.end() == len(before)]
    yield from _days("".join(last))


def _days(text: str) -> Iterator[date]:
    """The first day of a text, if there is one."""
    for match in _DAY.finditer(text):
        part = match.groupdict()
        year = part["iy"] or part["y"] or part["wy"] or part["ey"]
        month = part["im"] or part["m"] or _MONTHS.get((part["wm"] or part["em"] or "").lower(), 0)
        day = part["id"] or part["d"] or part["wd"] or part["ed"]
        try:
            yield date(int(year), int(month), int(day))
        except ValueError:
            continue
        return
