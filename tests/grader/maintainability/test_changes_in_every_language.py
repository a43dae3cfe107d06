"""In every language: layout, comments and names change nothing, and more code or nesting never helps."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.facts.languages import language_of
from grader.maintainability.model import score, shipped_model
from tests.grader.maintainability.changes import (
    CONDITIONS,
    EMPTY_FUNCTIONS,
    LAYOUT,
    READ,
    Change,
    appended_to_itself,
    nested_deeper,
    with_empty_functions,
)
from tests.grader.maintainability.sources import JAVA, PYTHON, TYPESCRIPT, facts_of

IDS = [path.name for path, _ in READ]
DEFECTS = {
    "java": "if (stalls == null && season > 3) { rates[season] = 42.5; }",
    "typescript": "if (stalls == null && season > 3) { rates[season] = 42.5; }",
    "python": "if stalls and season > 3: rates[season] = 42.5",
}
SOURCES = {"java": JAVA, "typescript": TYPESCRIPT, "python": PYTHON}


def no_better(before: str, after: str, path: Path, grammar: str) -> None:
    """No fact falls, and the judgement does not get better, in the file's own language."""
    rows = np.array([facts_of(before, grammar), facts_of(after, grammar)])
    language = language_of(path.name, b"<?php")
    assert language is not None
    scores = score(shipped_model(), rows, [language.name] * 2)

    assert after != before
    assert (rows[1] >= rows[0]).all()
    assert scores.uncapped[1] >= scores.uncapped[0]
    assert scores.expected[1] >= scores.expected[0]
    assert scores.twin[1] >= scores.twin[0]


@pytest.mark.parametrize("change", LAYOUT.values(), ids=LAYOUT)
@pytest.mark.parametrize(("path", "grammar"), READ, ids=IDS)
def test_layout_comments_and_names_change_no_fact(path: Path, grammar: str, change: Change) -> None:
    source = path.read_text(encoding="utf-8")

    assert facts_of(change(source, grammar), grammar).tolist() == facts_of(source, grammar).tolist()


@pytest.mark.parametrize(("path", "grammar"), READ, ids=IDS)
def test_a_file_appended_to_itself_is_not_better(path: Path, grammar: str) -> None:
    source = path.read_text(encoding="utf-8")

    no_better(source, appended_to_itself(source, grammar), path, grammar)


@pytest.mark.parametrize(
    ("path", "grammar"), [one for one in READ if one[1] in EMPTY_FUNCTIONS], ids=lambda one: str(one)[-12:]
)
def test_functions_that_do_nothing_do_not_help(path: Path, grammar: str) -> None:
    source = path.read_text(encoding="utf-8")

    no_better(source, with_empty_functions(source, grammar), path, grammar)


@pytest.mark.parametrize(
    ("path", "grammar"), [one for one in READ if one[1] in CONDITIONS], ids=lambda one: str(one)[-12:]
)
def test_deeper_nesting_is_judged_harder(path: Path, grammar: str) -> None:
    source = path.read_text(encoding="utf-8")
    deeper = nested_deeper(source, grammar)

    no_better(source, deeper, path, grammar)
    assert (facts_of(deeper, grammar) > facts_of(source, grammar)).any()


@given(st.sampled_from(sorted(DEFECTS)), st.lists(st.integers(0, 30), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_a_defect_more_never_helps(grammar: str, places: list[int]) -> None:
    source = SOURCES[grammar]
    path = Path({"java": "A.java", "typescript": "a.ts", "python": "a.py"}[grammar])
    for place in places:
        worse = with_defect(source, grammar, place)
        no_better(source, worse, path, grammar)
        source = worse


def with_defect(source: str, grammar: str, place: int) -> str:
    """One more condition with a compound test and fixed numbers behind a statement of the long function."""
    lines = source.split("\n")
    mark = "rate = rate" if grammar != "python" else "result"
    statements = [n for n, line in enumerate(lines) if line.strip().startswith(mark) and "return" not in line]
    at = statements[place % len(statements)]
    indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
    return "\n".join([*lines[: at + 1], indent + DEFECTS[grammar], *lines[at + 1 :]])
