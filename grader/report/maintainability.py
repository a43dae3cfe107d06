"""The trained model's part of the result: how hard each file is expected to be to maintain, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

import numpy as np

from grader.facts.model import Facts, FileFacts
from grader.findings import Text
from grader.maintainability.agreement import Figure, shipped_agreement
from grader.maintainability.model import Model, Scores, score, shipped_model
from grader.report.texts import DIFFICULTY_CLASSES, DIFFICULTY_REASONS, MODEL_CHANGES_NO_GRADE, NOT_JUDGED
from grader.wording import say

MAX_FILES = 2000
MAX_EXPLAINED = 200
MAX_REASONS = 3


def maintainability(facts: Facts) -> dict[str, Any]:
    """What the model expects experts to say of the program's files; it has no part in the grade.

    Returns:
        The section `maintainability` of the result; numbers rounded to two digits, files hardest first.
    """
    model = shipped_model()
    judged = [file for file in facts.production if file.difficulty]
    rows = np.array([file.difficulty for file in judged], dtype=np.float64)
    scores = score(model, rows, [file.language or "" for file in judged])
    expected: list[float] = np.round(scores.expected, 2).tolist()
    beyond: list[float] = np.round(scores.uncapped, 2).tolist()
    order = sorted(range(len(judged)), key=lambda i: (-expected[i], -beyond[i], judged[i].path))
    return {
        "model": model.version,
        "note": MODEL_CHANGES_NO_GRADE.as_dict(),
        "agreement": _agreement(),
        "interval_level": round(100 * model.interval.level),
        "judged_files": len(judged),
        "share_of_code": _share_of_code(facts.production, judged, expected),
        "files": [
            _file(model, judged[i], scores, i, explained=place < MAX_EXPLAINED)
            for place, i in enumerate(order[:MAX_FILES])
        ],
    }


def difficulty_class(expected: float) -> str:
    """The class of an expected judgement from 0 to 3: the nearest of the four answers experts could give."""
    limits = (0.5, 1.5, 2.5)
    return list(DIFFICULTY_CLASSES)[sum(expected >= limit for limit in limits)]


def _agreement() -> dict[str, Any]:
    measured = shipped_agreement()

    def figures(some: Mapping[str, Figure]) -> dict[str, Any]:
        return {key: asdict(figure) for key, figure in some.items()}

    return {
        "language": measured.language,
        "classes": measured.classes,
        "hard_classes": measured.hard_classes,
        "projects": measured.projects,
        "model": figures(measured.model),
        "careful": figures(measured.careful),
        "lines_of_code": figures(measured.lines_of_code),
    }


def _share_of_code(
    production: Iterable[FileFacts], judged: list[FileFacts], expected: list[float]
) -> list[dict[str, Any]]:
    """Code lines per class; what was not judged stays visible as a class of its own."""
    lines = dict.fromkeys([*DIFFICULTY_CLASSES, NOT_JUDGED[0]], 0)
    for file, value in zip(judged, expected, strict=True):
        lines[difficulty_class(value)] += file.code_lines
    total = sum(file.code_lines for file in production)
    lines[NOT_JUDGED[0]] = total - sum(lines.values())
    titles = DIFFICULTY_CLASSES | dict([NOT_JUDGED])
    return [
        {
            "class": name,
            "title": titles[name].as_dict(),
            "code_lines": count,
            "share": round(100.0 * count / total, 2) if total else 0.0,
        }
        for name, count in lines.items()
    ]


def _file(model: Model, file: FileFacts, scores: Scores, row: int, *, explained: bool) -> dict[str, Any]:
    expected = _rounded(scores.expected[row])
    name = difficulty_class(expected)
    return {
        "path": file.path,
        "language": file.language,
        "lines": file.lines,
        "expected": expected,
        "low": _rounded(scores.low[row]),
        "high": _rounded(scores.high[row]),
        "class": name,
        "word": DIFFICULTY_CLASSES[name].as_dict(),
        "reasons": _reasons(model, file, scores, row) if explained and expected > 0 else [],
        "twin": _rounded(scores.twin[row]),
        "disagreement": bool(scores.disagreement[row]),
        "mapped": bool(scores.mapped[row]),
    }


def _reasons(model: Model, file: FileFacts, scores: Scores, row: int) -> list[dict[str, Any]]:
    """The facts that weigh most; `share` is their part of everything that speaks for difficulty, in %."""
    parts = scores.contributions[row]
    shares = np.round(100.0 * parts / parts.sum(), 2).tolist()
    ranked = sorted(range(len(shares)), key=lambda i: (-shares[i], i))[:MAX_REASONS]
    return [
        {
            "fact": model.facts[i],
            "text": _reason(model.facts[i], file.difficulty[i]).as_dict(),
            "share": shares[i],
        }
        for i in ranked
        if shares[i] > 0
    ]


def _reason(fact: str, value: float) -> Text:
    text = DIFFICULTY_REASONS[fact]
    return say(text.de, text.en, value=round(value))


def _rounded(value: np.float64) -> float:
    return round(float(value), 2)
