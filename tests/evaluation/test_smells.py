"""Judged smells: their source comes from git at the judged commit, and only the judged lines are measured."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from evaluation.smell_agreement import by_smell
from evaluation.smells import collect_sources, read_samples, read_smells
from tests.grader.building import repository
from tests.grader.maintainability.sources import JAVA

HEADER = "sample_id,smell,sev,mx,mn,n,loc,type,repo,commit,path,name,start,end\n"


@pytest.fixture
def mirrors(tmp_path: Path) -> tuple[Path, str]:
    """A folder with one git repository, and its newest commit."""
    town = repository(tmp_path / "mirrors" / "town", {"src/FeeTable.java": JAVA})
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=town, capture_output=True, text=True, check=True)
    return tmp_path / "mirrors", head.stdout.strip()


def samples(folder: Path, commit: str) -> None:
    """Both classes of judgement for two methods, one of them in a repository nobody has."""
    start = 1 + JAVA[: JAVA.index("public double total")].count("\n")
    end = 1 + JAVA[: JAVA.index("int days(")].count("\n")
    rows = [
        f"1,long method,2.0,2,2,1,20,function,town,{commit},/src/FeeTable.java,total,{start},{end - 2}",
        f"2,long method,0.0,0,0,1,3,function,town,{commit},/src/FeeTable.java,days,{end},{end + 2}",
        f"3,blob,1.0,1,1,1,9,class,elsewhere,{'0' * 40},/A.java,A,1,9",
    ]
    (folder / "smells").mkdir()
    (folder / "smells" / "samples.csv").write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")


def test_sources_are_taken_at_the_judged_commit(tmp_path: Path, mirrors: tuple[Path, str]) -> None:
    samples(tmp_path, mirrors[1])
    out = tmp_path / "sources"

    count = collect_sources(read_samples(tmp_path), mirrors[0], out)

    assert count == 2
    assert (out / "town" / mirrors[1] / "src/FeeTable.java").read_text(encoding="utf-8") == JAVA


def test_only_the_judged_lines_are_measured(tmp_path: Path, mirrors: tuple[Path, str]) -> None:
    samples(tmp_path, mirrors[1])
    collect_sources(read_samples(tmp_path), mirrors[0], tmp_path / "sources")

    found = read_smells(tmp_path, tmp_path / "sources")

    assert [sample.severity for sample in found.samples] == [2.0, 0.0]
    assert b"public double total" in found.sources[0]
    assert b"int days" not in found.sources[0]
    assert (found.facts[0] >= found.facts[1]).all()
    table = "\n".join(by_smell(found))
    assert "2 samples whose source was there" in table
    assert "| long method, minor or worse | 2 | 1 | 1.000" in table


def test_a_path_that_leaves_the_folder_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.java").write_text("class A {}", encoding="utf-8")
    (tmp_path / "smells").mkdir()
    row = f"1,blob,1.0,1,1,1,9,class,town,{'a' * 40},../../../secret.java,A,1,9\n"
    (tmp_path / "smells" / "samples.csv").write_text(HEADER + row, encoding="utf-8")
    (tmp_path / "sources" / "town" / ("a" * 40)).mkdir(parents=True)

    assert read_smells(tmp_path, tmp_path / "sources").samples == ()
