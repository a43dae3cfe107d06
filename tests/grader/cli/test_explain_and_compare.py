"""`grader explain` and `grader compare` on stored results and on folders."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from grader.cli import main
from grader.indicators.catalogue import indicators
from tests.grader.formats import results
from tests.grader.test_result import example


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    captured = capsys.readouterr()
    return code, " ".join(captured.out.split()), captured.err


def stored(folder: Path, name: str, result: dict[str, Any]) -> str:
    path = folder / f"{name}.json"
    path.write_text(json.dumps(result), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_indicator_can_be_explained(capsys: pytest.CaptureFixture[str], language: str) -> None:
    for known in indicators():
        code, out, _ = run(capsys, "explain", known.id, "--lang", language)
        assert code == 0
        assert getattr(known.question, language) in out
        assert " ".join(getattr(known.remedy, language).split()) in out


def test_with_a_result_the_finding_is_shown_with_places_and_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result = results.hostile()
    path = stored(tmp_path, "app", result)
    _, out, _ = run(capsys, "explain", "branching-is-limited", path, "--lang", "en")
    finding = next(one for one in result["findings"] if one["indicator"] == "branching-is-limited")
    assert "In this project" in out
    assert f":{finding['evidence'][0]['line']}" in out
    assert "▌" in out
    assert "\u202e" not in out


def test_a_file_says_why_it_is_hard(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = results.hostile()
    hardest = result["files"][0]
    _, out, _ = run(capsys, "explain", hardest["path"], stored(tmp_path, "app", result), "--lang", "de")
    assert hardest["word"]["de"] in out
    for reason in hardest["reasons"]:
        assert " ".join(reason["text"]["de"].split()) in out


def test_a_folder_can_be_explained_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "explain", "tests-exist", str(example(tmp_path)), "--lang", "de")
    assert code == 0
    assert "In diesem Projekt" in out


@pytest.mark.parametrize("arguments", [["no-such-thing"], ["no-such-file.py", "RESULT"]])
def test_what_nobody_knows_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    path = stored(tmp_path, "app", results.tidy())
    named = [path if one == "RESULT" else one for one in arguments]
    code, out, err = run(capsys, "explain", *named, "--lang", "en")
    assert (code, out) == (2, "")
    assert arguments[0] in err


def test_the_same_result_has_no_differences(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = stored(tmp_path, "app", results.tidy())
    assert run(capsys, "compare", path, path, "--fail-if-worse", "--lang", "en") == (
        0,
        "app → app Both results say the same.",
        "",
    )


@pytest.fixture
def pair(tmp_path: Path) -> tuple[str, str]:
    before, after = results.tidy(), results.tidy()
    before["verdict"]["grade"], after["verdict"]["grade"] = "B", "D"
    return stored(tmp_path, "before", before), stored(tmp_path, "after", after)


def test_a_worse_grade_is_said_first_and_can_fail_the_run(
    pair: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "compare", *pair, "--lang", "de")
    assert (code, out.startswith("before → after – Stufe D, vorher B.")) == (0, True)
    assert run(capsys, "compare", *pair, "--fail-if-worse")[0] == 1
    assert run(capsys, "compare", *reversed(pair), "--fail-if-worse")[0] == 0


def test_differences_come_as_json_and_as_markdown(
    pair: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    rows = json.loads(run(capsys, "compare", *pair, "--json")[1])
    assert (rows[0]["kind"], rows[0]["old"], rows[0]["new"]) == ("grade", "B", "D")
    assert "- **Grade D, was B" in run(capsys, "compare", *pair, "--markdown", "--lang", "en")[1]


def test_a_worse_topic_counts_and_an_unknown_one_does_not(tmp_path: Path) -> None:
    good, bad, unknown = results.tidy(), results.tidy(), results.tidy()
    for result, grade in ((good, "A"), (bad, "C"), (unknown, None)):
        next(topic for topic in result["topics"] if topic["id"] == "tests")["grade"] = grade
    paths = [
        stored(tmp_path, name, one) for name, one in (("good", good), ("bad", bad), ("unknown", unknown))
    ]
    assert main(["compare", paths[0], paths[1], "--fail-if-worse"]) == 1
    assert main(["compare", paths[0], paths[2], "--fail-if-worse"]) == 0


@pytest.mark.parametrize(
    ("text", "words"), [("[]", "schema"), ("{", "no result"), ('{"schema": "x"}', "schema")]
)
def test_what_is_no_result_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, words: str
) -> None:
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    code, out, err = run(
        capsys, "compare", str(tmp_path / "x.json"), str(tmp_path / "x.json"), "--lang", "en"
    )
    assert (code, out) == (2, "")
    assert words in err
