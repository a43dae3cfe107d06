"""The page: whole, self-contained, in both languages, and nothing in a repository can inject anything."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from grader.formats.page import page
from grader.formats.page.markup import Markup, joined, tag
from grader.formats.writing import printable
from grader.report.advice import consequences, questions
from tests.grader.formats import results


class Outline(HTMLParser):
    """Collects elements, attributes and text, and checks that every element is closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def ids(self) -> list[str]:
        return [value for _, attributes in self.tags if (value := attributes.get("id"))]


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(
    "result", [results.tidy, results.hostile, results.empty, results.changed, results.before_sections]
)
def test_the_page_is_well_formed_and_its_names_are_unique(language: str, result: object) -> None:
    assert callable(result)
    outline = Outline(page(result(), language, "Beispiel"))
    ids = outline.ids()
    assert len(set(ids)) == len(ids)
    targets = [a["href"] for name, a in outline.tags if name == "a" and a.get("href")]
    assert {str(target).removeprefix("#") for target in targets} >= {"officer", "engineer", "content"}


def test_the_page_loads_nothing_and_allows_no_foreign_script() -> None:
    text = page(results.hostile(), "de", "x")
    outline = Outline(text)
    policy = next(a["content"] for _, a in outline.tags if a.get("http-equiv"))
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert not [a for _, a in outline.tags if a.get("src") or str(a.get("href") or "#")[0] != "#"]
    assert re.findall(r"url\(|@import|https?://(?!www\.w3\.org)", text) == []
    assert not [a for _, a in outline.tags if "style" in a]


def test_names_and_code_of_the_repository_stay_text() -> None:
    outline = Outline(page(results.hostile(), "de", "<script>alert(1)</script>"))
    names = [name for name, _ in outline.tags]
    assert names.count("script") == 1
    assert "img" not in names
    assert "<script>alert(1)</script>" in "".join(outline.text)
    assert not [a for _, attributes in outline.tags for a in attributes if a.startswith("on")]


def test_direction_marks_of_foreign_names_are_written_out() -> None:
    text = page(results.hostile(), "de", "x")
    assert "\u202e" not in text
    assert "\\u202e" in text


def test_plain_text_is_escaped_and_markup_is_kept() -> None:
    assert tag("p", "<b>", tag("i", "&"), title='"') == '<p title="&quot;">&lt;b&gt;<i>&amp;</i></p>'
    assert joined("<", Markup("<br/>")) == "&lt;<br/>"
    assert tag("td", hidden=True, id=None) == "<td hidden></td>"


def test_every_drawing_has_title_and_description_and_its_numbers_stand_in_a_table() -> None:
    outline = Outline(page(results.hostile(), "de", "x"))
    drawings = [a for name, a in outline.tags if name == "svg" and a.get("role") == "img"]
    ids = set(outline.ids())
    assert len(drawings) >= 4
    for drawing in drawings:
        assert {drawing["aria-labelledby"], drawing["aria-describedby"]} <= ids
    captions = [name for name, _ in outline.tags if name == "caption"]
    assert len(captions) >= len(drawings) / 2


def test_the_marked_lines_are_those_the_finding_points_to() -> None:
    result = results.hostile()
    excerpt = result["excerpts"][0]
    outline = Outline(page(result, "de", "x"))
    marked = sum(a.get("class") == "marked" for _, a in outline.tags)
    assert marked == sum(one["marked"][1] - one["marked"][0] + 1 for one in result["excerpts"])
    assert excerpt["lines"][0].strip() in "".join(outline.text)


def test_a_page_without_grade_shows_no_scale_but_what_is_needed() -> None:
    result = results.empty()
    outline = Outline(page(result, "de", "x"))
    assert not [a for _, a in outline.tags if a.get("class") == "scale"]
    assert result["verdict"]["needed"]["de"] in "".join(outline.text)


def test_what_a_change_touches_is_marked() -> None:
    text = page(results.changed(), "en", "x")
    assert "What this change touches" in text
    assert "<mark>changed</mark>" in text


def test_consequences_and_questions_are_those_of_the_report() -> None:
    result = results.hostile()
    text = "".join(Outline(page(result, "en", "x")).text)
    for consequence in consequences(result):
        assert consequence.text.en in text
    for question in questions(result):
        assert printable(question.text.en) in text


def test_what_parts_need_each_other_is_drawn_with_its_numbers() -> None:
    result = results.tidy()
    result["coupling"] = {
        "imports": 9,
        "resolved": 3,
        "components": [
            {"path": "a", "code_lines": 10, "incoming": 1, "outgoing": 1, "in_circle": True},
            {"path": "b", "code_lines": 8, "incoming": 1, "outgoing": 1, "in_circle": True},
        ],
        "edges": [
            {"from": "a", "to": "b", "path": "a/x.py", "line": 1, "imports": 2},
            {"from": "b", "to": "a", "path": "b/y.py", "line": 4, "imports": 1},
        ],
        "circles": [
            {
                "count": 2,
                "members": ["a", "b"],
                "way": [
                    {"from": "a", "to": "b", "path": "a/x.py", "line": 1},
                    {"from": "b", "to": "a", "path": "b/y.py", "line": 4},
                ],
            }
        ],
    }
    outline = Outline(page(result, "en", "x"))
    cells = [a for name, a in outline.tags if name == "rect" and str(a.get("class")).startswith("need")]
    assert len(cells) == 2
    assert "b/y.py:4" in outline.text
