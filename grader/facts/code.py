"""Figures of the measured code: which share of it stands in long, branching or wide functions.

Only production files whose functions could be read are measured. The lines of a function are estimated from
its share of the file's tokens, so that blank lines and comments change nothing, and the code of an inner
function counts for the inner function only (as in the comparison figures).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from grader.facts.counted_tests import counted_test_lines
from grader.facts.figures import MeasuredFunction, more_figures, shares_above
from grader.facts.languages import LANGUAGES, Kind
from grader.facts.model import Facts, FileFacts, Role


@dataclass(frozen=True, slots=True)
class MeasuredCode:
    """`values` holds the figures `size15` … `test_ratio` in the units of the comparison data, and those of
    `grader.facts.figures`.

    `production_lines` and `test_lines` count code lines of files whose functions could be read,
    `unread_lines` code lines of other production code. `main_language` is the one with most code lines."""

    functions: tuple[MeasuredFunction, ...]
    files: tuple[FileFacts, ...]
    values: dict[str, float]
    main_language: str | None
    production_lines: int
    test_lines: int
    unread_lines: int


# Languages whose programs are built alike: compared with each other, counted together for the main language.
FAMILIES = {
    "TypeScript": "web",
    "JavaScript": "web",
    "Vue": "web",
    "Svelte": "web",
    "Java": "jvm",
    "Kotlin": "jvm",
    "C": "c",
    "C++": "c",
}
# SQL is mostly table definitions and data; it is counted, but a program is not unread because of it.
_PROGRAMS = frozenset(language.name for language in LANGUAGES if language.kind is Kind.CODE) - {"SQL", "XSLT"}
_last: list[tuple[Facts, MeasuredCode]] = []


def measured_code(facts: Facts) -> MeasuredCode:
    """Compute the figures once per facts; indicators ask for them one after the other."""
    if _last and _last[0][0] is facts:
        return _last[0][1]
    code = _measure(facts)
    _last[:] = [(facts, code)]
    return code


def is_measured(file: FileFacts) -> bool:
    """Say whether a file is production code whose functions could be read."""
    return file.role is Role.PRODUCTION and file.parsed


def _measure(facts: Facts) -> MeasuredCode:
    files = tuple(file for file in facts.files if is_measured(file))
    functions = tuple(function for file in files for function in _functions_of(file))
    production = sum(file.code_lines for file in files)
    tests = sum(file.code_lines for file in facts.tests if file.parsed)
    return MeasuredCode(
        functions=functions,
        files=files,
        values=_values(functions, files, production, counted_test_lines(facts.tests))
        | more_figures(functions, files),
        main_language=_main_language(files),
        production_lines=production,
        test_lines=tests,
        unread_lines=sum(
            file.code_lines for file in facts.production if not file.parsed and file.language in _PROGRAMS
        ),
    )


def _values(
    functions: tuple[MeasuredFunction, ...], files: tuple[FileFacts, ...], production: int, tests: int
) -> dict[str, float]:
    values = _shares("size", functions, lambda f: f.code_lines, (15, 30, 60))
    values |= _shares("ccn", functions, lambda f: f.function.complexity, (5, 10, 25))
    values |= _shares("par", functions, lambda f: f.function.parameters, (2, 4, 6))
    large = sum(file.code_lines for file in files if file.code_lines > 500)
    values["file500"] = round(100.0 * large / production, 2) if production else 0.0
    values["test_ratio"] = round(tests / production, 3) if production else 0.0
    return values


def _shares(
    name: str,
    functions: tuple[MeasuredFunction, ...],
    value: Callable[[MeasuredFunction], float],
    limits: tuple[int, ...],
) -> dict[str, float]:
    found = shares_above(functions, value, limits)
    return {f"{name}{limit}": share for limit, share in zip(limits, found, strict=True)}


def _functions_of(file: FileFacts) -> Iterator[MeasuredFunction]:
    per_token = file.code_lines / file.tokens if file.tokens else 0.0
    for function in file.functions:
        lines = (
            min(function.tokens * per_token, float(function.length)) if per_token else float(function.length)
        )
        yield MeasuredFunction(file.path, file.language or "", function, round(lines, 2))


def _main_language(files: Iterable[FileFacts]) -> str | None:
    """The language with most code lines within the family of languages with most code lines."""
    lines: Counter[str] = Counter()
    families: Counter[str] = Counter()
    for file in files:
        language = file.language or ""
        lines[language] += file.code_lines
        families[family_of(language)] += file.code_lines
    ranked = sorted(lines, key=lambda language: (-families[family_of(language)], -lines[language], language))
    return ranked[0] or None if ranked else None


def family_of(language: str) -> str:
    """The family of a language, or the language itself."""
    return FAMILIES.get(language, language)
