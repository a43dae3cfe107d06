"""Which parts need each other: a design structure matrix (Steward 1981), circles, and a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.formats.page.markup import Content, Markup, joined, picture, table, tag
from grader.formats.page.words import WORDS
from grader.formats.writing import count, place

MAX_PARTS = 12
CELL, FONT = 30, 15
LABEL_WIDTH = 330


def coupling_figure(result: Mapping[str, Any], language: str) -> Markup:
    """Draw the needs between the largest parts; nothing where no import leads into the program."""
    words, found = WORDS[language], result.get("coupling")
    if not found or not found["resolved"] or len(found["components"]) < 2:
        return Markup()
    parts = found["components"][:MAX_PARTS]
    followed = words["followed"].format(
        all=count(found["imports"], language), found=count(found["resolved"], language)
    )
    return tag(
        "section",
        tag("h2", words["parts"]),
        tag("p", words["parts_desc"], " ", followed),
        _matrix(parts, found["edges"], words),
        _circles(found["circles"], words, language),
        _table(parts, language),
        id="parts",
    )


def _matrix(
    parts: list[Mapping[str, Any]], edges: list[Mapping[str, Any]], words: Mapping[str, str]
) -> Markup:
    at = {part["path"]: number for number, part in enumerate(parts)}
    needs = {(edge["from"], edge["to"]) for edge in edges}
    content: list[Markup] = []
    for part, row in at.items():
        y = CELL + row * CELL
        label = f"{row + 1}  {part if len(part) <= 34 else '…' + part[-33:]}"
        content.append(tag("text", label, x=0, y=y + CELL * 0.67, font_size=FONT))
        middle = LABEL_WIDTH + row * CELL + CELL / 2
        content.append(
            tag("text", str(row + 1), x=middle, y=CELL * 0.67, text_anchor="middle", font_size=FONT)
        )
        for other, column in at.items():
            both = (other, part) in needs
            style = _style(part == other, (part, other) in needs, both)
            square = {"x": LABEL_WIDTH + column * CELL, "y": y, "width": CELL - 2, "height": CELL - 2}
            content.append(tag("rect", **square, class_=style))
    size = (LABEL_WIDTH + len(parts) * CELL, CELL + len(parts) * CELL)
    return picture(
        words["parts"], words["parts_desc"], *content, size=size, class_="matrix wide", id_="parts-matrix"
    )


def _style(is_self: bool, needed: bool, both: bool) -> str:
    if is_self:
        return "own-cell"
    return "cell" if not needed else "need need-in-circle" if both else "need"


def _circles(circles: list[Mapping[str, Any]], words: Mapping[str, str], language: str) -> Markup:
    if not circles:
        return tag("p", words["no_circles"])
    said = []
    for circle in circles[:3]:
        steps = [
            tag(
                "li", tag("code", step["from"]), " → ", tag("code", step["to"]), " ", tag("code", place(step))
            )
            for step in circle["way"]
        ]
        said += [
            tag("p", words["circles"].format(n=count(circle["count"], language))),
            tag("ol", *steps, class_="ways"),
        ]
    return joined(*said)


def _table(parts: list[Mapping[str, Any]], language: str) -> Markup:
    words = WORDS[language]
    rows: list[list[Content]] = [
        [
            joined(f"{number}. ", tag("code", part["path"])),
            count(part["code_lines"], language),
            count(part["incoming"], language),
            count(part["outgoing"], language),
            words["yes"] if part["in_circle"] else words["no"],
        ]
        for number, part in enumerate(parts, 1)
    ]
    heads = [(words["part_of"], False), (words["lines"], True), (words["incoming"], True)]
    return table(words["parts"], [*heads, (words["outgoing"], True), (words["in_circle"], False)], rows)
