"""The facts about difficulty are there for programs and tests whose functions were read, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from grader.facts.reading import Task, read_file
from tests.grader.facts.trees import by_path, facts_of, write_tree
from tests.grader.maintainability.sources import JAVA, PYTHON, TYPESCRIPT
from tests.grader.maintainability.sources import facts_of as difficulty_of


def test_production_code_has_the_facts_the_model_was_trained_on(tmp_path: Path) -> None:
    files = by_path(facts_of(tmp_path, {"src/FeeTable.java": JAVA, "app/fees.py": PYTHON}))

    assert files["src/FeeTable.java"].difficulty == tuple(difficulty_of(JAVA).tolist())
    assert files["app/fees.py"].difficulty == tuple(difficulty_of(PYTHON, "python").tolist())


def test_test_code_has_them_too(tmp_path: Path) -> None:
    files = by_path(facts_of(tmp_path, {"tests/test_fees.py": PYTHON}))

    assert files["tests/test_fees.py"].difficulty == tuple(difficulty_of(PYTHON, "python").tolist())


def test_what_is_no_program_or_was_not_parsed_has_none(tmp_path: Path) -> None:
    texts: dict[str, str | bytes] = {
        "page.html": "<p>Hallo</p>\n",
        "README.md": "# Hallo\n",
        "q.sql": "SELECT 1;\n",
    }
    files = by_path(facts_of(tmp_path, texts))

    assert {path: file.difficulty for path, file in files.items()} == dict.fromkeys(files, ())


def test_a_file_whose_parser_gave_up_has_none(tmp_path: Path) -> None:
    write_tree(tmp_path, {"fees.py": PYTHON})
    task = Task("fees.py", "fees.py", len(PYTHON))

    assert read_file(tmp_path, task).facts.difficulty
    assert read_file(tmp_path, replace(task, parse=False)).facts.difficulty == ()


def test_of_a_page_only_the_script_counts(tmp_path: Path) -> None:
    script = f'<script lang="ts">{TYPESCRIPT}</script>\n'
    markup = '<template><p v-if="a && b[0]">{{ total([], 1, 2) }}</p></template>\n'
    files = by_path(facts_of(tmp_path, {"src/bare.vue": script, "src/page.vue": markup + script}))

    assert files["src/bare.vue"].difficulty == tuple(difficulty_of(TYPESCRIPT, "tsx").tolist())
    assert files["src/page.vue"].difficulty == files["src/bare.vue"].difficulty
