"""The trained model's part of the result: how hard each file is expected to be to maintain, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from grader.facts.model import Facts, FileFacts
from grader.maintainability.agreement import Figure, shipped_agreement
from grader.maintainability.judging import MAX_REASONS, JudgedCode, JudgedFile, Reason, judged_code
from grader.maintainability.model import shipped_model
from grader.maintainability.words import CLASSES
from grader.report.texts import MODEL_IN_THE_GRADE, NOT_JUDGED

MAX_FILES = 50_000
MAX_EXPLAINED = 1_000


def maintainability(facts: Facts) -> dict[str, Any]:
    """What the model expects experts to say of the program as a whole.

    Returns:
        The section `maintainability` of the result; numbers rounded to two digits. Test code never counts.
    """
    model, code = shipped_model(), judged_code(facts)
    judged = code.production
    return {
        "model": model.version,
        "note": MODEL_IN_THE_GRADE.as_dict(),
        "agreement": _agreement(),
        "interval_level": round(100 * model.interval.level),
        "judged_files": len(judged),
        "judged_test_files": len(code.files) - len(judged),
        "mean": code.values.get("difficulty_mean"),
        "hard_share": code.values.get("hard_share"),
        "share_of_code": _share_of_code(facts.production, judged),
    }


def files(facts: Facts) -> list[dict[str, Any]]:
    """The section `files` of the result: production and test code, hardest first.

    The hardest get up to three reasons each, the others their strongest one."""
    code = judged_code(facts)
    return [
        _file(code, judged, reasons=MAX_REASONS if place < MAX_EXPLAINED else 1)
        for place, judged in enumerate(code.files[:MAX_FILES])
    ]


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


def _share_of_code(production: Iterable[FileFacts], judged: Iterable[JudgedFile]) -> list[dict[str, Any]]:
    """Code lines per class; what was not judged stays visible as a class of its own."""
    lines = dict.fromkeys([*CLASSES, NOT_JUDGED[0]], 0)
    for one in judged:
        lines[one.difficulty_class] += one.file.code_lines
    total = sum(file.code_lines for file in production)
    lines[NOT_JUDGED[0]] = total - sum(lines.values())
    titles = CLASSES | dict([NOT_JUDGED])
    return [
        {
            "class": name,
            "title": titles[name].as_dict(),
            "code_lines": count,
            "share": round(100.0 * count / total, 2) if total else 0.0,
        }
        for name, count in lines.items()
    ]


def _file(code: JudgedCode, judged: JudgedFile, *, reasons: int) -> dict[str, Any]:
    name = judged.difficulty_class
    return {
        "path": judged.file.path,
        "language": judged.file.language,
        "role": judged.file.role.value,
        "lines": judged.file.lines,
        "maintainability": {"expected": judged.expected, "low": judged.low, "high": judged.high},
        "class": name,
        "word": CLASSES[name].as_dict(),
        "reasons": [_reason(reason) for reason in code.reasons(judged, reasons)],
        "twin": judged.twin,
        "disagreement": judged.disagreement,
        "mapped": judged.mapped,
    }


def _reason(reason: Reason) -> dict[str, Any]:
    return {"fact": reason.fact, "text": reason.text.as_dict(), "share": reason.share}
