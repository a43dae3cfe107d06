"""The card's second half: what a change touches, where to start, hotspots, and the hardest files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text as Line

from grader.formats.card_parts import grid, rows, section
from grader.formats.card_words import WORDS
from grader.formats.writing import decimal, open_findings, place, printable, touched
from grader.formats.writing import hard_files as hard_files_of

MAX_FINDINGS, MAX_FILES, MAX_STEPS, MAX_TOUCHED = 6, 3, 3, 10


def change(result: Mapping[str, Any], language: str) -> list[RenderableType]:
    """What the change touches; nothing where none was asked for."""
    words, since = WORDS[language], result.get("since")
    if not since:
        return []
    found = [
        ({**finding, "said": finding["statement"][language], "evidence": places}, _unit(finding, language))
        for finding in open_findings(result)
        if (places := touched(finding["evidence"]))
    ]
    shown = rows(found[:MAX_TOUCHED], language) if found else Line(words["since_none"])
    about = words["since_text"].format(**since | {"revision": printable(since["revision"])})
    return section(words["since"], Line(about), shown)


def where_to_start(result: Mapping[str, Any], language: str) -> list[RenderableType]:
    """Steps with their effect on the grade where they were computed, then the open findings."""
    words = WORDS[language]
    steps = [step for step in result.get("next_steps", []) if step["kind"] == "grade"][:MAX_STEPS]
    parts: list[RenderableType] = []
    if steps:
        table = grid()
        for number, step in enumerate(steps, 1):
            grade, topic = (_moved(step[key], words["stays"]) for key in ("grade", "topic_grade"))
            effect = words["effect"].format(grade=grade, topic=topic)
            table.add_row(
                Line(str(number)),
                Line(printable(step["summary"][language])).append(f"  {effect}", style="dim"),
            )
        parts += section(words["steps"], table)
    noticed = {notice["id"] for notice in result["notices"]}
    found = [finding for finding in open_findings(result) if finding["indicator"] not in noticed]
    found += [finding for finding in result["findings"] if finding["outcome"] == "error"]
    if found:
        said = (
            ({**one, "said": one["statement"][language]}, _unit(one, language))
            for one in found[:MAX_FINDINGS]
        )
        shown = rows(said, language)
        parts += section(words["findings"], shown)
    return parts


def _moved(grades: Mapping[str, str | None], stays: str) -> str:
    before, after = grades["before"] or "–", grades["after"] or "–"
    return stays.format(grade=after) if before == after else f"{before} → {after}"


def _unit(finding: Mapping[str, Any], language: str) -> str:
    return f" {finding['note_meaning'][language]}" if finding["note_meaning"] else ""


def hotspots(result: Mapping[str, Any], language: str) -> list[RenderableType]:
    """The first hotspots with their reason."""
    table = grid()
    hot = [file for file in result.get("hotspots", {}).get("files", []) if file["hot"]]
    for number, file in enumerate(hot[:MAX_FILES], 1):
        path = Line(printable(file["path"]), style="bold", overflow="fold")
        table.add_row(Line(str(number)), Group(path, Line(file["why"][language])))
    return section(WORDS[language]["hotspots"], table) if hot else []


def hard_files(result: Mapping[str, Any], language: str) -> list[RenderableType]:
    """The hardest files with interval and strongest reason."""
    words, table = WORDS[language], grid()
    for number, file in enumerate(hard_files_of(result)[:MAX_FILES], 1):
        table.add_row(Line(str(number)), Group(*_hard_file(file, language)))
    if not table.row_count:
        return []
    about = Line(words["model"].format(**result["maintainability"]), style="dim")
    return section(words["hardest"], table, about)


def _hard_file(file: Mapping[str, Any], language: str) -> Iterator[RenderableType]:
    words = WORDS[language]
    ends = {name: decimal(value, language) for name, value in file["maintainability"].items()}
    yield Line(place({"path": file["path"]}), style="bold", overflow="fold")
    yield Line(words["expected"].format(word=file["word"][language], **ends))
    yield Line(f"→ {file['reasons'][0]['text'][language]}", style="dim")
    if file["disagreement"]:
        yield Line(words["twin"].format(twin=decimal(file["twin"], language)), style="dim")
