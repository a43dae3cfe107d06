"""Limits of indicators follow from the stored figures, by the stated rule."""

from __future__ import annotations

import pytest
import yaml

from evaluation.benchmark.limits import FIGURES, RULES, Rule, stored, written
from grader.indicators.catalogue import FOLDER


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.figure)
def test_every_limit_follows_from_the_stored_figures(rule: Rule) -> None:
    """After a change of rules or figures run `python -m evaluation.benchmark.limits`."""
    text = (FOLDER / rule.indicator / "limits.yaml").read_text(encoding="utf-8")
    assert text == written(rule, stored())


def test_no_limit_is_written_without_a_rule() -> None:
    written_down = {path.parent.name for path in FOLDER.glob("*/limits.yaml")}
    assert written_down == {rule.indicator for rule in RULES}


def test_every_row_names_repository_and_commit() -> None:
    rows = stored()
    assert len(rows) > 100, FIGURES
    assert all("/" in row["repository"] and len(row["commit"]) == 40 for row in rows)


def row(language: str, value: float, lines: int = 900) -> dict[str, str]:
    return {"language": language, "lines": str(lines), "figure": str(value)}


def limits(rule: Rule, rows: list[dict[str, str]]) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = yaml.safe_load(written(rule, rows))["languages"]
    return found


def test_the_weaker_third_does_not_meet() -> None:
    rows = [row("Go", value) for value in range(101)]
    assert limits(Rule("some", "figure"), rows)["Go"] == {"typical": 50, "limit": 65}
    better = limits(Rule("some", "figure", higher_is_better=True), rows)
    assert better["Go"] == {"typical": 50, "limit": 35}


def test_a_bound_of_our_own_choice_holds_where_the_quantile_would_mean_little() -> None:
    rows = [row("Go", 0) for _ in range(10)]
    rule = Rule("some", "figure", bound=2.0, reason="less burdens nobody")
    assert limits(rule, rows)["default"] == {"typical": 0, "limit": 2}
    assert "less burdens nobody" in written(rule, rows)


def test_a_language_needs_eight_repositories_and_small_ones_may_be_left_out() -> None:
    rows = [row("Go", 1) for _ in range(8)] + [row("Ruby", 5) for _ in range(7)] + [row("Go", 99, lines=10)]
    assert set(limits(Rule("some", "figure", least_lines=500), rows)) == {"default", "Go"}
    assert limits(Rule("some", "figure", least_lines=500), rows)["Go"]["limit"] == 1
