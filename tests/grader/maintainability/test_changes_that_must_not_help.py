"""Layout, comments and names change nothing; making code worse never makes the judgement better."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from grader.facts.difficulty import FACT_NAMES
from grader.facts.grammars import GRAMMARS
from grader.facts.languages import language_of
from grader.maintainability.model import score, shipped_model
from tests.grader.maintainability.sources import (
    HARDER,
    JAVA,
    LAYOUT,
    PYTHON,
    TYPESCRIPT,
    facts_of,
    without_comments,
)


@pytest.mark.parametrize("change", LAYOUT.values(), ids=LAYOUT)
@pytest.mark.parametrize(("source", "grammar"), [(JAVA, "java"), (TYPESCRIPT, "typescript")])
def test_layout_and_names_change_nothing(change: Callable[[str], str], source: str, grammar: str) -> None:
    plain = without_comments(source, grammar)

    changed = change(plain)

    assert changed != plain
    assert facts_of(changed, grammar).tolist() == facts_of(plain, grammar).tolist()


@pytest.mark.parametrize(
    ("source", "grammar"), [(JAVA, "java"), (PYTHON, "python"), (TYPESCRIPT, "typescript")]
)
def test_comments_change_nothing(source: str, grammar: str) -> None:
    assert facts_of(without_comments(source, grammar), grammar).tolist() == facts_of(source, grammar).tolist()


def test_a_line_continued_with_a_backslash_is_no_more_code() -> None:
    plain = "def f(a, b):\n    return a + b\n"

    assert (
        facts_of(plain.replace("+ b", "+ \\\n    b"), "python").tolist() == facts_of(plain, "python").tolist()
    )


@pytest.mark.parametrize("change", HARDER.values(), ids=HARDER)
def test_no_fact_falls_when_code_gets_worse(change: Callable[[str], str]) -> None:
    before, after = facts_of(JAVA), facts_of(change(JAVA))

    assert (after >= before).all()
    assert (after > before).any()


@pytest.mark.parametrize("change", HARDER.values(), ids=HARDER)
def test_code_that_got_worse_is_judged_harder(change: Callable[[str], str]) -> None:
    scores = score(shipped_model(), np.array([facts_of(JAVA), facts_of(change(JAVA))]))

    assert scores.expected[1] > scores.expected[0]
    assert scores.low[1] >= scores.low[0]
    assert scores.high[1] >= scores.high[0]


def test_one_long_function_weighs_more_than_the_same_code_in_two() -> None:
    statements = [f"x{i} = read({i}); if (x{i} > {i}) {{ use(x{i}, total[{i}]); }}" for i in range(30)]
    long = "class A { void a() { " + " ".join(statements) + " } }"
    short = (
        "class A { void a() { "
        + " ".join(statements[:15])
        + " } void b() { "
        + " ".join(statements[15:])
        + " } }"
    )

    scores = score(shipped_model(), np.array([facts_of(long), facts_of(short)]))

    assert scores.expected[0] > scores.expected[1]


def test_a_script_without_functions_is_judged_too() -> None:
    script = "for a in b:\n    if a:\n        while c:\n            d(a, c)\n" * 20

    facts = dict(zip(FACT_NAMES, facts_of(script, "python"), strict=True))

    assert facts["long_functions"] > 0
    assert facts["nesting"] == 3


def test_an_else_if_is_no_level_of_nesting() -> None:
    chain = "class A { void a() { if (b) { c(); } else if (d) { c(); } else if (e) { c(); } } }"
    tower = "class A { void a() { if (b) { if (d) { if (e) { c(); } } } } }"

    nesting = FACT_NAMES.index("nesting")

    assert facts_of(chain)[nesting] == 1
    assert facts_of(tower)[nesting] == 3


@pytest.mark.parametrize("source", ["", "\n", "// nothing\n", "import a.b;\n"])
def test_a_file_without_code_has_no_difficulty(source: str) -> None:
    assert not facts_of(source).any()
    assert score(shipped_model(), facts_of(source)[None]).expected.tolist() == [0.0]


FIXTURES = Path(__file__).parents[1] / "fixtures"
READ = sorted(
    (path, language.grammar)
    for path in FIXTURES.rglob("*")
    if path.is_file() and (language := language_of(path.name, b"<?php")) and language.grammar
)


def test_there_is_source_in_every_language_with_a_grammar() -> None:
    assert {grammar for _, grammar in READ} | {"tsx"} >= set(GRAMMARS)


@pytest.mark.parametrize(("path", "grammar"), READ, ids=[path.name for path, _ in READ])
def test_facts_exist_in_every_language(path: Path, grammar: str) -> None:
    facts = dict(zip(FACT_NAMES, facts_of(path.read_text(encoding="utf-8"), grammar), strict=True))

    assert all(np.isfinite(value) and value >= 0 for value in facts.values())
    assert facts["tokens"] > 50
    assert facts["function_mass"] > 100
    assert facts["nesting"] >= 1
