"""How a language's distribution is measured: on a sample, and each repository counts the same."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np
import pytest

from evaluation.languages import PERCENTS, measure, own_share, read_sources, tables
from evaluation.repositories import content, known_commits, repositories, write_sample
from grader.maintainability.model import shipped_model
from tests.grader.building import repository
from tests.grader.maintainability.sources import JAVA, PYTHON

GENERATOR = np.random.default_rng(11)


def rows(files: int, scale: float = 1.0) -> np.ndarray:
    return GENERATOR.exponential(scale, (files, 2))


def well_known(scale: float) -> list[dict[str, np.ndarray]]:
    return [{"Java": rows(200, scale)} for _ in range(4)]


def test_a_language_with_too_few_files_has_no_table() -> None:
    measured = [*well_known(1.0), {"Lua": rows(25)}, {"Lua": rows(25)}, {"Zig": rows(500)}]

    assert set(tables(measured)) == {"Java"}


def test_a_little_known_language_leans_on_the_others() -> None:
    few = [{"Lua": rows(50, 9.0)} for _ in range(3)]

    java, lua = tables(well_known(1.0))["Java"], tables(well_known(1.0) + few)["Lua"]
    alone = tables([{"Lua": np.repeat(one["Lua"], 4, axis=0)} for one in few])["Lua"]

    assert own_share([one["Lua"] for one in few]) == pytest.approx(0.5)
    median = PERCENTS.index(50)
    assert java[0][median] < lua[0][median] < alone[0][median]
    assert (np.diff(lua) >= 0).all()


def test_every_repository_counts_the_same() -> None:
    small = [{"Java": np.full((10, 2), 8.0)} for _ in range(3)]
    large = [{"Java": np.full((900, 2), 2.0)} for _ in range(2)]

    table = tables(small + large)["Java"]

    assert table[0][PERCENTS.index(50)] > 5.0


def test_a_repository_with_a_handful_of_files_says_nothing() -> None:
    assert tables([{"Java": rows(9)} for _ in range(50)]) == {}


def test_the_sample_is_limited_and_the_same_every_time(tmp_path: Path) -> None:
    files = {f"src/A{n}.java": JAVA.replace("FeeTable", f"A{n}") for n in range(8)}
    town = repository(tmp_path / "town", files | {"app/fees.py": PYTHON, "data.csv": "a;b"})
    (found,) = repositories(tmp_path)
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=town, capture_output=True, text=True, check=True)
    commit = head.stdout.strip()

    for name in ("first", "second"):
        write_sample(found, commit, tmp_path / name, 3)

    first, second = (sorted(p.name for p in (tmp_path / name).rglob("*.*")) for name in ("first", "second"))
    assert first == second
    assert len(first) == 4
    assert {name: len(facts) for name, facts in measure(tmp_path / "first").items()} == {
        "Java": 3,
        "Python": 1,
    }
    assert list(known_commits(found, ["0" * 40, commit])) == [commit]
    assert content(found, commit, "data.csv") == b"a;b"
    assert content(found, commit, "nothing.csv") is None


def test_the_listed_sources_are_commits_of_named_repositories() -> None:
    sources = read_sources()

    assert len(sources) > 100
    assert all(len(commit) == 40 and name.count("/") == 1 for commit, name in sources.items())


@pytest.mark.parametrize(
    "language",
    ["Java", "Kotlin", "Python", "JavaScript", "TypeScript", "PHP", "Ruby", "Go", "C", "C++", "C#", "Rust"],
)
def test_the_common_languages_have_their_own_distribution(language: str) -> None:
    assert language in shipped_model().languages
