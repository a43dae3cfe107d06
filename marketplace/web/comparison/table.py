"""The table of a comparison: topics with rows, one cell per solution, and the rule of their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.functional import Promise

from marketplace.catalogue.vocabulary import STATE_LABELS, State

Label = str | Promise


@dataclass(frozen=True)
class Evidence:
    """One statement with where it stands and when it was read; `on` and `until` in words or empty.

    `number` is its footnote in print, 0 until the whole table is known.
    """

    words: str
    title: str
    url: str
    place: str
    on: str
    by: str = ""
    until: str = ""
    number: int = 0


@dataclass(frozen=True)
class Cell:
    """What one row says of one solution.

    `same_as` decides whether two cells differ; `drawing` names what is drawn above the words ("months",
    "scale", "strip", "counts", "confidence") and `drawn` holds what the drawing needs.
    """

    same_as: Any
    words: str = ""
    items: tuple[str, ...] = ()
    state: State | None = None
    note: str = ""
    evidence: tuple[Evidence, ...] = ()
    drawing: str = ""
    drawn: Any = None
    ask: str = ""  # address of the page with the ready question
    url: str = ""
    sign: str = ""  # of a verdict, with its word, where the cell judges instead of stating
    sign_word: Label = ""

    @property
    def state_label(self) -> Label:
        return STATE_LABELS[self.state] if self.state else ""

    @property
    def is_contradicted(self) -> bool:
        return self.state is State.CONTRADICTED

    @property
    def is_unknown(self) -> bool:
        return self.state is State.UNKNOWN


@dataclass(frozen=True)
class Row:
    """One question with a cell per solution, in the order of the columns."""

    key: str
    title: Label
    cells: tuple[Cell, ...]
    url: str = ""
    is_important: bool = False

    @property
    def differs(self) -> bool:
        """Whether two solutions differ, by state or by answer."""
        return any(cell.same_as != self.cells[0].same_as for cell in self.cells[1:])

    @property
    def says_nothing(self) -> bool:
        """Whether nobody knows anything, or the question arises for none."""
        return all(cell.state in {State.UNKNOWN, State.NOT_APPLICABLE} for cell in self.cells)


@dataclass(frozen=True)
class Section:
    """A topic with its rows. `same` counts the rows that are left out because they do not differ."""

    key: str
    title: Label
    rows: tuple[Row, ...]
    hint: Label = ""
    same: int = 0


@dataclass(frozen=True)
class Unanswered:
    """A topic's questions nobody answers: for each its title, its page and for whom it does not arise."""

    title: Label
    questions: tuple[tuple[Label, str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Column:
    """One solution of the comparison; `is_shown` on a narrow page, which has room for two."""

    slug: str
    name: str
    listing: Any = field(compare=False)
    without: str = ""
    is_shown: bool = True


def differing_first(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows that differ, then rows that are equal, last what nobody knows; otherwise in the given order."""
    return tuple(sorted(rows, key=lambda row: (not row.differs, row.says_nothing)))


def only_differences(sections: Sequence[Section]) -> list[Section]:
    """Leave out rows that are equal, and sections without any other; tells how many were left out."""
    kept = []
    for section in sections:
        rows = tuple(row for row in section.rows if row.differs)
        kept.append(replace(section, rows=rows, same=len(section.rows) - len(rows)))
    return kept


def without_unanswered(
    sections: Sequence[Section], names: Sequence[str]
) -> tuple[list[Section], list[Unanswered]]:
    """Take out the rows in which nobody says anything; dozens of them would bury the few that tell.

    Rows the reader has marked as important stay.

    Args:
        names: of the solutions, in the order of the columns.
    """
    kept, taken = [], []
    for section in sections:
        silent = [row for row in section.rows if row.says_nothing and not row.is_important]
        kept.append(replace(section, rows=tuple(row for row in section.rows if row not in silent)))
        if silent:
            questions = tuple((row.title, row.url, _spared(row, names)) for row in silent)
            taken.append(Unanswered(section.title, questions))
    return kept, taken


def _spared(row: Row, names: Sequence[str]) -> tuple[str, ...]:
    """The solutions for which the question does not arise."""
    beside = zip(names, row.cells, strict=True)
    return tuple(name for name, cell in beside if cell.state is State.NOT_APPLICABLE)


def numbered(sections: Sequence[Section]) -> tuple[list[Section], list[Evidence]]:
    """Number the evidence through, so that a printed table can refer to footnotes.

    Statements with the same words and source share a footnote.

    Returns:
        The sections with numbers, and the footnotes in their order.
    """
    numbers: dict[Evidence, int] = {}

    def numbered_one(one: Evidence) -> Evidence:
        return replace(one, number=numbers.setdefault(one, len(numbers) + 1))

    done = [_with_evidence(section, numbered_one) for section in sections]
    return done, [replace(one, number=number) for one, number in numbers.items()]


def _with_evidence(section: Section, change: Callable[[Evidence], Evidence]) -> Section:
    rows = []
    for row in section.rows:
        cells = [replace(cell, evidence=tuple(change(one) for one in cell.evidence)) for cell in row.cells]
        rows.append(replace(row, cells=tuple(cells)))
    return replace(section, rows=tuple(rows))
