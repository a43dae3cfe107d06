"""How a measured figure becomes a finding: the same way for every indicator that is compared."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate
from statistics import median

from grader.benchmark.code_index import MEASURES, OF_THE_REPOSITORY, code_index
from grader.benchmark.comparison import reference, repository_values
from grader.benchmark.figures import Figures, figures_of
from grader.facts.code import MeasuredCode
from grader.facts.model import Facts, Mark
from grader.findings import Finding, Measure, Outcome, Text
from grader.wording import say

# Met means: not among the weaker third of the comparable projects (grades A to C).
MET_FROM_POSITION = 35.0
MAX_EVIDENCE = 10
# Shares of a few functions would be chance.
MIN_FUNCTION_LINES = 100
# A language with less of the code does not show in the number of compared projects.
MIN_LANGUAGE_SHARE = 0.1


def without_functions(indicator: str, code: MeasuredCode) -> Finding | None:
    """The finding where no functions can be judged, or None where they can."""
    if any(lines >= MIN_FUNCTION_LINES for lines in accumulate(f.code_lines for f in code.functions)):
        return None
    if not code.files and not code.unread_lines:
        nothing = Text("Es gibt hier keinen eigenen Quelltext.", "There is no source code of its own here.")
        return Finding(indicator, Outcome.NOT_APPLICABLE, nothing)
    too_little = say(
        "Weniger als {lines} Zeilen stehen in Funktionen, die wir lesen können; ein Anteil wäre Zufall.",
        "Fewer than {lines} lines are in functions we can read; a share would be chance.",
        lines=MIN_FUNCTION_LINES,
    )
    return Finding(indicator, Outcome.NOT_ASSESSABLE, too_little)


def compared(facts: Facts, measure: str, figure: str, unit: str, digits: int = 1) -> tuple[Measure, Outcome]:
    """Place one measure among comparable projects.

    Args:
        facts: what the folder contains.
        measure: name in `benchmark.MEASURES`, e.g. `function_size`.
        figure: the figure to show, e.g. `size30`.
        unit: unit of the figure, e.g. `%`.
        digits: digits kept of the figure.

    Returns:
        The measure with its position, and MET, NOT_MET, or NOT_ASSESSABLE where the figure is not known.
    """
    figures = figures_of(facts)
    place = code_index(figures).positions.get(measure)
    value = round(figures.overall(figure), digits)
    if place is None:
        return Measure(figure, value, unit), Outcome.NOT_ASSESSABLE
    outcome = Outcome.MET if place >= MET_FROM_POSITION else Outcome.NOT_MET
    return Measure(figure, value, unit, place, compared_with(figures, measure)), outcome


def compared_with(figures: Figures, measure: str) -> int:
    """How many repositories a measure is compared with."""
    if measure in OF_THE_REPOSITORY:
        return len(repository_values(MEASURES[measure][0]))
    total = sum(row.lines for row in figures.languages)
    large = [row for row in figures.languages if row.lines >= MIN_LANGUAGE_SHARE * total]
    return len(frozenset[str]().union(*(reference(row.language).repositories for row in large)))


def typical(facts: Facts, figure: str) -> float:
    """Median of a figure among comparable projects; for several languages their mean, weighted by code."""
    figures = figures_of(facts)
    if figure in figures.repository:
        return float(median(repository_values(figure) or (0.0,)))
    known = [
        (row.lines, float(median(values)))
        for row in figures.languages
        if (values := reference(row.language).values.get(figure))
    ]
    total = sum(lines for lines, _ in known)
    return sum(lines * value for lines, value in known) / total if total else 0.0


def longest_marks(rows: Iterable[tuple[str, Mark]]) -> list[tuple[str, Mark]]:
    """The longest marked places, (path, mark), as many as a finding shows.

    Equal ones stand in the order of the source.
    """
    ranked = sorted(rows, key=lambda row: (row[1].line - row[1].end_line, row[0], row[1].line))
    return ranked[:MAX_EVIDENCE]
