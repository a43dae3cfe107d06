"""One row of the comparison: what is measured in one repository, in the units of the data file."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from evaluation.benchmark.sources import Project
from grader.benchmark import figures_of
from grader.facts.code import measured_code
from grader.facts.figures import MeasuredFunction
from grader.facts.model import Facts, History
from grader.grading import GRADED_ANSWERS
from grader.indicators.catalogue import measure_all
from grader.run import collect_facts

# A language with less code in a repository says nothing about the language.
MIN_LINES = 500
MIN_FUNCTION_LINES = 100
# Where the profile of a language is sampled: share of the function code at or below each value.
KNOTS = {
    "function_lines": (5, 10, 15, 20, 25, 30, 35, 40, 50, 60, 70, 80, 90, 100, 120, 150, 200, 300, 500),
    "complexity": (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 18, 21, 25, 30, 40, 60),
}


def row(project: Project, folder: Path, on: date) -> dict[str, Any]:
    """Measure one repository.

    Args:
        project: what it is.
        folder: its files.
        on: the day of the measurement; only its month is kept.
    """
    # The tree is the whole repository, so what is absent is known to be absent.
    facts = replace(collect_facts(folder, on, None, 1), history=History(available=True))
    figures, profiles = figures_of(facts), _profiles(facts)
    large = [
        one
        for one in figures.languages
        if one.lines >= MIN_LINES and one.function_lines >= MIN_FUNCTION_LINES
    ]
    code = measured_code(facts)
    findings = {finding.indicator: finding.outcome.value for finding in measure_all(facts)}
    return {
        "repository": project.repository,
        "url": project.url,
        "commit": project.commit,
        "measured_on": f"{on:%Y-%m}",
        "language": code.main_language,
        "nloc": code.production_lines,
        "functions": len(code.functions),
        "values": dict(sorted(figures.repository.items())),
        "answers": {name: findings[name] for name in GRADED_ANSWERS if name in findings},
        "languages": [
            {
                "language": one.language,
                "lines": round(one.lines),
                "function_lines": round(one.function_lines),
                "values": dict(one.values),
                "profile": profiles[one.language],
            }
            for one in large
        ],
    }


def _profiles(facts: Facts) -> dict[str, dict[str, list[float]]]:
    """For each language the share of function code (0 to 1) at or below each knot."""
    functions: dict[str, list[MeasuredFunction]] = defaultdict(list)
    for function in measured_code(facts).functions:
        functions[function.language].append(function)
    return {
        language: {
            "function_lines": _profile(((f.code_lines, f.code_lines) for f in own), KNOTS["function_lines"]),
            "complexity": _profile(((f.function.complexity, f.code_lines) for f in own), KNOTS["complexity"]),
        }
        for language, own in functions.items()
    }


def _profile(weighed: Iterable[tuple[float, float]], knots: tuple[int, ...]) -> list[float]:
    pairs = sorted(weighed)
    values = [value for value, _ in pairs]
    reached = [0.0]
    for _, weight in pairs:
        reached.append(reached[-1] + weight)
    total = reached[-1] or 1.0
    return [round(reached[bisect_right(values, knot)] / total, 4) for knot in knots]


def limits(rows: Iterable[dict[str, Any]], kind: str, share: float = 0.9) -> dict[str, int]:
    """Value below which a share of the function code lies, for each language and over all (`default`).

    Every repository counts the same within a language (Alves, Ypma and Visser 2010)."""
    profiles: dict[str, list[list[float]]] = defaultdict(list)
    for one in rows:
        for language in one["languages"]:
            profiles[language["language"]].append(language["profile"][kind])
            profiles["default"].append(language["profile"][kind])
    return {
        language: _crossing(found, KNOTS[kind], share)
        for language, found in sorted(profiles.items())
        if language == "default" or len(found) >= 5
    }


def _crossing(profiles: list[list[float]], knots: tuple[int, ...], share: float) -> int:
    mean = [sum(column) / len(profiles) for column in zip(*profiles, strict=True)]
    for index, reached in enumerate(mean):
        if reached >= share:
            if index == 0:
                return knots[0]
            part = float((share - mean[index - 1]) / (reached - mean[index - 1]))
            return round(knots[index - 1] + part * (knots[index] - knots[index - 1]))
    return knots[-1]
