"""Files that are difficult and often changed, as a plane of points and as a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.drawing import scatter
from grader.formats.page.markup import Content, Markup, fold, joined, picture, table, tag
from grader.formats.page.signs import changed_mark
from grader.formats.page.words import WORDS
from grader.formats.writing import count, decimal


def hotspots_figure(result: Mapping[str, Any], language: str) -> Markup:
    """Files that are difficult and often changed; the reason where the history does not tell."""
    words, spots = WORDS[language], result.get("hotspots")
    if not spots:
        return Markup()
    if not spots["available"] or not spots["points"]:
        why = spots["why_not"][language] if spots["why_not"] else words["hotspots_none"]
        return tag("section", tag("h2", words["hotspots"]), tag("p", why), id="hotspots")
    sentence = (
        words["hotspots_some"].format(hot=spots["hot_files"], all=spots["changed_files"])
        if spots["hot_files"]
        else words["hotspots_none"]
    )
    listed = _hotspots_table(spots, language)
    return tag(
        "section",
        tag("h2", words["hotspots"]),
        tag("p", words["hotspots_desc"], " ", sentence),
        _scatter(scatter.scatter(spots, scatter.WIDE), spots, language, sentence, "wide"),
        _scatter(scatter.scatter(spots, scatter.NARROW), spots, language, sentence, "narrow"),
        listed if spots["hot_files"] else fold(words["as_table"], listed),
        id="hotspots",
    )


def _scatter(drawn: scatter.Scatter, spots: Mapping[str, Any], language: str, text: str, form: str) -> Markup:
    size, (x, y, width, height) = drawn.size, drawn.corner
    bottom = size.height - size.bottom
    content: list[Markup] = [
        tag(
            "rect", x=f"{x:.1f}", y=f"{y:.1f}", width=f"{width:.1f}", height=f"{height:.1f}", class_="corner"
        ),
        tag("line", x1=size.left, x2=size.width, y1=bottom, y2=bottom, class_="axis"),
    ]
    for at, value in drawn.y_marks:
        content.append(
            tag("line", x1=size.left, x2=size.width, y1=f"{at:.1f}", y2=f"{at:.1f}", class_="grid")
        )
        content.append(
            tag(
                "text", str(value), x=size.left - 8, y=f"{at + 5:.1f}", text_anchor="end", font_size=size.font
            )
        )
    for at, value in drawn.x_marks:
        content.append(
            tag(
                "text",
                str(value),
                x=f"{at:.1f}",
                y=bottom + size.font * 1.2,
                text_anchor="middle",
                font_size=size.font,
            )
        )
    content.extend(_point(point) for point in drawn.points)
    content.extend(_rank(point, size) for point in drawn.points if point.number)
    axis = spots["axes"]["x"][language]
    content.append(tag("text", axis, x=size.width, y=size.height - 6, text_anchor="end", font_size=size.font))
    return picture(
        WORDS[language]["hotspots"], text, *content,
        size=(size.width, size.height), class_=f"scatter {form}", id_=f"hotspots-{form}",
    )  # fmt: skip


def _point(point: scatter.Point) -> Markup:
    centre = {"cx": f"{point.x:.1f}", "cy": f"{point.y:.1f}", "r": f"{point.radius:.1f}"}
    return tag("circle", tag("title", point.path), **centre, class_="hot" if point.hot else "dot")


def _rank(point: scatter.Point, size: scatter.ScatterSize) -> Markup:
    """The number of the row in the table, beside its point."""
    at_the_edge = point.x > size.width - 40
    x = point.x - point.radius - 4 if at_the_edge else point.x + point.radius + 4
    return tag(
        "text",
        str(point.number),
        x=f"{x:.1f}",
        y=f"{point.y + size.font / 3:.1f}",
        text_anchor="end" if at_the_edge else "start",
        font_size=size.font,
        class_="rank",
    )


def _hotspots_table(spots: Mapping[str, Any], language: str) -> Markup:
    words = WORDS[language]
    rows: list[list[Content]] = [
        [
            joined(f"{rank}. ", tag("code", file["path"]), changed_mark(file, language)),
            decimal(file["expected"], language),
            count(file["changes_last_12_months"], language),
            count(file["authors_last_12_months"], language),
            count(file["code_lines"], language),
        ]
        for rank, file in enumerate(spots["files"][:10], 1)
    ]
    heads = [(words["file"], False), (words["expected"], True), (words["changes"], True)]
    return table(words["hotspots"], [*heads, (words["people"], True), (words["lines"], True)], rows)
