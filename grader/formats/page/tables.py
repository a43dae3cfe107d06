"""The page's long tables: files, functions, repetitions, parts of others, and what was left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.formats.page.markup import Content, Markup, fold, joined, table, tag
from grader.formats.page.signs import changed_mark, section
from grader.formats.page.words import WORDS
from grader.formats.writing import count, decimal, place

MAX_FILES, FILES_AT_ONCE, MAX_PARTS = 300, 20, 300


def files(result: Mapping[str, Any], language: str) -> Markup:
    """Judged files, hardest first, with interval and strongest reason; a script filters them."""
    words, judged = WORDS[language], result.get("files", [])
    if not judged:
        return Markup()
    rows = [_file(file, language) for file in judged[:MAX_FILES]]
    heads = [
        (words["file"], False),
        (words["language"], False),
        (words["lines"], True),
        (words["expected"], True),
        (words["range"], True),
        (words["reason"], False),
    ]
    field = tag(
        "label", words["filter"], " ", tag("input", type="search", id="filter"), class_="filter", hidden=True
    )
    shown = words["files_shown"].format(shown=count(len(rows), language), all=count(len(judged), language))
    listed = table(words["all_files"], heads, rows[:FILES_AT_ONCE], class_="register files")
    folded = Markup()
    if more := rows[FILES_AT_ONCE:]:
        title = words["more_files"].format(n=count(len(more), language))
        folded = fold(title, table(title, heads, more, class_="register files"), class_="fold long")
    return section(words["all_files"], tag("p", shown, class_="muted"), field, listed, folded, id_="files")


def _file(file: Mapping[str, Any], language: str) -> list[Content]:
    words, judged = WORDS[language], file["maintainability"]
    test = tag("span", f" {words['test_file']}", class_="muted") if file["role"] == "test" else ""
    why: Content = file["reasons"][0]["text"][language] if file["reasons"] else "–"
    if file["disagreement"]:
        said = words["twin"].format(value=decimal(file["twin"], language))
        why = joined(why, tag("br"), tag("span", said, class_="muted small"))
    ends = f"{decimal(judged['low'], language)}–{decimal(judged['high'], language)}"
    return [
        joined(tag("code", file["path"]), test, changed_mark(file, language)),
        file["language"],
        count(file["lines"], language),
        decimal(judged["expected"], language),
        ends,
        why,
    ]


def functions(result: Mapping[str, Any], language: str) -> Markup:
    """The hardest functions with their figures."""
    words = WORDS[language]
    rows: list[list[Content]] = [
        [
            joined(tag("code", one["name"]), changed_mark(one, language)),
            tag("code", place(one)),
            count(one["code_lines"], language),
            count(one["complexity"], language),
            count(one["nesting"], language),
        ]
        for one in result["largest_functions"]
    ]
    heads = [(words["function"], False), (words["first_place"], False), (words["lines"], True)]
    heads += [(words["paths"], True), (words["levels"], True)]
    return (
        section(words["functions"], table(words["functions"], heads, rows), id_="functions")
        if rows
        else Markup()
    )


def duplicates(result: Mapping[str, Any], language: str) -> Markup:
    """The longest repetitions, both places of each."""
    words = WORDS[language]
    rows: list[list[Content]] = [
        [
            joined(tag("code", place(one)), changed_mark(one, language)),
            tag("code", place({"path": one["other_path"], "line": one["other_line"]})),
            count(one["lines"], language),
        ]
        for one in result["duplicates"]
    ]
    heads = [(words["first_place"], False), (words["second_place"], False), (words["lines"], True)]
    return (
        section(words["duplicates"], table(words["duplicates"], heads, rows), id_="duplicates")
        if rows
        else Markup()
    )


def dependencies(result: Mapping[str, Any], language: str) -> Markup:
    """Third-party parts by ecosystem, and the list of those asked for."""
    words, found = WORDS[language], result.get("dependencies")
    if not found or not found["ecosystems"]:
        return Markup()
    sums: list[list[Content]] = [
        [one["ecosystem"], *(count(one[key], language) for key in ("direct", "locked", "with_licence"))]
        for one in found["ecosystems"]
    ]
    heads = [
        (words["ecosystem"], False),
        (words["direct"], True),
        (words["locked"], True),
        (words["licensed"], True),
    ]
    parts: list[list[Content]] = [
        [
            tag("code", one["name"]),
            one["requested"] or "–",
            one["resolved"] or words["unknown"],
            one["licence"] or words["unknown"],
            tag("code", place(one)),
        ]
        for one in found["direct"][:MAX_PARTS]
    ]
    names = [words["part"], words["requested"], words["resolved"], words["licence"], words["first_place"]]
    return section(
        words["dependencies"],
        table(words["dependencies"], heads, sums),
        fold(words["direct"], table(words["direct"], [(name, False) for name in names], parts))
        if parts
        else Markup(),
        id_="dependencies",
    )


def left_out(result: Mapping[str, Any], language: str) -> Markup:
    """What was not measured, by kind, with the rule that decided."""
    words = WORDS[language]
    rows: list[list[Content]] = [
        [
            one["title"][language],
            count(one["files"], language),
            count(one["lines"], language),
            tag("ul", *(_example(example) for example in one["examples"]), class_="places"),
        ]
        for one in result["left_out"]
    ]
    heads = [
        (words["sort"], False),
        (words["files"], True),
        (words["lines"], True),
        (words["largest"], False),
    ]
    return (
        section(words["left_out"], table(words["left_out"], heads, rows), id_="left-out")
        if rows
        else Markup()
    )


def _example(example: Mapping[str, Any]) -> Markup:
    return tag("li", tag("code", example["path"]), " ", tag("span", example["why"], class_="muted"))
