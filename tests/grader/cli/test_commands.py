"""The command line as a person meets it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from grader.cli import main
from grader.cli.parser import default_language
from grader.formats.writing import printable
from grader.indicators.catalogue import indicators
from tests.grader.building import write
from tests.grader.test_result import example

ROOT = Path(__file__).resolve().parents[3]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", ("Drei Gründe", "Wie sicher ist das?", "Was das nicht sagt", "Unabhängig von der Stufe")),
        ("en", ("Three reasons", "How certain is this?", "What this does not say", "Apart from the grade")),
    ],
)
def test_the_card_says_it_in_both_languages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, words: tuple[str, ...]
) -> None:
    code, out, err = run(capsys, "grade", str(example(tmp_path)), "--lang", language, "--as-of", "2026-11-23")
    assert code == 0
    assert err == ""
    assert all(word in out for word in words)
    assert out.count("\n+") + out.count("\n−") == 3


def test_without_colour_brackets_show_the_chosen_grade(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = run(capsys, "grade", str(example(tmp_path)), "--lang", "de")
    scale = next(line for line in out.splitlines() if line.lstrip(" [").startswith("A"))
    assert [letter for letter in "ABCDE" if f"[{letter}]" in scale] != []
    assert all(letter in scale for letter in "ABCDE")
    assert "\x1b" not in out


def test_json_is_the_whole_result(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "grade", str(example(tmp_path)), "--json", "--as-of", "2026-11-23")
    result = json.loads(out)
    assert code == 0
    assert (result["schema"], result["as_of"]) == ("marktplatz-grade/1", "2026-11-23")


def test_what_is_not_assessable_says_why_and_what_is_needed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "grade", str(tmp_path), "--lang", "de")
    assert code == 0
    assert "nicht einschätzbar" in out
    assert "Was nötig wäre" in out


def test_a_missing_folder_and_a_file_that_is_no_archive_are_refused_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(tmp_path, {"a.txt": "x"}) / "a.txt"
    missing = run(capsys, "grade", str(tmp_path / "nowhere"), "--lang", "de")
    no_archive = run(capsys, "grade", str(file), "--lang", "en")
    assert missing == (2, "", f"grader: „{tmp_path / 'nowhere'}“ gibt es nicht.\n")
    assert no_archive[:2] == (2, "")
    assert no_archive[2].startswith(f"grader: “{file}”: This is not an archive that can be opened.")


@pytest.mark.parametrize("wrong", [["--as-of", "yesterday"], ["--lang", "fr"], ["--processes", "0"]])
def test_a_wrong_option_ends_with_code_2(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["grade", ".", *wrong])
    assert stop.value.code == 2
    assert wrong[0] in capsys.readouterr().err


def test_all_indicators_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "indicators", "--lang", "de")
    assert code == 0
    assert all(known.id in out for known in indicators())


def test_the_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "schema")
    assert code == 0
    assert json.loads(out)["title"] == "Result of the grader, version 1"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "de"),
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
    ],
)
def test_german_is_spoken_unless_english_is_asked_for(environment: dict[str, str], language: str) -> None:
    assert default_language(environment) == language


def test_names_of_files_cannot_play_tricks_with_the_terminal() -> None:
    assert printable("a\x1b[31m\u202eb.py") == "a\\x1b[31m\\u202eb.py"


def test_the_launcher_works_from_any_folder(tmp_path: Path) -> None:
    done = subprocess.run(
        [ROOT / "bin" / "grader", "grade", "nowhere", "--lang", "en"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "grader: “nowhere” does not exist.\n"


def grade_elsewhere(folder: Path, *options: str, **terminal: Any) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "grader", "grade", str(example(folder)), "--lang", "de", *options]
    environment = os.environ | terminal.pop("environment", {})
    given: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | terminal
    return subprocess.run(command, cwd=ROOT, env=environment, timeout=60, check=False, **given)


def test_a_terminal_that_lacks_some_signs_still_gets_the_card(tmp_path: Path) -> None:
    done = grade_elsewhere(tmp_path, environment={"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Einsch?tzung" in done.stdout


def test_json_is_utf8_whatever_the_terminal_speaks(tmp_path: Path) -> None:
    done = grade_elsewhere(tmp_path, "--json", environment={"PYTHONIOENCODING": "latin-1"})
    assert "für" in json.dumps(json.loads(done.stdout.decode("utf-8")), ensure_ascii=False)


def test_an_output_that_cannot_be_written_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "closed").touch()
    with (tmp_path / "closed").open("rb") as closed:
        done = grade_elsewhere(tmp_path / "source", stdout=closed)
    assert done.returncode == 2
    assert done.stderr.decode().startswith("grader: Das Ergebnis lässt sich nicht ausgeben")
    assert b"Traceback" not in done.stderr


def test_a_reader_who_has_seen_enough_is_no_mistake(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = grade_elsewhere(tmp_path, "--json", stdout=writing)
    os.close(writing)
    assert done.stderr == b""
