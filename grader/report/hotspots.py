"""Hotspots: files that are difficult and often changed, where mistakes happen and improvement pays most.

The idea is that of Adam Tornhill (Your Code as a Crime Scene, 2015): of all difficult files, those matter
that people have to change again and again. He takes lines of code or indentation for the difficulty; we take
the judgement experts would be expected to give (the trained model), and the changes of twelve months.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from grader.facts.days import years_before
from grader.facts.model import Facts, FileHistory, History
from grader.findings import Text
from grader.maintainability.judging import JudgedFile, judged_code
from grader.maintainability.words import CLASSES, HARD_FROM
from grader.wording import say

MAX_FILES = 50
MAX_POINTS = 300
MIN_CHANGES = 3
BUSY_SHARE = 0.75  # often: at least as many changes as three of four changed files have

AXES = {
    "x": Text("Änderungen in zwölf Monaten", "Changes in twelve months"),
    "y": Text("Erwarteter Pflegeaufwand (0 leicht, 3 schwer)", "Expected difficulty (0 easy, 3 hard)"),
}


def hotspots(facts: Facts) -> dict[str, Any]:
    """Rank the program's files by expected difficulty times changes by people in the last twelve months.

    Args:
        facts: what the folder contains, with its history.

    Returns:
        The section `hotspots`: `files` best ranked first, at most 50, and `points` for a picture. Without the
        history of the last twelve months `available` is false and `why_not` says why.
    """
    why_not = _why_not(facts.history, facts.as_of)
    if why_not is not None:
        return _section(why_not, [], 0)
    changed = {file.path: file for file in facts.history.files if file.changes_last_12_months}
    judged = [one for one in judged_code(facts).production if one.file.path in changed]
    often = _often([changed[one.file.path].changes_last_12_months for one in judged])
    rows = [_row(one, changed[one.file.path], often) for one in judged]
    rows.sort(key=lambda row: (-row["score"], -row["changes_last_12_months"], row["path"]))
    return _section(None, rows, often)


def _why_not(history: History, as_of: date) -> Text | None:
    if not history.available:
        return Text("Es gibt keine Versionsgeschichte.", "There is no version history.")
    if history.truncated or history.files_since is None:
        return Text(
            "Die Versionsgeschichte der letzten zwölf Monate ist nicht vollständig da.",
            "The version history of the last twelve months is not all there.",
        )
    whole = history.first_commit_on is not None and history.files_since <= history.first_commit_on
    if history.files_since > years_before(as_of, 1) and not whole:
        return Text(
            "Die Versionsgeschichte ist zu groß, um alle Änderungen der letzten zwölf Monate zu lesen.",
            "The version history is too large to read all changes of the last twelve months.",
        )
    return None


def _often(changes: list[int]) -> int:
    """The number of changes from which on a file is changed often."""
    ranked = sorted(changes)
    return max(MIN_CHANGES, ranked[int(BUSY_SHARE * (len(ranked) - 1))]) if ranked else MIN_CHANGES


def _row(judged: JudgedFile, history: FileHistory, often: int) -> dict[str, Any]:
    file, changes, expected = judged.file, history.changes_last_12_months, judged.expected
    return {
        "path": file.path,
        "language": file.language,
        "code_lines": file.code_lines,
        "expected": expected,
        "class": judged.difficulty_class,
        "changes_last_12_months": changes,
        "authors_last_12_months": history.authors_last_12_months,
        "changes": history.changes,
        "last_changed_on": history.last_changed_on.isoformat(),
        "score": round(expected * changes, 2),
        "hot": expected >= HARD_FROM and changes >= often,
        "why": _why(judged, history).as_dict(),
    }


def _why(judged: JudgedFile, history: FileHistory) -> Text:
    people = history.authors_last_12_months
    return say(
        "{word} und in zwölf Monaten {changes}-mal geändert, von {people}.",
        "{word} and changed {changes} in twelve months, by {people}.",
        word=_capital(CLASSES[judged.difficulty_class]),
        changes=_times(history.changes_last_12_months),
        people=Text("einer Person", "one person")
        if people == 1
        else say("{n} Personen", "{n} people", n=people),
    )


def _times(count: int) -> Text:
    number = say("{n}", "{n}", n=count)
    return Text(number.de, "once" if count == 1 else f"{number.en} times")


def _capital(text: Text) -> Text:
    return Text(text.de[:1].upper() + text.de[1:], text.en[:1].upper() + text.en[1:])


def _section(why_not: Text | None, rows: list[dict[str, Any]], often: int) -> dict[str, Any]:
    return {
        "available": why_not is None,
        "why_not": why_not.as_dict() if why_not else None,
        "axes": {name: title.as_dict() for name, title in AXES.items()},
        "often_from": often or None,
        "hard_from": HARD_FROM,
        "changed_files": len(rows),
        "hot_files": sum(row["hot"] for row in rows),
        "files": [row for row in rows if row["score"] > 0][:MAX_FILES],
        "points": [
            {
                "path": row["path"],
                "x": row["changes_last_12_months"],
                "y": row["expected"],
                "code_lines": row["code_lines"],
                "hot": row["hot"],
            }
            for row in rows[:MAX_POINTS]
        ],
    }
