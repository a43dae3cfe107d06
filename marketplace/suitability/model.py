"""A listing's suitability profile as plain values: what pages, folders and documents show.

Everything here can be stored as JSON (`as_json`) and read again, so a frozen folder keeps it as it was.
"""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.catalogue.vocabulary import State


@dataclass(frozen=True)
class Said:
    """One statement: who says what, where it stands, when it was read, who checked it and until when."""

    basis: str  # "repository" | "provider" | "third_party" | "check" (automatic) | "document" | "review"
    value: str  # key of the answer: "yes", "no", an option's key, a number, a date, free text
    words_de: str
    words_en: str
    source_de: str
    source_en: str
    url: str
    locator: str  # file and line, document and page
    on: str  # ISO date the statement refers to, or it was read
    checked_by: str
    valid_until: str  # ISO date or ""
    document: str = ""  # version of the document it rests on
    sha256: str = ""  # of that document
    visibility: str = ""  # who may see it: "public" | "administrations" | "reviewers"
    checked_on: str = ""  # ISO date on which two reviewers agreed

    @property
    def short_hash(self) -> str:
        """ "SHA-256 0123456789abcdef…": enough to compare by eye; "" without a document."""
        return f"SHA-256 {self.sha256[:16]}…" if self.sha256 else ""


@dataclass(frozen=True)
class Cell:
    """One criterion of one listing. `answer` is the key all statements agree on, "" where they do not."""

    criterion: str
    state: State
    answer: str
    words_de: str
    words_en: str
    meets: bool | None  # does the answer satisfy who asks for it; None: unknown, contradicted, n/a
    reason_de: str  # why not applicable, what contradicts, what expired
    reason_en: str
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Suitability:
    """All criteria of one listing in the order of the edition."""

    listing: int
    edition: str
    cells: tuple[Cell, ...]

    def cell(self, criterion: str) -> Cell | None:
        """The cell of a criterion, or None where the edition does not know it."""
        return next((one for one in self.cells if one.criterion == criterion), None)
