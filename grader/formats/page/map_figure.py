"""The map of the program: size and difficulty of its files, with the numbers as table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.drawing import code_map, treemap
from grader.drawing.code_map import District, SizedFile
from grader.formats.page.markup import Content, Markup, fold, picture, table, tag
from grader.formats.page.words import WORDS
from grader.formats.writing import count, decimal


def map_figure(result: Mapping[str, Any], language: str) -> Markup:
    """The program by size and difficulty; nothing where no file was judged."""
    words = WORDS[language]
    files = [
        SizedFile(file["path"], int(file["lines"]), float(file["maintainability"]["expected"]))
        for file in result.get("files", [])
        if file["role"] == "production"
    ]
    folders = [part["path"] for part in result["components"]]
    wide = code_map.code_map(files, folders, treemap.WIDE)
    if not wide:
        return Markup()
    narrow = code_map.code_map(files, folders, treemap.NARROW)
    hardest, largest = max(wide, key=lambda one: one.difficulty), wide[0]
    sentence = words["map_text"].format(folder=hardest.path, largest=largest.path)
    legend = [tag("i", class_=f"tone-{tone}") for tone in range(1, 6)]
    agreed = result["maintainability"]["agreement"]["language"]
    return tag(
        "section",
        tag("h2", words["map"]),
        tag("p", words["map_desc"], " ", sentence if len(wide) > 1 else ""),
        _map(wide, treemap.WIDE, words, sentence, "wide"),
        _map(narrow, treemap.NARROW, words, sentence, "narrow"),
        tag(
            "p",
            words["easy"],
            tag("span", *legend, class_="legend", aria_hidden="true"),
            words["hard"],
            class_="muted",
        ),
        tag("p", words["model"].format(language=agreed), class_="muted small"),
        fold(words["as_table"], _districts_table(wide, language)),
        id="map",
    )


def _map(
    districts: list[District], size: treemap.MapSize, words: Mapping[str, str], text: str, form: str
) -> Markup:
    tiles = [
        tag("rect", tag("title", tile.path) if tile.path else "", x=f"{tile.x:.1f}", y=f"{tile.y:.1f}",
            width=f"{tile.width:.1f}", height=f"{tile.height:.1f}", class_=f"tone-{tile.tone}")
        for district in districts for tile in district.tiles
    ]  # fmt: skip
    frames = [
        tag("rect", x=f"{one.x:.1f}", y=f"{one.y:.1f}", width=f"{one.width:.1f}", height=f"{one.height:.1f}",
            class_="district")
        for one in districts
    ]  # fmt: skip
    names = [
        tag(
            "text",
            one.name,
            x=f"{one.x + 5:.1f}",
            y=f"{one.y + size.font * 1.2:.1f}",
            font_size=size.font,
            class_="strong",
        )
        for one in districts
        if one.name
    ]
    return picture(
        words["map"], text, *frames, *tiles, *names,
        size=(size.width, size.height), class_=f"map {form}", id_=f"map-{form}",
    )  # fmt: skip


def _districts_table(districts: list[District], language: str) -> Markup:
    words = WORDS[language]
    rows: list[list[Content]] = [
        [
            tag("code", one.path),
            count(one.files, language),
            count(one.lines, language),
            decimal(one.difficulty, language),
            tag("code", one.hardest),
        ]
        for one in districts
    ]
    heads = [(words["folder"], False), (words["files"], True), (words["lines"], True), (words["mean"], True)]
    return table(words["map"], [*heads, (words["hardest_file"], False)], rows)
