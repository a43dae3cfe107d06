"""Divides a document into sections: Markdown, reStructuredText, AsciiDoc and plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

_MARKDOWN_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_HTML_HEADING = re.compile(r"^\s*<h([1-6])[^>]*>(.*?)(?:</h\d>|$)", re.IGNORECASE)
_ASCIIDOC_HEADING = re.compile(r"^(={1,6})\s+(\S.*)$")
_BOLD_LINE = re.compile(r"^\s*(?:\*\*|__)([^*_]{3,80})(?:\*\*|__):?\s*$")
_UNDERLINE = re.compile(r"^([=\-~^*#\"'`+.:])\1{2,}\s*$")
_FENCE = re.compile(r"^\s*(`{3,}|~{3,}|-{4,}$|\.{4,}$)\s*([\w-]*)")
_DIAGRAM = re.compile(
    r"^\s*(?:(?:`{3,}|~{3,})\s*(?:mermaid|plantuml|puml|dot|graphviz)|"
    r"@startuml|\[plantuml|\.\. (?:uml|mermaid|graphviz)::)"
)
_INDENTED_CODE = re.compile(r"^(?: {4,}|\t| {2,}\$ )(?![ \t]*(?:[-*+]|\d+[.)])\s)\S")
_PROMPT = re.compile(r"^\s*(?:\$|>|#) (?=\S)")


class Line(Enum):
    """What a line of a document is."""

    HEADING = "heading"
    CODE = "code"
    TEXT = "text"


@dataclass(slots=True)
class Section:
    """A heading with everything up to the next one of its level or above. `words` are the different words of
    its text, `examples` counts commands, links, list items and terms set as code."""

    title: str
    line: int
    level: int
    words: set[str] = field(default_factory=set)
    examples: int = 0


@dataclass(frozen=True, slots=True)
class Read:
    """One line, 1-based, with what it is; headings carry their level, code its text without a prompt."""

    kind: Line
    number: int
    text: str
    level: int = 0
    diagram: bool = False


def read_lines(text: str, kind: str) -> Iterator[Read]:
    """Classify the lines of a document; blank lines and underlines are left out.

    Args:
        text: the document.
        kind: ``md``, ``rst`` or ``adoc``.
    """
    lines = text.splitlines()
    fence = ""
    underlines: list[str] = []
    for index, line in enumerate(lines):
        number = index + 1
        mark = _FENCE.match(line) if kind != "rst" else None
        if fence:
            if mark and mark[1].startswith(fence) and not mark[2]:
                fence = ""
            elif line.strip():
                yield Read(Line.CODE, number, _PROMPT.sub("", line).strip())
            continue
        diagram = bool(_DIAGRAM.match(line))
        if mark and (kind == "adoc" or mark[1][0] in "`~"):
            fence = mark[1]
            yield Read(Line.CODE, number, "", diagram=diagram)
            continue
        if heading := _heading(lines, index, kind, underlines):
            yield Read(Line.HEADING, number, heading[1], heading[0])
        elif line.strip() and not _UNDERLINE.match(line):
            code = kind != "adoc" and _INDENTED_CODE.match(line)
            yield Read(
                Line.CODE if code else Line.TEXT, number, _PROMPT.sub("", line).strip(), diagram=diagram
            )


def _heading(lines: list[str], index: int, kind: str, underlines: list[str]) -> tuple[int, str] | None:
    """Level and title; the levels of underlined titles follow the order in which the marks appear."""
    line = lines[index]
    if kind == "adoc":
        match = _ASCIIDOC_HEADING.match(line)
        return (len(match[1]), match[2]) if match else None
    match = _MARKDOWN_HEADING.match(line) if kind == "md" else None
    if match:
        return len(match[1]), match[2]
    if match := _HTML_HEADING.match(line):
        return int(match[1]), re.sub(r"<[^>]*>", "", match[2])
    if match := _BOLD_LINE.match(line):
        return 6, match[1]
    following = lines[index + 1] if index + 1 < len(lines) else ""
    under = _UNDERLINE.match(following)
    if not under or not line.strip() or line[0] in " \t|>-*+" or _UNDERLINE.match(line):
        return None
    if kind == "md":
        return (1 if under[1] == "=" else 2, line.strip()) if under[1] in "=-" else None
    if under[1] not in underlines:
        underlines.append(under[1])
    return underlines.index(under[1]) + 1, line.strip()
