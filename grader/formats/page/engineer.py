"""The part for engineers: pictures, findings, files, functions, repetitions, parts, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.formats.page.comparison_figures import positions_figure
from grader.formats.page.coupling_figure import coupling_figure
from grader.formats.page.findings import findings_part
from grader.formats.page.hotspots_figure import hotspots_figure
from grader.formats.page.map_figure import map_figure
from grader.formats.page.markup import Content, Markup, fold, joined, table, tag
from grader.formats.page.signs import section
from grader.formats.page.tables import dependencies, duplicates, files, functions, left_out
from grader.formats.page.words import WORDS
from grader.formats.writing import count, open_findings, place, touched


def engineer_part(result: Mapping[str, Any], language: str) -> Markup:
    """Everything an engineer needs to check and mend."""
    return joined(
        _since(result, language),
        map_figure(result, language),
        hotspots_figure(result, language),
        _steps(result, language),
        positions_figure(result, language),
        coupling_figure(result, language),
        findings_part(result, language),
        files(result, language),
        functions(result, language),
        duplicates(result, language),
        dependencies(result, language),
        left_out(result, language),
        _unknown(result, language),
    )


def _since(result: Mapping[str, Any], language: str) -> Markup:
    words, since = WORDS[language], result.get("since")
    if not since:
        return Markup()
    text = words["since_text"].format(
        revision=since["revision"],
        changed=count(since["files_changed"], language),
        new=count(since["files_new"], language),
        removed=count(since["files_removed"], language),
    )
    rows = [
        tag(
            "li",
            finding["statement"][language],
            " ",
            *(joined(tag("code", place(one)), " ") for one in places[:5]),
        )
        for finding in open_findings(result)
        if (places := touched(finding["evidence"]))
    ]
    listed = tag("ul", *rows, class_="dashes") if rows else tag("p", words["since_none"])
    return section(words["since"], tag("p", text), listed, id_="since", class_="band")


def _steps(result: Mapping[str, Any], language: str) -> Markup:
    words = WORDS[language]
    steps = [step for step in result.get("next_steps", []) if step["kind"] == "grade"]
    if not steps:
        return Markup()
    rows: list[list[Content]] = [
        [
            joined(
                tag("b", step["summary"][language]), tag("p", step["assumed"][language], class_="muted small")
            ),
            _step_places(step),
            words[f"effort_{step['effort']}"],
            _effect(step["topic_grade"]),
            _effect(step["grade"]),
        ]
        for step in steps
    ]
    heads = [words["step"], words["places"], words["effort"], words["topic_effect"], words["effect"]]
    return section(
        words["steps"],
        tag("p", words["steps_intro"], class_="muted"),
        table(words["steps"], [(head, False) for head in heads], rows),
        id_="steps",
    )


def _effect(grades: Mapping[str, str | None]) -> str:
    before, after = grades["before"] or "–", grades["after"] or "–"
    return after if before == after else f"{before} → {after}"


def _step_places(step: Mapping[str, Any]) -> Markup:
    rows = [tag("li", tag("code", place(one))) for one in step["places"]]
    if not rows:
        return Markup("–")
    return fold(str(len(rows)), tag("ul", *rows, class_="places"), class_="small")


def _unknown(result: Mapping[str, Any], language: str) -> Markup:
    words = WORDS[language]
    rows = [
        tag("li", tag("b", finding["title"][language]), ": ", finding["statement"][language])
        for finding in result["findings"]
        if finding["outcome"] in {"not_assessable", "error"}
    ]
    listed = tag("ul", *rows, class_="dashes") if rows else tag("p", words["open_none"])
    return section(words["open"], listed, id_="unknown")
