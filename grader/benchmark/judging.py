"""How a measured figure becomes a finding: the same way for every indicator that is compared."""

from __future__ import annotations

from statistics import median

from grader.benchmark.code_index import code_index
from grader.benchmark.comparison import peers_of
from grader.facts.code import MeasuredCode
from grader.findings import Finding, Measure, Outcome, Text
from grader.wording import say

# Met means: not among the weaker third of the comparable projects (grades A to C).
MET_FROM_POSITION = 35.0
MAX_EVIDENCE = 10
# Shares of a few functions would be chance.
MIN_FUNCTION_LINES = 100


def without_functions(indicator: str, code: MeasuredCode) -> Finding | None:
    """The finding where no functions can be judged, or None where they can."""
    if sum(function.code_lines for function in code.functions) >= MIN_FUNCTION_LINES:
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


def compared(
    code: MeasuredCode, measure: str, figure: str, unit: str, digits: int = 1
) -> tuple[Measure, Outcome]:
    """Place one measure among comparable projects.

    Args:
        code: the measured code.
        measure: name in `benchmark.MEASURES`, e.g. `function_size`.
        figure: the figure to show, e.g. `size30`.
        unit: unit of the figure, e.g. `%`.
        digits: digits kept of the figure.

    Returns:
        The measure with its position, and MET or NOT_MET.
    """
    position = code_index(code.values, code.main_language).positions[measure]
    peers = peers_of(code.main_language)
    value = round(code.values[figure], digits)
    outcome = Outcome.MET if position >= MET_FROM_POSITION else Outcome.NOT_MET
    return Measure(figure, value, unit, position, len(peers)), outcome


def typical(code: MeasuredCode, figure: str) -> float:
    """Median of a figure among comparable projects."""
    return float(median(peer.values[figure] for peer in peers_of(code.main_language)))
