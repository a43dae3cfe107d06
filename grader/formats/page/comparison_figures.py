"""Where the project and each of its measures stand among those compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from grader.drawing import distribution
from grader.formats.page.markup import Content, Markup, fold, picture, table, tag
from grader.formats.page.words import WORDS
from grader.formats.writing import count, measured, percent

GRADES = "ABCDE"


def position_bar(share: float, said: str) -> Markup:
    """A thin track with a mark, the better projects left as in every picture; the number stands beside it."""
    x = 3 + (100 - share) * 1.14
    drawing = tag(
        "svg",
        tag("rect", x=0, y=7, width=120, height=2, class_="track"),
        tag("rect", x=f"{x - 3:.1f}", y=0, width=6, height=16, class_="here"),
        viewBox="0 0 120 16",
        class_="bar",
        aria_hidden="true",
        focusable="false",
    )
    return tag("span", drawing, said, class_="placed")


def distribution_figure(result: Mapping[str, Any], language: str) -> Markup:
    """Where this project stands among those compared; nothing where there is no comparison."""
    words, compared, letter = WORDS[language], result["comparison"], result["verdict"]["grade"]
    if not compared or not letter:
        return Markup()
    sentence = words["dots"].format(better=compared["better"], worse=compared["worse"])
    title = words["compared"].format(count=len(compared["positions"]))
    drawings = [
        _strip(distribution.strip(compared, letter, size), words["here"], title, sentence, name)
        for name, size in (("wide", distribution.WIDE), ("narrow", distribution.NARROW))
    ]
    return tag(
        "section",
        tag("h2", title),
        tag("p", sentence, class_="muted"),
        *drawings,
        fold(words["as_table"], _grades_table(compared, letter, language)),
        tag("p", compared["source"][language], class_="muted small"),
        class_="band",
    )


def _strip(drawn: distribution.Strip | None, name: str, title: str, text: str, form: str) -> Markup:
    if drawn is None:
        return Markup()
    font, width = drawn.size.font, drawn.size.width
    sections = [
        tag("text", one.letter, x=one.middle, y=drawn.label_y, text_anchor="middle", font_size=font,
            class_="strong" if one.is_own else None)
        for one in drawn.sections
    ]  # fmt: skip
    own = [one for one in drawn.sections if one.is_own]
    return picture(
        title,
        text,
        tag(
            "rect",
            x=drawn.beam_x,
            y=drawn.beam_top,
            width=drawn.beam_width,
            height=drawn.beam_height,
            class_="beam",
        ),
        tag("line", x1=0, x2=width, y1=drawn.axis, y2=drawn.axis, class_="axis"),
        *(
            tag("line", x1=one.x, x2=one.end, y1=drawn.axis, y2=drawn.axis, class_="own-section")
            for one in own
        ),
        *sections,
        *(tag("circle", cx=dot.x, cy=dot.y, r=drawn.radius, class_="dot") for dot in drawn.dots),
        tag("circle", cx=drawn.own.x, cy=drawn.own.y, r=drawn.radius, class_="own"),
        tag(
            "text",
            name,
            x=drawn.name_x,
            y=font,
            text_anchor=drawn.name_anchor,
            font_size=font,
            class_="strong",
        ),
        size=(width, float(drawn.height)),
        class_=form,
        id_=f"distribution-{form}",
    )


def _grades_table(compared: Mapping[str, Any], letter: str, language: str) -> Markup:
    words = WORDS[language]
    limits = sorted((float(one) for one in compared["boundaries"]), reverse=True)
    grades = Counter(GRADES[sum(position < limit for limit in limits)] for position in compared["positions"])
    rows: list[list[Content]] = [
        [f"{one} ({words['here']})" if one == letter else one, str(grades[one])] for one in GRADES
    ]
    return table(
        words["compared"].format(count=len(compared["positions"])),
        [(words["grade"], False), (words["projects"], True)],
        rows,
    )


def positions_figure(result: Mapping[str, Any], language: str) -> Markup:
    """The place of each measure among comparable projects."""
    words = WORDS[language]
    rows: list[list[Content]] = [
        [
            finding["title"][language],
            measured(finding["measure"], language),
            position_bar(
                finding["measure"]["better_than"], percent(finding["measure"]["better_than"], language)
            ),
            count(finding["measure"]["compared_with"], language),
        ]
        for finding in result["findings"]
        if finding["measure"] and finding["measure"]["better_than"] is not None
    ]
    if not rows:
        return Markup()
    heads = [
        (words["measure"], False),
        (words["value"], True),
        (words["better_than"], False),
        (words["projects"], True),
    ]
    return tag(
        "section",
        tag("h2", words["positions"]),
        tag("p", words["positions_desc"]),
        table(words["positions"], heads, rows),
        id="positions",
    )
