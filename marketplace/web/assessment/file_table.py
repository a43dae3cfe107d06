"""All judged files as a table with filters; the filters stand in the address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from marketplace.analysis.forge import Forge
from marketplace.web.assessment.difficulty import HardFile, hard_file
from marketplace.web.assessment.labels import DIFFICULTIES, Label
from marketplace.web.assessment.places import place_of

PER_PAGE = 50
_LONGEST = 200
ROLES: dict[str, Label] = {"production": _("Programm"), "test": _("Tests")}


@dataclass(frozen=True, slots=True)
class FileFilter:
    """What is asked for; empty means any. `folder` is part of a path, whatever its case."""

    language: str = ""
    difficulty: str = ""
    role: str = ""
    folder: str = ""
    unsure: bool = False
    page: int = 1

    @classmethod
    def from_query(cls, query: QueryDict) -> FileFilter:
        """Read the address; anything odd counts as not asked for."""
        difficulty, role = query.get("klasse", ""), query.get("art", "")
        page = query.get("seite", "")
        return cls(
            language=query.get("sprache", "")[:_LONGEST],
            difficulty=difficulty if difficulty in DIFFICULTIES else "",
            role=role if role in ROLES else "",
            folder=query.get("ordner", "").strip()[:_LONGEST],
            unsure=query.get("uneinig") == "1",
            page=max(1, int(page)) if page.isascii() and page.isdecimal() and len(page) < 7 else 1,
        )

    @property
    def is_active(self) -> bool:
        return replace(self, page=1) != FileFilter()

    def query(self, **changes: Any) -> str:
        """This filter as part of an address that begins with `&`; only what is set."""
        asked = replace(self, **changes)
        values = {
            "sprache": asked.language,
            "klasse": asked.difficulty,
            "art": asked.role,
            "ordner": asked.folder,
            "uneinig": "1" if asked.unsure else "",
            "seite": str(asked.page) if asked.page > 1 else "",
        }
        set_ones = {name: value for name, value in values.items() if value}
        return f"&{urlencode(set_ones)}" if set_ones else ""

    def takes(self, row: Mapping[str, Any]) -> bool:
        return (
            (not self.language or row.get("language") == self.language)
            and (not self.difficulty or row.get("class") == self.difficulty)
            and (not self.role or row.get("role", "production") == self.role)
            and (not self.folder or self.folder.casefold() in str(row.get("path")).casefold())
            and (not self.unsure or bool(row.get("disagreement")))
        )


@dataclass(frozen=True, slots=True)
class FileTable:
    """One page of the files. The choices count the files of the whole program."""

    asked: FileFilter
    files: list[HardFile]
    total: int
    matching: int
    pages: int
    languages: list[tuple[str, int]]
    difficulties: list[tuple[str, Label, int]]
    roles: list[tuple[str, Label, int]]

    @property
    def first(self) -> int:
        return (self.asked.page - 1) * PER_PAGE + 1 if self.files else 0

    @property
    def last(self) -> int:
        return self.first + len(self.files) - 1 if self.files else 0

    @property
    def previous_query(self) -> str:
        return self.asked.query(page=self.asked.page - 1) if self.asked.page > 1 else ""

    @property
    def has_previous(self) -> bool:
        return self.asked.page > 1

    @property
    def next_query(self) -> str:
        return self.asked.query(page=self.asked.page + 1) if self.asked.page < self.pages else ""


def file_table(rows: Sequence[Mapping[str, Any]], asked: FileFilter, forge: Forge) -> FileTable:
    """Filter the files and make one page of them ready.

    Args:
        rows: the section `files` of a result, hardest first.
        asked: the filter; a page behind the last gives the last.
    """
    matching = [row for row in rows if asked.takes(row)]
    pages = max(1, -(-len(matching) // PER_PAGE))
    asked = replace(asked, page=min(asked.page, pages))
    start = (asked.page - 1) * PER_PAGE
    languages = Counter(str(row["language"]) for row in rows if row.get("language"))
    return FileTable(
        asked=asked,
        files=[hard_file(row, place_of(row, forge)) for row in matching[start : start + PER_PAGE]],
        total=len(rows),
        matching=len(matching),
        pages=pages,
        languages=languages.most_common(),
        difficulties=_choices(DIFFICULTIES, (row.get("class") for row in rows)),
        roles=_choices(ROLES, (row.get("role", "production") for row in rows)),
    )


def _choices(labels: Mapping[str, Label], values: Iterable[Any]) -> list[tuple[str, Label, int]]:
    counts = Counter(values)
    return [(key, label, counts[key]) for key, label in labels.items() if counts[key]]
