"""All findings by topic, each with its measure, its places and the lines they point to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from grader.formats.page.markup import Content, Markup, fold, joined, tag
from grader.formats.page.signs import changed_mark, outcome_sign
from grader.formats.page.words import WORDS
from grader.formats.writing import is_history, measured, note, percent, place

Excerpts = Mapping[str, list[Mapping[str, Any]]]


def findings_part(result: Mapping[str, Any], language: str) -> Markup:
    """Every finding, grouped by topic; open ones first, with highlighted lines where there are some."""
    quoted: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for excerpt in result["excerpts"]:
        quoted[excerpt["indicator"]].append(excerpt)
    topics = [_topic(topic, result, quoted, language) for topic in result["topics"]]
    return tag("section", tag("h2", WORDS[language]["findings"]), *topics, id="findings")


def _topic(topic: Mapping[str, Any], result: Mapping[str, Any], quoted: Excerpts, language: str) -> Markup:
    own = [finding for finding in result["findings"] if finding["topic"] == topic["id"]]
    own.sort(key=lambda finding: finding["outcome"] != "not_met")
    grade = f" {topic['grade']}" if topic["grade"] else ""
    rows = [_finding(finding, quoted.get(finding["indicator"], []), language) for finding in own]
    return (
        joined(tag("h3", topic["title"][language], grade, id=f"topic-{topic['id']}"), *rows)
        if own
        else Markup()
    )


def _finding(finding: Mapping[str, Any], quoted: list[Mapping[str, Any]], language: str) -> Markup:
    words = WORDS[language]
    touched = {"new_or_touched": any(one.get("new_or_touched") for one in finding["evidence"])}
    head = joined(
        outcome_sign(finding["outcome"], language),
        tag("b", finding["title"][language]),
        tag("code", finding["indicator"], class_="muted"),
        changed_mark(touched, language),
    )
    about: list[tuple[str, Content]] = (
        [(words["value"], _value(finding, language))] if finding["measure"] else []
    )
    about += [
        (words["matters"], finding["why"][language]),
        (words["how"], finding["how"][language]),
        (words["cannot"], finding["limits"][language]),
        (words["remedy"], finding["remedy"][language]),
        (words["effort"], words[f"effort_{finding['effort']}"]),
    ]
    terms = [joined(tag("dt", name), tag("dd", text)) for name, text in about]
    return fold(
        head,
        tag("p", finding["statement"][language], class_="statement"),
        *(_excerpt(one) for one in quoted),
        _places(finding, language),
        tag("dl", *terms),
        class_=f"fold finding {finding['outcome']}",
    )


def _value(finding: Mapping[str, Any], language: str) -> str:
    words, measure = WORDS[language], finding["measure"]
    text = measured(measure, language)
    if measure["better_than"] is not None:
        share = percent(measure["better_than"], language)
        compared = words["of_compared"].format(share=share, count=measure["compared_with"])
        text += f". {words['better_than']} {compared}"
    return text


def _places(finding: Mapping[str, Any], language: str) -> Markup:
    rows = [
        tag(
            "li", tag("code", place(one)), " ", note(one, finding, language), " ", changed_mark(one, language)
        )
        for one in finding["evidence"]
        if not is_history(one)
    ]
    if not rows:
        return Markup()
    return joined(tag("p", tag("b", WORDS[language]["places"])), tag("ul", *rows, class_="places"))


def _excerpt(excerpt: Mapping[str, Any]) -> Markup:
    """Lines as they stand in the source, numbered; those the finding points to are marked."""
    first, (start, end) = excerpt["from_line"], excerpt["marked"]
    lines = [
        tag(
            "span",
            tag("span", str(number), class_="n", aria_hidden="true"),
            f"{text}\n",
            class_="marked" if start <= number <= end else None,
        )
        for number, text in enumerate(excerpt["lines"], first)
    ]
    label = f"{excerpt['path']}:{start}–{end}" if end > start else f"{excerpt['path']}:{start}"
    return tag(
        "figure",
        tag("figcaption", tag("code", label)),
        tag("pre", tag("code", *lines), tabindex=0, role="region", aria_label=label),
        class_="excerpt",
    )
