"""Two results of the same source: what changed, and why the grade did."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from grader.report.changes import compare_results
from grader.run import grade_folder
from tests.grader.building import GOOD_DOCUMENTS, TODAY, commit
from tests.grader.test_result import example, program


def result(folder: Path) -> dict[str, Any]:
    return grade_folder(folder, as_of=TODAY)


def kinds(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    return [change.kind for change in compare_results(old, new)]


def test_the_same_source_under_the_same_rules_changed_nothing(tmp_path: Path) -> None:
    example(tmp_path)
    assert compare_results(result(tmp_path), result(tmp_path)) == []


def test_deleted_tests_explain_the_grade_of_their_topic(tmp_path: Path) -> None:
    example(tmp_path)
    for path in (tmp_path / "tests").glob("*.py"):
        checked = path.read_text(encoding="utf-8").replace("    return total\n", "    assert total\n")
        path.write_text(checked, encoding="utf-8")
    old = result(tmp_path)
    for path in (tmp_path / "tests").glob("*.py"):
        path.unlink()
    commit(tmp_path, day="2026-11-02")
    new = result(tmp_path)
    changes = compare_results(old, new)
    about = next(change for change in changes if change.kind == "topic" and change.topic == "tests")
    assert (about.old, about.new) == (old["topics"][3]["grade"], "E")
    assert "ging von" in about.text.de
    assert "went from" in about.text.en
    assert next(change for change in changes if change.kind == "files_removed").old == [
        "tests/test_intake.py",
        "tests/test_rules.py",
    ]


def test_new_files_and_new_hardest_places_are_named(tmp_path: Path) -> None:
    old = result(example(tmp_path))
    tangled = "def tangled(a):\n" + "".join(f"    if a == {i}:\n        a += {i}\n" for i in range(60))
    (tmp_path / "app/tangled.py").write_text(tangled + "    return a\n" + program("more"), encoding="utf-8")
    commit(tmp_path, day="2026-11-02")
    found = {change.kind: change for change in compare_results(old, result(tmp_path))}
    assert found["files_added"].new == ["app/tangled.py"]
    assert found["hardest"].new[0] == "tangled (app/tangled.py)"
    assert "Zeilen, vorher" in found["size"].text.de


def test_other_rules_are_said_first_because_they_explain_a_grade_nobody_earned(tmp_path: Path) -> None:
    new = result(example(tmp_path))
    old = copy.deepcopy(new)
    old["tool"]["rules"], old["comparison"]["edition"] = "2026-1", "2026-1"
    old["verdict"]["grade"] = "E"
    assert kinds(old, new)[:3] == ["rules", "comparison", "grade"]


def test_results_of_older_editions_lack_sections_and_are_compared_all_the_same(tmp_path: Path) -> None:
    new = result(example(tmp_path))
    old = copy.deepcopy(new)
    for section in ("files", "next_steps", "maintainability"):
        del old[section]
    old["findings"] = [f for f in old["findings"] if f["indicator"] != "tests-exist"]
    found = compare_results(old, new)
    assert [(change.kind, change.indicator) for change in found] == [("finding_new", "tests-exist")]
    assert found[0].as_dict()["text"]["de"].startswith("Neue Frage")
    assert kinds(new, old) == ["finding_gone"]


def test_a_question_with_another_answer_is_named_with_both(tmp_path: Path) -> None:
    example(tmp_path)
    (tmp_path / "README.md").write_text(GOOD_DOCUMENTS["README.md"], encoding="utf-8")
    old = result(tmp_path)
    (tmp_path / "README.md").unlink()
    commit(tmp_path, day="2026-11-02")
    found = [c for c in compare_results(old, result(tmp_path)) if c.indicator == "readme-explains-start"]
    assert [(change.kind, change.new) for change in found] == [("outcome", "not_met")]
