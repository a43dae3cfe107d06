"""The part for those who decide: grade, reasons, consequences, questions, profile, certainty, limits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.formats.page.comparison_figures import distribution_figure, position_bar
from grader.formats.page.markup import Content, Markup, joined, table, tag
from grader.formats.page.signs import day_of, outcome_sign, section, sign
from grader.formats.page.words import WORDS
from grader.formats.writing import is_history, percent, place
from grader.report.advice import Consequence, consequences, questions

GRADES = "ABCDE"


def officer_part(result: Mapping[str, Any], language: str) -> Markup:
    """Everything a municipal officer needs, in the order of the questions they ask."""
    parts = [
        _verdict(result, language),
        _reasons(result, language),
        _meaning(result, language),
        _profile(result, language),
        distribution_figure(result, language),
        _certainty(result, language),
        _notices(result, language),
    ]
    return joined(*parts)


def _verdict(result: Mapping[str, Any], language: str) -> Markup:
    words, verdict = WORDS[language], result["verdict"]
    letter, word = verdict["grade"], verdict["grade_word"][language]
    day = tag("p", words["ai"].format(day=day_of(result["as_of"], language)), class_="muted")
    scale = _scale(letter, words) if letter else Markup()
    said = joined(tag("b", f"{letter}: {word}.")) if letter else tag("b", f"{words['no_grade']}: {word}.")
    needed = (
        tag("p", tag("b", f"{words['needed']}: "), verdict["needed"][language])
        if verdict["needed"]
        else Markup()
    )
    return tag(
        "section",
        tag("div", day, scale, tag("p", said)),
        tag("div", tag("p", verdict["headline"][language], class_="lead"), needed),
        class_="verdict",
        aria_label=words["grade"],
    )


def _scale(letter: str, words: Mapping[str, str]) -> Markup:
    steps = [tag("li", one, class_="chosen" if one == letter else None) for one in GRADES]
    return joined(
        tag("p", words["scale"].format(letter=letter), class_="unseen"),
        tag("ol", *steps, class_="scale", aria_hidden="true"),
    )


def _reasons(result: Mapping[str, Any], language: str) -> Markup:
    words = WORDS[language]
    columns = [
        tag(
            "li",
            tag("p", sign(one["direction"] == "plus"), words[one["direction"]], class_="stand"),
            tag("h3", one["title"][language]),
            tag("p", one["text"][language]),
        )
        for one in result["reasons"]
    ]
    return section(words["reasons"], tag("ul", *columns, class_="reasons")) if columns else Markup()


def _meaning(result: Mapping[str, Any], language: str) -> Markup:
    words = WORDS[language]
    said = [_consequence(one, language) for one in consequences(result)]
    asked = [tag("li", getattr(one.text, language)) for one in questions(result)]
    left = (
        tag("section", tag("h2", words["meaning"]), tag("ul", *said, class_="signed")) if said else Markup()
    )
    right = tag("section", tag("h2", words["ask"]), tag("ol", *asked, class_="asked"))
    return tag("div", left, right, class_="two")


def _consequence(one: Consequence, language: str) -> Markup:
    good = {"met": True, "not_met": False}.get(one.state)
    title = tag("b", getattr(one.title, language), ". ")
    return tag("li", sign(good), tag("span", title, getattr(one.text, language)))


def _profile(result: Mapping[str, Any], language: str) -> Markup:
    words = WORDS[language]
    rows = [_topic(topic, result, language) for topic in result["topics"]]
    heads = [
        (words["topic"], False),
        (words["grade"], False),
        (words["place"], False),
        (words["answers"], False),
    ]
    return section(
        words["profile"],
        tag("p", words["profile_intro"], class_="muted"),
        table(words["profile"], heads, rows, class_="register profile"),
        id_="profile",
    )


def _topic(topic: Mapping[str, Any], result: Mapping[str, Any], language: str) -> list[Content]:
    words = WORDS[language]
    if topic["graded"]:
        letter: Content = tag("b", topic["grade"] or "–", class_="letter")
    else:
        letter = tag("span", words["own_verdict"], class_="muted")
    position = topic["position"]
    bar: Content = position_bar(position, percent(position, language)) if position is not None else "–"
    return [topic["title"][language], letter, bar, _answers(topic, result, language)]


def _answers(topic: Mapping[str, Any], result: Mapping[str, Any], language: str) -> Markup:
    """One word for each question of the topic that is answered with no or not at all, and a sum."""
    words = WORDS[language]
    own = [finding for finding in result["findings"] if finding["indicator"] in set(topic["findings"])]
    amounts = {
        outcome: sum(finding["outcome"] == outcome for finding in own)
        for outcome in ("met", "not_met", "not_assessable", "error")
    }
    said = [f"{amount}\u00a0{words[outcome]}" for outcome, amount in amounts.items() if amount]
    return tag("span", ", ".join(said) or words["not_applicable"])


def _certainty(result: Mapping[str, Any], language: str) -> Markup:
    words, sure = WORDS[language], result["verdict"]["confidence"]
    left = Markup()
    if sure:
        fields = [tag("i", class_="on" if level <= sure["level"] else None) for level in range(1, 5)]
        left = tag(
            "section",
            tag("h2", words["sure"]),
            tag(
                "p",
                tag("span", *fields, class_="fields", aria_hidden="true"),
                tag("b", sure["word"][language]),
            ),
            tag("p", sure["why"][language]),
        )
    limits = [tag("li", limit[language]) for limit in result["limits"]]
    right = tag("section", tag("h2", words["limits"]), tag("ul", *limits, class_="dashes"), class_="framed")
    return tag("div", left, right, class_="two")


def _notices(result: Mapping[str, Any], language: str) -> Markup:
    words = WORDS[language]
    rows: list[list[Content]] = [
        [one["title"][language], outcome_sign(one["outcome"], language), _with_places(one, language)]
        for one in result["notices"]
    ]
    heads = [(words["topic"], False), (words["answers"], False), (words["why"], False)]
    return section(words["aside"], table(words["aside"], heads, rows)) if rows else Markup()


def _with_places(notice: Mapping[str, Any], language: str) -> Markup:
    places = [tag("code", place(one)) for one in notice["evidence"][:2] if not is_history(one)]
    return joined(notice["text"][language], *(joined(tag("br"), one) for one in places))
