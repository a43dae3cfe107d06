"""What is kept of a document that people read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage with substance about a subject of `grader.facts.prose_subjects`; `line` is where it begins,
    `words` how many different words it has."""

    subject: str
    line: int
    words: int


@dataclass(frozen=True, slots=True)
class Link:
    """A relative link as written, without its anchor, or an address that says it leads to documentation."""

    target: str
    line: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """One document. `words` counts different words outside of code, headings and addresses, so that repeating
    a sentence adds nothing; `language` is an ISO 639-1 code or None; `diagrams` counts drawings in text form;
    `dates` are the days mentioned (ISO 8601), newest first, at most five."""

    words: int = 0
    language: str | None = None
    passages: tuple[Passage, ...] = ()
    links: tuple[Link, ...] = ()
    websites: tuple[Link, ...] = ()
    diagrams: int = 0
    dates: tuple[str, ...] = ()
