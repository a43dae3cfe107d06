"""Badge, Markdown and card."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from markdown_it import MarkdownIt
from rich.cells import cell_len
from rich.console import Console

from grader.facts.safe_xml import load_xml
from grader.formats.badge import badge
from grader.formats.card import card_text, print_card
from grader.formats.markdown import code, markdown
from tests.grader.formats import results


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_badge_says_letter_and_word_to_eyes_and_to_screen_readers(language: str) -> None:
    result = results.tidy()
    drawing = load_xml(badge(result, language))
    grade, word = result["verdict"]["grade"], result["verdict"]["grade_word"][language]
    texts = [text.text for text in drawing.all("text")]
    assert f"{grade} · {word}" in texts
    assert word in drawing.value("title")
    assert drawing.attributes["role"] == "img"


def test_the_badge_loads_nothing_and_shows_no_letter_without_a_grade() -> None:
    drawn = badge(results.empty(), "de")
    assert "nicht einschätzbar" in drawn
    assert re.findall(r"(?:href|src|url\(|@import)", drawn) == []


def rendered(text: str) -> str:
    """As a code host shows it: CommonMark with tables, and HTML let through."""
    return str(MarkdownIt("commonmark", {"html": True}).enable("table").render(text))


def test_the_summary_shows_grade_reasons_and_places() -> None:
    result = results.hostile()
    html = rendered(markdown(result, "de", "Beispiel"))
    assert f"Programmierung Beispiel: {result['verdict']['grade']}" in html
    assert html.count("<li>") >= 3
    assert "<table>" in html


def test_names_and_code_cannot_leave_their_place_in_the_summary() -> None:
    html = rendered(markdown(results.hostile(), "de", "a<b>|**x**`"))
    assert re.findall(r"<(?:img|script|b>)", html) == []
    assert "\u202e" not in html


@pytest.mark.parametrize("name", ["a`b", "``", "a|b", "x\ny", "`"])
def test_a_code_span_holds_whatever_is_in_it(name: str) -> None:
    assert rendered(f"| a |\n|---|\n| {code(name)} |\n").count("<td>") == 1


def test_of_a_change_the_summary_says_only_what_it_touches() -> None:
    text = markdown(results.changed(), "en", "x")
    assert "#### This change" in text
    assert "app/new.py" in text
    assert "Three reasons" not in text


def card(result: dict[str, Any], width: int, language: str = "de") -> list[str]:
    output = io.StringIO()
    console = Console(file=output, width=width, force_terminal=True, color_system=None, highlight=False)
    print_card(result, language=language, name="x", console=console)
    return output.getvalue().splitlines()


@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("language", ["de", "en"])
def test_the_card_fits_the_terminal(width: int, language: str) -> None:
    lines = card(results.hostile(), width, language)
    assert {cell_len(line) for line in lines} == {min(width, 120)}


def test_the_card_has_a_profile_with_a_line_for_each_topic() -> None:
    result = results.hostile()
    text = card_text(result, language="en", name="x")
    for topic in result["topics"]:
        assert topic["title"]["en"] in text
    assert "●" in text


@pytest.mark.parametrize("result", [results.empty, results.before_sections, results.changed])
def test_every_format_copes_with_every_kind_of_result(result: Any) -> None:
    assert card_text(result(), language="de", name="x")
    assert markdown(result(), "de", "x")
    assert badge(result(), "en")
