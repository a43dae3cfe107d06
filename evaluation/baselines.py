"""What the model is held against in the same run: counting lines and known indices.

The single figures are used as they are for everything about order; only for the distance to the labels they
are put on the scale 0 … 3 by a straight line on log(1 + figure), fitted to the other projects.
"""

from __future__ import annotations

from collections.abc import Sequence

import lizard
import numpy as np
import numpy.typing as npt

from evaluation.training import Names, folds
from grader.facts.functions import functions_of
from grader.facts.lexing import lex
from grader.facts.parsing import parse
from grader.facts.token_hashes import hash_tokens
from grader.maintainability.model import HARDEST

Values = npt.NDArray[np.float64]


def simple_figures(sources: Sequence[bytes]) -> dict[str, Values]:
    """Per class: code lines, cyclomatic complexity, Maintainability Index (higher is harder here), lizard."""
    rows = np.array([_of_source(source) for source in sources])
    names = (
        "lines of code",
        "cyclomatic complexity, sum",
        "cyclomatic complexity, largest",
        "Maintainability Index (Microsoft)",
    )
    figures = dict(zip(names, rows.T, strict=True))
    figures["lizard: code in flagged functions"] = np.array([_lizard(source) for source in sources])
    return figures


def _of_source(source: bytes) -> tuple[float, float, float, float]:
    syntax = parse(source, "java")
    lexed = lex(source, syntax.comments, syntax.strings)
    functions = functions_of(syntax, source, "java", lexed.line_starts, lexed.starts)
    complexity = [function.complexity for function in functions] or [1]
    lines = max(lexed.code_lines, 1)
    volume = _halstead_volume(source)
    # Microsoft's rescaled index of Coleman et al. (1994), turned round so that more is harder.
    index = (171.0 - 5.2 * np.log(max(volume, 1.0)) - 0.23 * sum(complexity) - 16.2 * np.log(lines)) / 1.71
    return float(lines), float(sum(complexity)), float(max(complexity)), 100.0 - float(index)


def _halstead_volume(source: bytes) -> float:
    """Tokens times the logarithm of different tokens (Halstead 1977)."""
    syntax = parse(source, "java")
    lexed = lex(source, syntax.comments, syntax.strings)
    different = len(np.unique(hash_tokens(source, lexed)))
    return len(lexed.starts) * float(np.log2(max(different, 2)))


def _lizard(source: bytes) -> float:
    """Code lines in functions that lizard would list: complexity above 15, or more than 60 lines of code, or
    more than 5 parameters, plus a tenth of the lines of the others to order classes without any."""
    found = lizard.analyze_file.analyze_source_code("Judged.java", source.decode("utf-8", "replace"))
    flagged = sum(
        f.nloc
        for f in found.function_list
        if f.cyclomatic_complexity > 15 or f.nloc > 60 or f.parameter_count > 5
    )
    return float(flagged) + 0.1 * float(found.nloc)


def on_label_scale(figure: Values, expected: Values, projects: Names) -> Values:
    """A single figure as expected label, by a line on its logarithm fitted to the other projects."""
    row = np.log1p(np.maximum(figure, 0.0))
    result = np.zeros(len(row))
    for train, test in folds(projects):
        slope, start = np.polyfit(row[train], expected[train], 1)
        result[test] = np.clip(slope * row[test] + start, 0.0, HARDEST)
    return result
