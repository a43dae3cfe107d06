"""The figures that are compared: per language of the program, and for the repository as a whole.

So that nobody can talk the grader into a better grade by adding code that costs nothing, functions of at most
25 tokens (accessors, delegations) are neither counted nor weighed, and a file that is a copy of others counts
once. Adding any number of either moves no share.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from grader.benchmark.copies import copied_files
from grader.facts.code import measured_code
from grader.facts.figures import MeasuredFunction
from grader.facts.model import Facts, FileFacts
from grader.maintainability.judging import judged_code
from grader.maintainability.words import HARD_FROM

TRIVIAL_TOKENS = 25
LARGE_FILE_LINES = 500
# A share of fewer lines would be chance.
MIN_COMPARED_LINES = 500

# What is measured of a function, and the limits above which its code counts.
_LIMITS = {
    "size": (15, 30, 60),
    "ccn": (5, 10, 25),
    "cognitive": (15, 25),
    "par": (2, 4, 6),
}
FUNCTION_FIGURES = tuple(f"{name}{limit}" for name, limits in _LIMITS.items() for limit in limits)
_CENT = 100

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class LanguageFigures:
    """The figures of the code in one language; `lines` are its code lines, trivial functions left out, and
    `function_lines` those of them that stand in functions."""

    language: str
    lines: float
    function_lines: float
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Figures:
    """`languages` with most code first; `repository` holds figures that have no language: `test_ratio` and
    `duplicated`. A figure that is not known is not there."""

    languages: tuple[LanguageFigures, ...]
    repository: Mapping[str, float] = field(default_factory=dict)

    def overall(self, name: str) -> float:
        """A figure over all languages, weighted by the code it is a share of."""
        if name in self.repository:
            return self.repository[name]
        known = [(_weight(row, name), row.values[name]) for row in self.languages if name in row.values]
        total = sum(weight for weight, _ in known)
        return round(sum(weight * value for weight, value in known) / total, 2) if total else 0.0


@dataclass(frozen=True, slots=True)
class Material:
    """What the figures are computed from; `what if` is asked by replacing a part of it.

    `functions` without trivial ones and copies; `weights` holds the code lines of each counted file, `large`
    the files of more than 500 code lines, `difficulty` the expected judgement (0 … 3) of each judged file."""

    functions: tuple[MeasuredFunction, ...]
    languages: Mapping[str, tuple[str, ...]]
    weights: Mapping[str, float]
    large: frozenset[str]
    difficulty: Mapping[str, float]
    repository: Mapping[str, float]


_last: list[tuple[Facts, Material, Figures]] = []


def figures_of(facts: Facts) -> Figures:
    """The figures of a folder; the last answer is kept."""
    return _known(facts)[1]


def material_of(facts: Facts) -> Material:
    """What the figures of a folder are computed from; the last answer is kept."""
    return _known(facts)[0]


def _known(facts: Facts) -> tuple[Material, Figures]:
    if not (_last and _last[0][0] is facts):
        material = _material(facts)
        _last[:] = [(facts, material, figures_from(material))]
    return _last[0][1], _last[0][2]


def _material(facts: Facts) -> Material:
    code, copies = measured_code(facts), copied_files(facts)
    files = [file for file in code.files if file.path not in copies]
    weights = {file.path: float(file.code_lines) for file in files}
    functions = []
    for function in code.functions:
        if function.path not in weights:
            continue
        if _is_trivial(function):
            weights[function.path] = max(weights[function.path] - function.code_lines, 0.0)
        else:
            functions.append(function)
    languages: dict[str, list[str]] = {}
    for file in files:
        languages.setdefault(file.language or "", []).append(file.path)
    return Material(
        functions=tuple(functions),
        languages={language: tuple(paths) for language, paths in languages.items()},
        weights=weights,
        large=frozenset(file.path for file in files if file.code_lines > LARGE_FILE_LINES),
        difficulty=_difficulties(facts, files),
        repository=_repository_figures(facts),
    )


def figures_from(material: Material) -> Figures:
    """Compute the figures; languages without code are left out."""
    order = _by_language(material.functions)
    rows = [
        _language_figures(language, order.get(language, []), paths, material)
        for language, paths in material.languages.items()
    ]
    rows.sort(key=lambda row: (-row.lines, row.language))
    return Figures(tuple(row for row in rows if row.lines > 0), material.repository)


_last_order: list[tuple[tuple[MeasuredFunction, ...], dict[str, list[MeasuredFunction]]]] = []


def _by_language(functions: tuple[MeasuredFunction, ...]) -> dict[str, list[MeasuredFunction]]:
    """Functions by language; the last answer is kept, as most of what is asked changes no function."""
    if not (_last_order and _last_order[0][0] is functions):
        order: dict[str, list[MeasuredFunction]] = {}
        for function in functions:
            order.setdefault(function.language, []).append(function)
        _last_order[:] = [(functions, order)]
    return _last_order[0][1]


def _language_figures(
    language: str, functions: list[MeasuredFunction], paths: tuple[str, ...], material: Material
) -> LanguageFigures:
    weights, difficulty = material.weights, material.difficulty
    lines = sum(weights[path] for path in paths)
    shares, function_lines = _known_shares(language, functions)
    values = dict(shares)
    values["file500"] = _percent(sum(weights[path] for path in paths if path in material.large), lines)
    judged = [path for path in paths if path in difficulty]
    if known := sum(weights[path] for path in judged):
        values["difficulty_mean"] = round(sum(difficulty[p] * weights[p] for p in judged) / known, 3)
        hard = sum(weights[p] for p in judged if difficulty[p] >= HARD_FROM)
        values["hard_share"] = _percent(hard, known)
    return LanguageFigures(language, round(lines, 1), round(function_lines, 1), values)


_last_shares: dict[str, tuple[list[MeasuredFunction], dict[str, float], float]] = {}


def _known_shares(language: str, functions: list[MeasuredFunction]) -> tuple[dict[str, float], float]:
    """The last answer is kept per language: what is asked with other figures mostly concerns one of them."""
    known = _last_shares.get(language)
    if known is None or known[0] != functions:
        known = _last_shares[language] = (functions, *_shares(functions))
    return known[1], known[2]


def _shares(functions: list[MeasuredFunction]) -> tuple[dict[str, float], float]:
    """The share of function code above each limit, and the function code in lines.

    Lines are summed in hundredths as whole numbers, so that the order of summing changes nothing."""
    lines = np.array([round(f.code_lines * _CENT) for f in functions], dtype=np.int64)
    measured: dict[str, Ints] = {
        "size": lines,
        "ccn": np.array([f.function.complexity * _CENT for f in functions], dtype=np.int64),
        "cognitive": np.array([f.function.cognitive * _CENT for f in functions], dtype=np.int64),
        "par": np.array([f.function.parameters * _CENT for f in functions], dtype=np.int64),
    }
    total = int(lines.sum())
    values = {
        f"{name}{limit}": _percent(int(lines[measured[name] > limit * _CENT].sum()), total)
        for name, limits in _LIMITS.items()
        for limit in limits
    }
    return values, total / _CENT


def _difficulties(facts: Facts, files: Iterable[FileFacts]) -> dict[str, float]:
    """What experts would be expected to say of each file, 0 easy … 3 hard."""
    expected = {judged.file.path: judged.expected for judged in judged_code(facts).files}
    return {file.path: expected[file.path] for file in files if file.difficulty}


def _repository_figures(facts: Facts) -> dict[str, float]:
    code, duplication = measured_code(facts), facts.duplication
    values = {"test_ratio": code.values["test_ratio"]}
    if duplication.measured_lines >= MIN_COMPARED_LINES:
        trivial = sum(function.code_lines for function in code.functions if _is_trivial(function))
        lines = max(duplication.measured_lines - trivial, 1.0)
        values["duplicated"] = round(min(100.0 * duplication.duplicated_lines / lines, 100.0), 1)
    return values


def _is_trivial(function: MeasuredFunction) -> bool:
    return 0 < function.function.tokens <= TRIVIAL_TOKENS


def _weight(row: LanguageFigures, name: str) -> float:
    return row.function_lines if name in FUNCTION_FIGURES else row.lines


def _percent(part: float, whole: float) -> float:
    return round(100.0 * part / whole, 2) if whole else 0.0
