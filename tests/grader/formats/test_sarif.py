"""SARIF: valid, located, with rules in both languages and identities that stay when lines move."""

from __future__ import annotations

from typing import Any

import jsonschema

from grader.formats.sarif import sarif
from tests.grader.formats import results
from tests.grader.formats.sarif_schema import SARIF


def run_of(result: dict[str, Any], language: str = "en") -> dict[str, Any]:
    log = sarif(result, language)
    jsonschema.Draft202012Validator(SARIF).validate(log)
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def fingerprints(run: dict[str, Any]) -> list[str]:
    return [one["partialFingerprints"]["place/v1"] for one in run["results"]]


def test_every_reported_finding_has_a_place_and_a_rule() -> None:
    run = run_of(results.hostile())
    rules = run["tool"]["driver"]["rules"]
    assert run["results"]
    for one in run["results"]:
        assert one["locations"]
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]


def test_rules_explain_themselves_in_both_languages() -> None:
    for rule in run_of(results.tidy())["tool"]["driver"]["rules"]:
        assert rule["help"]["text"]
        assert rule["properties"]["de"]["help"]


def test_messages_are_in_the_language_asked_for() -> None:
    german, english = (run_of(results.hostile(), language) for language in ("de", "en"))
    assert "mögliche Wege" in str(german["results"])
    assert "possible paths" in str(english["results"])


def test_a_met_finding_is_not_reported() -> None:
    result = results.hostile()
    reported = {one["ruleId"] for one in run_of(result)["results"]}
    met = {one["indicator"] for one in result["findings"] if one["outcome"] == "met"}
    assert met
    assert not reported & met


def test_identities_differ_and_stay_when_all_lines_move() -> None:
    result = results.hostile()
    before = fingerprints(run_of(result))
    for rows in (
        result["largest_functions"],
        result["duplicates"],
        *(f["evidence"] for f in result["findings"]),
    ):
        for row in rows:
            for key in ("line", "end_line", "other_line", "other_end_line"):
                if row.get(key):
                    row[key] += 7
    assert fingerprints(run_of(result)) == before
    assert len(set(before)) == len(before)


def test_a_repetition_names_its_other_place() -> None:
    result = results.tidy()
    first = {"path": "a.py", "line": 3, "end_line": 9, "lines": 7}
    second = {"other_path": "b c.py", "other_line": 5, "other_end_line": 11}
    result["duplicates"] = [first | second]
    (found,) = (one for one in run_of(result)["results"] if one["ruleId"] == "repeated-code")
    other = found["relatedLocations"][0]["physicalLocation"]
    assert other["artifactLocation"]["uri"] == "b%20c.py"
    assert other["region"] == {"startLine": 5, "endLine": 11}


def test_of_a_change_only_what_lies_in_changed_lines_is_reported() -> None:
    run = run_of(results.changed())
    paths = {one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in run["results"]}
    assert "app/new.py" in paths
    assert all(one["properties"]["newOrTouched"] for one in run["results"])
