"""Small pieces that both parts of the page use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.formats.page.markup import Content, Markup, tag
from grader.formats.page.words import WORDS


def section(title: str, *content: Content, id_: str | None = None, class_: str | None = None) -> Markup:
    return tag("section", tag("h2", title), *content, id=id_, class_=class_)


def day_of(iso: str, language: str) -> str:
    """Write a day the way of the language: 23.11.2026, or as it stands."""
    return ".".join(reversed(iso.split("-"))) if language == "de" else iso


def sign(good: bool | None) -> Markup:
    mark = "·" if good is None else "+" if good else "−"
    return tag("span", mark, class_="sign", aria_hidden="true")


def outcome_sign(outcome: str, language: str) -> Markup:
    """Shape and word of an answer; the shape alone is enough without colour."""
    shapes = {"met": "✓", "not_met": "✗", "not_applicable": "–", "not_assessable": "?", "error": "!"}
    return tag(
        "span",
        tag("span", shapes[outcome], class_=f"shape {outcome}", aria_hidden="true"),
        WORDS[language][outcome],
        class_="outcome",
    )


def changed_mark(row: Mapping[str, Any], language: str) -> Markup:
    """The word `changed` behind what lies in the change that was asked for."""
    return tag("mark", WORDS[language]["changed"]) if row.get("new_or_touched") else Markup()
