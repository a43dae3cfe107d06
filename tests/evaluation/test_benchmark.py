"""`make benchmark` on small repositories: rows by language, older rows kept, the same bytes every time."""

from __future__ import annotations

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evaluation.benchmark import __main__ as benchmark
from evaluation.benchmark.rows import limits, row
from evaluation.benchmark.sources import LIST, Project, Unobtainable, export
from tests.grader.building import GOOD_DOCUMENTS, repository

DAY = date(2026, 11, 23)


def python(name: str) -> str:
    return "\n\n".join(
        f"def {name}_{i}(value, limit):\n    total = value * {i}\n"
        f"    if total > limit:\n        total -= {i}\n"
        f"    for step in range({i}):\n        total += step\n    return total\n"
        for i in range(80)
    )


def typescript(name: str) -> str:
    return "\n\n".join(
        f"export function {name}{i}(value: number, limit: number) {{\n  let total = value * {i};\n"
        f"  if (total > limit) {{\n    total -= {i};\n  }}\n  return total;\n}}\n"
        for i in range(90)
    )


@pytest.fixture
def clones(tmp_path: Path) -> Path:
    """A folder with two clones, named as the tool expects them."""
    for name in ("town+forms", "town+maps"):
        folder = tmp_path / "clones" / name
        folder.mkdir(parents=True)
        area = name.partition("+")[2]
        repository(
            folder, {f"app/{area}.py": python(area), f"web/{area}.ts": typescript(area)} | GOOD_DOCUMENTS
        )
    return tmp_path / "clones"


def project(clones: Path, name: str) -> Project:
    folder = clones / f"town+{name}"
    commit = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=folder, check=True, capture_output=True, text=True
    )
    return Project(f"town/{name}", f"https://example.org/town/{name}", commit.stdout.strip(), "a town")


def test_a_row_holds_one_entry_per_language_with_enough_code(clones: Path, tmp_path: Path) -> None:
    found = project(clones, "forms")
    export(found, clones, tmp_path / "tree")
    measured = row(found, tmp_path / "tree", DAY)
    assert {one["language"] for one in measured["languages"]} == {"Python", "TypeScript"}
    assert measured["commit"] == found.commit
    assert measured["measured_on"] == "2026-11"
    assert measured["answers"]["readme-explains-start"] == "met"
    assert measured["answers"]["tests-exist"] == "not_met"
    assert measured["languages"][0]["values"]["size15"] + 1 > 0


def test_a_commit_that_is_not_there_cannot_be_had(clones: Path, tmp_path: Path) -> None:
    unknown = Project("town/forms", "https://example.org/", "0" * 40, "a town")
    with pytest.raises(Unobtainable, match="no copy with this commit"):
        export(unknown, clones, tmp_path / "tree")


def test_limits_are_where_nine_tenths_of_the_code_lie_and_every_repository_counts_the_same() -> None:
    knots = len(limits_profile(1.0))
    rows = [{"languages": [{"language": "Go", "profile": {"complexity": limits_profile(1.0)}}]}] * 5
    assert knots == 21
    assert limits(rows, "complexity") == {"Go": 1, "default": 1}


def limits_profile(share: float) -> list[float]:
    """A language in which all functions have one path."""
    return [share] * 21


@pytest.fixture
def tool(clones: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tool with a list of its own and a data file of its own; its table is not printed."""
    entries = [
        {"repository": p.repository, "url": p.url, "commit": p.commit, "why": p.why}
        for p in (project(clones, "maps"), project(clones, "forms"))
    ]
    (tmp_path / "list.json").write_text(json.dumps(entries), encoding="utf-8")
    data = tmp_path / "comparison.json"
    data.write_text('{"repositories": []}', encoding="utf-8")
    monkeypatch.setattr(benchmark, "LIST", tmp_path / "list.json")
    monkeypatch.setattr(benchmark, "FILE", data)
    monkeypatch.setattr(benchmark, "print_table", lambda: None)
    return data


def measure(clones: Path) -> int:
    return benchmark.main(["--from", str(clones), "--day", "2026-11-23", "--processes", "1"])


def content(data: Path) -> dict[str, Any]:
    return dict(json.loads(data.read_text(encoding="utf-8")))


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Measure here: other processes would not know what the tests have replaced."""
    monkeypatch.setattr(benchmark, "ProcessPoolExecutor", ThreadPoolExecutor)


def test_the_file_is_sorted_and_the_same_on_every_run(tool: Path, clones: Path) -> None:
    assert measure(clones) == 0
    first = tool.read_bytes()
    assert [one["repository"] for one in content(tool)["repositories"]] == ["town/forms", "town/maps"]
    assert measure(clones) == 0
    assert tool.read_bytes() == first


def test_a_repository_that_is_gone_keeps_its_older_row(
    tool: Path, clones: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    measure(clones)
    before = content(tool)["repositories"]
    (clones / "town+maps").rename(clones / "moved")
    assert measure(clones) == 0
    assert content(tool)["repositories"] == before
    assert "not measured: town/maps (no copy with this commit in the folder); row of 2026-11 kept" in (
        capsys.readouterr().err
    )


def test_the_published_list_names_each_repository_once_with_its_commit_and_reason() -> None:
    entries = json.loads(LIST.read_text(encoding="utf-8"))
    names = [entry["repository"] for entry in entries]
    assert names == sorted(set(names), key=str.lower)
    for entry in entries:
        assert entry["url"].startswith("https://")
        assert len(entry["commit"]) == 40
        assert len(entry["why"]) > 5
