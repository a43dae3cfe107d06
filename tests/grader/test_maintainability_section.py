"""What the result says about files that are hard to maintain."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from rich.console import Console

from grader.facts.difficulty import FACT_NAMES
from grader.facts.model import FileFacts, Role
from grader.formats.card import print_card
from grader.grading import grade_findings
from grader.indicators.catalogue import measure_all
from grader.maintainability.agreement import shipped_agreement
from grader.maintainability.words import REASONS, difficulty_class
from grader.report import SCHEMA_FILE, build_report
from grader.report.maintainability import files, maintainability
from grader.run import grade_folder
from tests.grader.building import TODAY, facts, source, tidy_functions, tidy_project, write
from tests.grader.maintainability.sources import JAVA, PYTHON, nested_deeper

HARD = tuple(4000.0 if name != "nesting" else 9.0 for name in FACT_NAMES)
EASY = (0.0,) * len(FACT_NAMES)


def judged(path: str, difficulty: tuple[float, ...], *, code_lines: int = 100) -> FileFacts:
    return replace(source(path, *tidy_functions(1), code_lines=code_lines), difficulty=difficulty)


def test_the_section_is_valid_and_the_same_with_any_number_of_processes(tmp_path: Path) -> None:
    many = {f"app/part{n}/fees{n}.py": PYTHON.replace("total", f"total{n}") for n in range(40)}
    write(tmp_path, many | {"app/FeeTable.java": JAVA, "app/Deeper.java": nested_deeper(JAVA)})

    alone, together = (grade_folder(tmp_path, as_of=TODAY, processes=processes) for processes in (1, 2))

    jsonschema.Draft202012Validator(json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))).validate(alone)
    for section in ("maintainability", "files"):
        assert json.dumps(alone[section]) == json.dumps(together[section])
    assert alone["maintainability"]["judged_files"] == 42


def test_the_hardest_file_comes_first_with_reasons(tmp_path: Path) -> None:
    write(tmp_path, {"app/a.java": JAVA, "app/b.java": nested_deeper(JAVA)})

    first, second = grade_folder(tmp_path, as_of=TODAY)["files"]

    assert (first["path"], second["path"]) == ("app/b.java", "app/a.java")
    judgement = first["maintainability"]
    assert judgement["low"] <= judgement["expected"] <= judgement["high"]
    assert 0 < len(first["reasons"]) <= 3
    assert [one["share"] for one in first["reasons"]] == sorted(
        (one["share"] for one in first["reasons"]), reverse=True
    )


def test_an_easy_file_needs_no_reasons() -> None:
    (file,) = files(facts(judged("a.py", EASY)))

    assert (file["maintainability"]["expected"], file["class"], file["reasons"]) == (0.0, "easy", [])


def test_code_that_was_not_judged_stays_visible_in_the_shares() -> None:
    unread = replace(source("c.cob", code_lines=100), parsed=False)
    some = facts(judged("a.py", EASY, code_lines=200), judged("b.py", HARD), unread)

    shares = {one["class"]: one["share"] for one in maintainability(some)["share_of_code"]}
    assert shares == {"easy": 50.0, "rather_easy": 0.0, "rather_hard": 0.0, "hard": 25.0, "not_judged": 25.0}
    assert [file["path"] for file in files(some)] == ["b.py", "a.py"]


def test_the_whole_program_is_summed_up_by_its_code_lines() -> None:
    section = maintainability(facts(judged("a.py", EASY, code_lines=300), judged("b.py", HARD)))

    assert (section["mean"], section["hard_share"]) == (0.75, 25.0)


def test_test_code_is_judged_but_never_counts() -> None:
    program = judged("app/a.py", EASY, code_lines=100)
    tests = replace(judged("tests/test_a.py", HARD, code_lines=900), role=Role.TEST)
    some = facts(program, tests)

    section = maintainability(some)

    assert [(file["path"], file["role"]) for file in files(some)] == [
        ("tests/test_a.py", "test"),
        ("app/a.py", "production"),
    ]
    assert (section["judged_files"], section["judged_test_files"]) == (1, 1)
    assert (section["mean"], section["hard_share"]) == (0.0, 0.0)
    assert section["share_of_code"] == maintainability(facts(program))["share_of_code"]


def test_difficulty_of_test_code_is_read_from_real_files(tmp_path: Path) -> None:
    write(tmp_path, {"app/fees.py": PYTHON, "tests/test_fees.py": PYTHON})

    rows = {file["role"]: file["maintainability"] for file in grade_folder(tmp_path, as_of=TODAY)["files"]}

    assert rows["test"] == rows["production"]


def test_without_program_code_nothing_is_judged() -> None:
    section = maintainability(facts())

    assert files(facts()) == []
    assert (section["mean"], section["hard_share"]) == (None, None)
    assert {one["share"] for one in section["share_of_code"]} == {0.0}


def test_the_hardest_files_get_all_reasons_and_the_others_the_strongest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("grader.report.maintainability.MAX_EXPLAINED", 2)

    rows = files(facts(*(judged(f"{n}.py", HARD) for n in range(6))))

    assert [len(file["reasons"]) for file in rows] == [3, 3, 1, 1, 1, 1]


def test_a_language_without_its_own_distribution_is_marked() -> None:
    known, unknown = judged("a.py", HARD), replace(judged("b.zig", HARD), language="Zig")

    mapped = {file["path"]: file["mapped"] for file in files(facts(known, unknown))}

    assert mapped == {"a.py": True, "b.zig": False}


@pytest.mark.parametrize(
    ("expected", "name"),
    [
        (0.49, "easy"),
        (0.5, "rather_easy"),
        (1.49, "rather_easy"),
        (1.5, "rather_hard"),
        (2.5, "hard"),
        (3, "hard"),
    ],
)
def test_the_class_is_the_nearest_answer(expected: float, name: str) -> None:
    assert difficulty_class(expected) == name


def test_every_fact_has_plain_words() -> None:
    assert tuple(REASONS) == FACT_NAMES


def test_the_agreement_names_its_language_and_the_more_careful_figure() -> None:
    agreement = maintainability(facts())["agreement"]

    assert (agreement["language"], agreement["projects"]) == ("Java", 4)
    assert agreement["careful"].keys() == agreement["model"].keys() == agreement["lines_of_code"].keys()
    for figures in (agreement["model"], agreement["careful"], agreement["lines_of_code"]):
        assert all(one["low"] <= one["value"] <= one["high"] for one in figures.values())


def test_the_figures_are_those_of_the_model_card() -> None:
    card = (SCHEMA_FILE.parents[2] / "docs" / "reference" / "model-card.md").read_text(encoding="utf-8")
    measured = shipped_agreement()

    for figures in (measured.model, measured.careful, measured.lines_of_code):
        cells = (f"{one.value:.3f} [{one.low:.3f}, {one.high:.3f}]" for one in figures.values())
        assert " | ".join(cells) in card


def test_files_that_are_hard_to_maintain_lower_the_grade() -> None:
    easy, hard = (
        result_of([replace(file, difficulty=kind) for file in tidy_project()]) for kind in (EASY, HARD)
    )

    assert easy["comparison"]["measured"] > hard["comparison"]["measured"]
    assert easy["verdict"]["grade"] <= hard["verdict"]["grade"]
    assert {topic["id"]: topic["grade"] for topic in hard["topics"]}["understandability"] == "E"


def test_the_card_names_the_hardest_files_with_interval_and_reason() -> None:
    hard = [replace(file, difficulty=HARD) for file in tidy_project()]
    shown = card(result_of(hard))

    assert "Am schwersten zu pflegen" in shown
    assert "app/part0.py" in shown
    assert "schwer zu pflegen (3,0 von 3, Spanne 2,5 bis 3,0)" in shown
    assert shown.count("von 3, Spanne") == 3
    assert "Zählt im Thema Verständlichkeit." in shown


def test_the_card_says_where_the_simpler_model_disagrees() -> None:
    result = result_of([replace(file, difficulty=HARD) for file in tidy_project()])
    assert "Vergleichsmodell" not in card(result)

    result["files"][0] |= {"disagreement": True, "twin": 0.25}

    assert "Ein einfacheres Vergleichsmodell sagt 0,2. Dieser Wert ist unsicher." in card(result)


def test_the_card_is_silent_where_no_file_stands_out() -> None:
    easy = [replace(file, difficulty=EASY) for file in tidy_project()]

    assert "Am schwersten zu pflegen" not in card(result_of(easy))


def result_of(files: Any) -> dict[str, Any]:
    some = facts(*files)
    findings = measure_all(some)
    return build_report(some, findings, grade_findings(some, findings))


def card(result: dict[str, Any]) -> str:
    output = io.StringIO()
    print_card(result, language="de", name="x", console=Console(file=output, width=100))
    return output.getvalue()
