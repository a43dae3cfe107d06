"""A short summary in Markdown for a merge request or the summary page of an automated run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from grader.formats.writing import count, decimal, hard_files, measured, open_findings, place, printable

MAX_FINDINGS, MAX_PLACES, MAX_FILES, MAX_STEPS = 8, 3, 5, 3
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|<>~&@:-])")

_WORDS = {
    "de": {
        "title": "Programmierung",
        "reasons": "Drei Gründe",
        "change": "Diese Änderung",
        "since": "Verglichen mit {revision}: {changed} Dateien geändert, davon {new} neu; {removed} "
        "entfernt.",
        "none": "In den geänderten Zeilen liegt keine der genannten Schwächen.",
        "touched": "Schwächen, deren Stellen in geänderten Zeilen liegen. Ob die Änderung sie verursacht "
        "hat, "
        "sagt das nicht.",
        "hard": "Geänderte Dateien, die schwer zu pflegen sind",
        "findings": "Was nicht erfüllt ist",
        "steps": "Was als Nächstes hilft",
        "finding": "Befund",
        "measure": "Wert",
        "places": "Stellen",
        "file": "Datei",
        "expected": "Erwarteter Pflegeaufwand (0 bis 3)",
        "more": "und {n} weitere",
        "foot": "Stand {as_of}, Regeln {rules}. Das Programm wurde gelesen, nicht ausgeführt.",
    },
    "en": {
        "title": "Programming",
        "reasons": "Three reasons",
        "change": "This change",
        "since": "Compared with {revision}: {changed} files changed, {new} of them new; {removed} removed.",
        "none": "None of the weaknesses named lies in the changed lines.",
        "touched": "Weaknesses with places in changed lines. That does not say the change caused them.",
        "hard": "Changed files that are hard to maintain",
        "findings": "What is not met",
        "steps": "What helps next",
        "finding": "Finding",
        "measure": "Value",
        "places": "Places",
        "file": "File",
        "expected": "Expected difficulty (0 to 3)",
        "more": "and {n} more",
        "foot": "As of {as_of}, rules {rules}. The program was read, not run.",
    },
}


def markdown(result: Mapping[str, Any], language: str, name: str) -> str:
    """Summarise a result; with `--since` the change comes first and other findings are left out.

    Args:
        result: what `grade_folder` returned.
        language: `de` or `en`.
        name: what was graded.
    """
    words = _WORDS[language]
    lines = [*_head(result, language, name)]
    if "since" in result:
        lines += [*_change(result, language)]
    else:
        lines += [*_reasons(result, language), *_open(result, language), *_steps(result, language)]
    foot = words["foot"].format(as_of=result["as_of"], rules=result["tool"]["rules"])
    return "\n".join([*lines, f"<sub>{foot}</sub>", ""])


def plain(text: str) -> str:
    """Escape what Markdown or HTML could read as its own; foreign names stay in one line."""
    return _SPECIAL.sub(r"\\\1", printable(" ".join(text.split())))


def code(text: str) -> str:
    """A code span that the text cannot leave (CommonMark, section 6.1), usable inside of tables."""
    text = printable(" ".join(text.split())).replace("|", "\\|")
    runs = max((len(run) for run in re.findall("`+", text)), default=0)
    fence, gap = "`" * (runs + 1), " " if runs else ""
    return f"{fence}{gap}{text}{gap}{fence}"


def _head(result: Mapping[str, Any], language: str, name: str) -> Iterator[str]:
    verdict = result["verdict"]
    letter = f"{verdict['grade']}, " if verdict["grade"] else ""
    yield f"### {_WORDS[language]['title']} {plain(name)}: {letter}{verdict['grade_word'][language]}"
    yield ""
    yield plain(verdict["headline"][language])
    if verdict["needed"]:
        yield ""
        yield plain(verdict["needed"][language])
    yield ""


def _change(result: Mapping[str, Any], language: str) -> Iterator[str]:
    words, since = _WORDS[language], result["since"]
    yield f"#### {words['change']}"
    yield ""
    yield words["since"].format(
        revision=code(since["revision"]),
        changed=count(since["files_changed"], language),
        new=count(since["files_new"], language),
        removed=count(since["files_removed"], language),
    )
    yield ""
    touched = [
        {**finding, "evidence": [one for one in finding["evidence"] if one.get("new_or_touched")]}
        for finding in open_findings(result)
    ]
    rows = [finding for finding in touched if finding["evidence"]]
    if rows:
        yield words["touched"]
        yield ""
        yield from _table(rows, language)
    else:
        yield words["none"]
        yield ""
    hard = [
        file for file in hard_files(result) if file.get("new_or_touched") and file["class"].endswith("hard")
    ]
    if hard:
        yield f"| {words['hard']} | {words['expected']} |"
        yield "|---|---:|"
        for file in hard[:MAX_FILES]:
            yield f"| {code(place(file))} | {decimal(file['maintainability']['expected'], language)} |"
        yield ""


def _reasons(result: Mapping[str, Any], language: str) -> Iterator[str]:
    if result["reasons"]:
        yield f"#### {_WORDS[language]['reasons']}"
        yield ""
    for reason in result["reasons"]:
        sign = "➕" if reason["direction"] == "plus" else "➖"
        yield f"- {sign} **{plain(reason['title'][language])}.** {plain(reason['text'][language])}"
    yield ""


def _open(result: Mapping[str, Any], language: str) -> Iterator[str]:
    rows = open_findings(result)[:MAX_FINDINGS]
    if rows:
        yield f"#### {_WORDS[language]['findings']}"
        yield ""
        yield from _table(rows, language)


def _table(rows: Sequence[Mapping[str, Any]], language: str) -> Iterator[str]:
    words = _WORDS[language]
    yield f"| {words['finding']} | {words['measure']} | {words['places']} |"
    yield "|---|---:|---|"
    for finding in rows:
        value = measured(finding["measure"], language) if finding["measure"] else ""
        places = [code(place(one)) for one in finding["evidence"][:MAX_PLACES]]
        if more := len(finding["evidence"]) - MAX_PLACES:
            places += [words["more"].format(n=more)] if more > 0 else []
        yield f"| {plain(finding['statement'][language])} | {value} | {'<br>'.join(places)} |"
    yield ""


def _steps(result: Mapping[str, Any], language: str) -> Iterator[str]:
    steps = [step for step in result.get("next_steps", []) if step["kind"] == "grade"][:MAX_STEPS]
    if steps:
        yield f"#### {_WORDS[language]['steps']}"
        yield ""
    for step in steps:
        before, after = step["grade"]["before"], step["grade"]["after"]
        yield f"1. {plain(step['summary'][language])} ({before} → {after})"
    if steps:
        yield ""
