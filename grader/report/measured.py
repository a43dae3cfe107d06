"""The measured parts of the result: sizes, languages, what was left out, hardest functions, comparison."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from heapq import nlargest, nsmallest
from typing import Any

from grader.benchmark import COMPARISON, compared_with, figures_of, language_limit
from grader.facts.code import measured_code
from grader.facts.components import components
from grader.facts.figures import MeasuredFunction
from grader.facts.model import Facts, FileFacts
from grader.facts.parts import parts_of
from grader.grading import Verdict
from grader.grading.rules import GRADES
from grader.maintainability.judging import judged_code
from grader.report.texts import COMPARISON_SOURCE, LEFT_OUT
from grader.wording import say

MAX_FUNCTIONS = 20
MAX_EXAMPLES = 5
MAX_COMPONENTS = 40
USUAL_NESTING = 3
# More than rounding a difficulty to two digits can change.
_ROUNDED = 0.02


def size(facts: Facts) -> dict[str, int]:
    """Counts over the whole tree and over the program alone."""
    return {
        "files": len(facts.files),
        "lines": sum(file.lines for file in facts.files),
        "code_lines": sum(file.code_lines for file in facts.production),
        "measured_code_lines": measured_code(facts).production_lines,
        "test_code_lines": sum(file.code_lines for file in facts.tests),
        "functions": len(measured_code(facts).functions),
    }


def languages(facts: Facts) -> list[dict[str, Any]]:
    """Languages of the program by code lines; `share` is in % of the program."""
    files: dict[str, list[FileFacts]] = defaultdict(list)
    for file in facts.production:
        if file.language and file.code_lines:
            files[file.language].append(file)
    lines = {language: sum(file.code_lines for file in members) for language, members in files.items()}
    total = sum(lines.values())
    return [
        {
            "name": name,
            "files": len(files[name]),
            "code_lines": count,
            "share": round(100.0 * count / total, 1),
            "functions_read": any(file.parsed for file in files[name]),
        }
        for name, count in sorted(lines.items(), key=lambda item: (-item[1], item[0]))
    ]


def left_out(facts: Facts) -> list[dict[str, Any]]:
    """What was not measured, by kind, with the rule and the largest examples."""
    rows = []
    for role, title in LEFT_OUT.items():
        files = facts.with_role(role)
        if not files:
            continue
        largest = sorted(files, key=lambda file: (-file.bytes, file.path))[:MAX_EXAMPLES]
        rows.append(
            {
                "role": role.value,
                "title": title.as_dict(),
                "files": len(files),
                "lines": sum(file.lines for file in files),
                "bytes": sum(file.bytes for file in files),
                "examples": [{"path": file.path, "why": file.why_left_out} for file in largest],
            }
        )
    return rows


def largest_functions(facts: Facts) -> list[dict[str, Any]]:
    """The hardest functions first."""
    ranked = nsmallest(
        MAX_FUNCTIONS,
        _hardest(measured_code(facts).functions),
        key=lambda f: (-difficulty(f), f.path, f.function.line, f.function.name),
    )
    return [
        {
            "path": f.path,
            "line": f.function.line,
            "end_line": f.function.end_line,
            "name": f.function.name,
            "length": f.function.length,
            "code_lines": round(f.code_lines),
            "complexity": f.function.complexity,
            "nesting": f.function.nesting,
            "parameters": f.function.parameters,
            "difficulty": difficulty(f),
        }
        for f in ranked
    ]


def _hardest(functions: Sequence[MeasuredFunction]) -> list[MeasuredFunction]:
    """All that can be among the hardest; asked about each function of the program, so with few calls."""
    limits = {
        language: (language_limit("function_lines", language), language_limit("complexity", language))
        for language in {function.language for function in functions}
    }
    values = []
    for f in functions:
        lines, paths = limits[f.language]
        values.append(
            f.code_lines / lines + f.function.complexity / paths + f.function.nesting / USUAL_NESTING
        )
    least = min(nlargest(MAX_FUNCTIONS, values), default=0.0) - _ROUNDED
    return [function for function, value in zip(functions, values, strict=True) if value >= least]


def difficulty(function: MeasuredFunction) -> float:
    """Size, complexity and nesting, each as a multiple of what is usual in the language; 3 is conspicuous."""
    lines = function.code_lines / language_limit("function_lines", function.language)
    paths = function.function.complexity / language_limit("complexity", function.language)
    return round(lines + paths + function.function.nesting / USUAL_NESTING, 2)


def components_of(facts: Facts) -> list[dict[str, Any]]:
    """The largest parts; `expected` is the judgement of their files (0 easy, 3 hard), null without any."""
    code = measured_code(facts)
    expected = _expected_by_part(facts, parts_of(code.files))
    return [
        {
            "path": part.path,
            "code_lines": part.code_lines,
            "mean_complexity": part.mean_complexity,
            "functions": part.functions,
            "expected": expected.get(part.path),
        }
        for part in components(code)[:MAX_COMPONENTS]
    ]


def _expected_by_part(facts: Facts, parts: Mapping[str, str]) -> dict[str, float]:
    """The mean of the judged files of each part, weighted by their code lines."""
    weights: dict[str, int] = defaultdict(int)
    sums: dict[str, float] = defaultdict(float)
    for judged in judged_code(facts).production:
        part = parts.get(judged.file.path)
        if part is not None:
            weights[part] += judged.file.code_lines
            sums[part] += judged.expected * judged.file.code_lines
    return {part: round(sums[part] / weight, 2) for part, weight in weights.items() if weight}


def comparison(facts: Facts, verdict: Verdict) -> dict[str, Any] | None:
    """The place among the comparison projects: one position (0 to 100) per project, ascending."""
    compared = verdict.comparison
    if compared is None or verdict.grade is None:
        return None
    code = measured_code(facts)
    figures = figures_of(facts)
    names = {*figures.repository, *(name for row in figures.languages for name in row.values)}
    values = code.values | {name: figures.overall(name) for name in names}
    source = say(
        COMPARISON_SOURCE.de,
        COMPARISON_SOURCE.en,
        count=len(COMPARISON.peers),
        month=COMPARISON.measured_on,
    )
    return {
        "positions": list(compared.positions),
        "own": compared.own,
        "measured": compared.measured,
        "boundaries": list(compared.boundaries),
        "grades": list(reversed(GRADES)),
        "better": compared.better,
        "worse": compared.worse,
        "language": code.main_language,
        "same_language": compared_with(figures, "function_size"),
        "figures": dict(sorted(values.items())),
        "source": source.as_dict(),
        "edition": COMPARISON.edition,
    }
