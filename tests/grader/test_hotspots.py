"""Hotspots are files that are difficult and often changed; --since marks what a change has touched."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema

from grader.facts.changes import changed_since
from grader.facts.difficulty import FACT_NAMES
from grader.facts.model import Facts, FileFacts, FileHistory, History
from grader.report import SCHEMA_FILE
from grader.report.hotspots import hotspots
from grader.report.since import restrict_to_changes
from grader.run import grade_folder
from tests.grader.building import (
    SOME_HISTORY,
    TODAY,
    archive_of,
    commit,
    facts,
    git,
    repository,
    source,
    tidy_functions,
    write,
)
from tests.grader.maintainability.sources import JAVA, PYTHON, nested_deeper

HARD = tuple(4000.0 if name != "nesting" else 9.0 for name in FACT_NAMES)
EASY = (0.0,) * len(FACT_NAMES)
SCHEMA = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))


def judged(path: str, difficulty: tuple[float, ...]) -> FileFacts:
    return replace(source(path, *tidy_functions(1), code_lines=100), difficulty=difficulty)


def with_changes(**changes: int) -> Facts:
    """A hard and an easy file with so many changes each."""
    files = tuple(
        FileHistory(f"{name}.py", 2 * count, count, 3, 2, date(2026, 10, 1))
        for name, count in sorted(changes.items())
    )
    history = replace(SOME_HISTORY, files_since=date(2020, 1, 1), files=files)
    return facts(judged("easy.py", EASY), judged("hard.py", HARD), judged("still.py", HARD), history=history)


def test_a_hard_file_that_changes_often_is_a_hotspot_and_an_easy_one_is_not() -> None:
    section = hotspots(with_changes(easy=30, hard=30))
    (hot,) = section["files"]
    assert (hot["path"], hot["hot"], hot["changes_last_12_months"]) == ("hard.py", True, 30)
    assert hot["score"] == round(30 * hot["expected"], 2)
    assert hot["why"]["de"] == "Schwer zu pflegen und in zwölf Monaten 30-mal geändert, von 2 Personen."
    assert [(point["path"], point["x"]) for point in section["points"]] == [("hard.py", 30), ("easy.py", 30)]
    assert (section["changed_files"], section["hot_files"]) == (2, 1)


def test_a_hard_file_that_hardly_changes_is_listed_but_not_hot() -> None:
    section = hotspots(with_changes(easy=30, hard=1))
    assert [(row["path"], row["hot"]) for row in section["files"]] == [("hard.py", False)]


def test_without_changes_there_are_no_hotspots() -> None:
    section = hotspots(with_changes(easy=0, hard=0))
    assert (section["available"], section["files"], section["hot_files"]) == (True, [], 0)


def test_without_the_history_of_the_last_year_hotspots_are_unknown() -> None:
    known = with_changes(hard=30)
    for unknown in (
        archive_of(known),
        replace(known, history=replace(known.history, truncated=True)),
        replace(known, history=replace(known.history, files_since=None)),
        replace(known, history=replace(known.history, files_since=date(2026, 6, 1))),
    ):
        section = hotspots(unknown)
        assert (section["available"], section["files"], section["points"]) == (False, [], [])
        assert section["why_not"]["de"]


def test_a_project_younger_than_a_year_has_its_whole_history() -> None:
    young = with_changes(hard=5)
    begun = date(2026, 6, 1)
    history: History = replace(young.history, first_commit_on=begun, files_since=begun)
    assert hotspots(replace(young, history=history))["hot_files"] == 1


def changed_result(folder: Path) -> dict[str, Any]:
    files = {"app/Fees.java": JAVA, "app/Deep.java": nested_deeper(JAVA), "app/fees.py": PYTHON}
    repository(folder, files, days=("2026-10-01",))
    git(folder, "tag", "before")
    write(folder, {"app/Deep.java": nested_deeper(JAVA) + "\n// changed\n", "app/added.py": PYTHON})
    commit(folder, day="2026-11-01")
    return restrict_to_changes(grade_folder(folder, as_of=TODAY), changed_since(folder, "before"))


def test_a_result_restricted_to_a_change_is_valid_and_says_what_was_touched(tmp_path: Path) -> None:
    result = changed_result(tmp_path)
    jsonschema.Draft202012Validator(SCHEMA).validate(result)
    touched = {row["path"]: row["new_or_touched"] for row in result["files"]}
    assert touched == {
        "app/Deep.java": True,
        "app/added.py": True,
        "app/Fees.java": False,
        "app/fees.py": False,
    }
    since = result["since"]
    assert (since["revision"], since["files_changed"], since["files_new"]) == ("before", 2, 1)
    assert since["hardest_files"][0]["path"] == "app/Deep.java"


def test_functions_are_touched_only_where_their_lines_changed(tmp_path: Path) -> None:
    result = changed_result(tmp_path)
    marks = {(row["path"], row["new_or_touched"]) for row in result["largest_functions"]}
    assert ("app/added.py", True) in marks
    assert ("app/Fees.java", True) not in marks
    assert ("app/Deep.java", True) not in marks


def test_repetitions_and_evidence_with_one_end_in_the_change_are_marked(tmp_path: Path) -> None:
    result = changed_result(tmp_path)
    copies = [row for row in result["duplicates"] if "app/added.py" in (row["path"], row["other_path"])]
    assert copies
    assert all(row["new_or_touched"] for row in copies)
    places = [place for finding in result["findings"] for place in finding["evidence"]]
    assert {place["new_or_touched"] for place in places if place["path"] == "app/fees.py"} <= {False}
    assert {place["new_or_touched"] for place in places if place["path"] == "app/added.py"} <= {True}


def test_the_result_itself_stays_unmarked(tmp_path: Path) -> None:
    repository(tmp_path, {"app/fees.py": PYTHON})
    result = grade_folder(tmp_path, as_of=TODAY)
    before = json.dumps(result)
    restrict_to_changes(result, changed_since(tmp_path, "HEAD"))
    assert json.dumps(result) == before
