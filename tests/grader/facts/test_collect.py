"""One door, the same facts every time."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from grader.facts import pool
from grader.facts.collect import collect
from grader.facts.model import Role
from grader.facts.pool import read_all
from grader.facts.reading import Task, read_file
from tests.grader.facts.test_duplicates import FEE
from tests.grader.facts.trees import DAY, facts_of, write_tree

FIXTURES = Path(__file__).parent.parent / "fixtures"


def test_the_same_tree_has_the_same_facts_with_any_number_of_processes(tmp_path: Path) -> None:
    tree = write_tree(tmp_path, {f"part{n}/module{n}.py": f"NUMBER = {n}\n" + FEE for n in range(70)})

    alone, together = (collect(tree, as_of=DAY, processes=processes) for processes in (1, 2))

    assert repr(alone) == repr(together)
    assert len(alone.files) == 70


def test_a_tree_elsewhere_with_the_same_files_has_the_same_hash(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"a.py": "a = 1\n", "b/c.txt": "text\n", "big.bin": b"\0" * 2_100_000}

    one = facts_of(tmp_path / "one", files)
    two = facts_of(tmp_path / "two", dict(reversed(files.items())))

    assert one.tree_hash == two.tree_hash
    assert len(one.tree_hash) == 64


@pytest.mark.parametrize(
    "changed",
    [
        {"a.py": "a = 2\n", "b.py": ""},
        {"a.py": "a = 1\n", "c.py": ""},
        {"a.py": "a = 1\n"},
        {"a.p": "y\x00a = 1\n", "b.py": ""},
    ],
)
def test_any_change_changes_the_hash(tmp_path: Path, changed: dict[str, str | bytes]) -> None:
    before = facts_of(tmp_path / "before", {"a.py": "a = 1\n", "b.py": ""})

    assert facts_of(tmp_path / "after", changed).tree_hash != before.tree_hash


def test_the_day_is_kept_and_steps_are_told_in_order(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    write_tree(tmp_path, {"a.py": "a = 1\n"})

    facts = collect(tmp_path, as_of=date(2026, 1, 2), progress=lambda *step: told.append(step))

    assert facts.as_of == date(2026, 1, 2)
    assert list(dict.fromkeys(step for step, _, _ in told)) == [
        "list",
        "read",
        "duplicates",
        "history",
        "licences",
    ]
    assert ("read", 1, 1) in told
    assert all(done <= total for _, done, total in told)


def test_all_fixtures_are_found_with_their_languages() -> None:
    facts = collect(FIXTURES, as_of=DAY)

    languages = {file.language for file in facts.production if file.parsed}
    assert languages >= {
        "Python", "JavaScript", "TypeScript", "Java", "PHP", "Ruby",
        "Go", "C", "C++", "C#", "Kotlin", "Rust", "Vue", "Svelte",
    }  # fmt: skip


def serve_and_die_at_bad_files(connection: object, folder: Path) -> None:
    """A reading process whose parser crashes at files that are called so."""
    serve(connection, folder, lambda: os._exit(139))


def serve_and_hang_at_bad_files(connection: object, folder: Path) -> None:
    """A reading process whose parser never returns at files that are called so."""
    serve(connection, folder, lambda: multiprocessing.Event().wait())


def serve(connection: object, folder: Path, misfortune: Callable[[], object]) -> None:
    connection.send(pool.READY)  # type: ignore[attr-defined]
    while batch := connection.recv():  # type: ignore[attr-defined]
        for task in batch:
            if "bad" in task.path and task.parse:
                misfortune()
            connection.send(read_file(folder, task))  # type: ignore[attr-defined]


@pytest.mark.parametrize("reader", [serve_and_die_at_bad_files, serve_and_hang_at_bad_files])
def test_a_parser_that_crashes_or_hangs_costs_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reader: Callable[[object, Path], None]
) -> None:
    monkeypatch.setattr(pool, "_serve", reader)
    monkeypatch.setattr(pool, "_SILENCE_BEYOND_PARSING", 2.0)
    names = [f"bad{n}.py" if n == 40 else f"good{n}.py" for n in range(80)]
    write_tree(tmp_path, dict.fromkeys(names, "def f():\n    return 1\n"))
    tasks = [Task(name, name, 22, parse_seconds=1.0) for name in names]

    readings = read_all(tmp_path, tasks, 2, lambda _done, _total: None)

    assert [reading.facts.path for reading in readings] == names
    assert [r.facts.why_left_out for r in readings if not r.facts.parsed] == ["parser-crash"]
    assert readings[40].facts.lines == 2
    assert readings[40].facts.role is Role.PRODUCTION
