"""Formats go where they are asked to, whole or not at all, and the exit code tells scripts the verdict."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from grader.cli import main
from grader.cli.grade import exit_code
from grader.cli.output import write_text
from grader.cli.refusal import Refused
from tests.grader.formats import results
from tests.grader.test_result import example

BEGINNINGS = {
    "--json": '{\n  "schema": "marktplatz-grade/1"',
    "--sarif": '{\n  "$schema"',
    "--html": "<!DOCTYPE html>",
    "--markdown": "### ",
    "--badge": "<svg ",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return example(tmp_path_factory.mktemp("source"))


@pytest.mark.parametrize("option", BEGINNINGS)
def test_every_format_goes_to_standard_output_or_into_a_file(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    target = tmp_path / "result"
    command = ["grade", str(folder), option, "--as-of", "2026-11-23", "--lang", "de"]
    assert main(command) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(BEGINNINGS[option])
    assert main([*command, "--output", str(target)]) == 0
    assert capsys.readouterr().out == ""
    assert target.read_text(encoding="utf-8") == shown
    assert [path.name for path in tmp_path.iterdir()] == ["result"]


def test_the_card_can_go_into_a_file(folder: Path, tmp_path: Path) -> None:
    assert main(["grade", str(folder), "--lang", "en", "--output", str(tmp_path / "card.txt")]) == 0
    text = (tmp_path / "card.txt").read_text(encoding="utf-8")
    assert "Three reasons" in text
    assert "\x1b" not in text


def test_two_formats_at_once_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["grade", ".", "--json", "--html"])
    assert stop.value.code == 2
    assert "not allowed with" in capsys.readouterr().err


def test_an_output_that_cannot_be_written_is_said_before_the_long_run(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for target in (tmp_path / "missing" / "x", tmp_path):
        assert main(["grade", str(folder), "--json", "--output", str(target), "--lang", "en"]) == 2
        said = capsys.readouterr().err
        assert said.startswith(f"grader: “{target}” cannot be written: ")


def test_a_failed_write_leaves_the_old_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "result.json"
    target.write_text("old", encoding="utf-8")

    def full(_self: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(Refused):
        write_text("new", str(target))
    assert target.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["result.json"]


def test_a_written_file_keeps_the_rights_of_the_one_it_replaces(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    target.touch(mode=0o640)
    target.chmod(0o640)
    write_text("x", str(target))
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("grade", "asked", "code"),
    [
        ("B", None, 0),
        ("B", "B", 0),
        ("B", "C", 0),
        ("C", "B", 1),
        ("E", "D", 1),
        (None, "E", 3),
        (None, None, 0),
    ],
)
def test_fail_under_compares_grades(grade: str | None, asked: str | None, code: int) -> None:
    result = results.tidy()
    result["verdict"]["grade"] = grade
    assert exit_code(result, asked, ()) == code


def test_fail_on_looks_at_single_findings() -> None:
    result = results.tidy()
    outcomes = {finding["indicator"]: finding["outcome"] for finding in result["findings"]}
    met = next(name for name, outcome in outcomes.items() if outcome == "met")
    not_met = next(name for name, outcome in outcomes.items() if outcome == "not_met")
    assert exit_code(result, None, (met,)) == 0
    assert exit_code(result, None, (met, not_met)) == 1


def test_of_a_change_only_findings_in_changed_lines_fail() -> None:
    result = results.changed()
    touched = {row["indicator"] for row in result["since"]["findings"]}
    untouched = {f["indicator"] for f in result["findings"] if f["outcome"] == "not_met"} - touched
    assert exit_code(result, None, tuple(touched)) == 1
    assert exit_code(result, None, tuple(untouched)) == 0


def test_an_unknown_indicator_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["grade", ".", "--fail-on", "no-such-thing"])
    assert stop.value.code == 2
    assert "no-such-thing" in capsys.readouterr().err


def test_json_with_output_is_the_whole_result(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "r.json"
    main(["grade", str(folder), "--json", "--output", str(target)])
    assert json.loads(target.read_text(encoding="utf-8"))["verdict"]["status"] == "graded"
