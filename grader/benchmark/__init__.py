"""Figures of real public-sector repositories, per language, and the place of a program among them.

All of them were measured with this grader; `comparison-2026-2.json` names each with its commit, and
`make benchmark` measures them again.
"""

from grader.benchmark.code_index import (
    MEASURES,
    PARTS,
    CodeIndex,
    code_index,
    comparison_indexes,
)
from grader.benchmark.comparison import (
    COMPARISON,
    Comparison,
    Peer,
    Reference,
    Scope,
    duplication_position,
    language_limit,
    measured_duplication,
    position,
    reference,
    repository_values,
)
from grader.benchmark.figures import (
    Figures,
    LanguageFigures,
    Material,
    figures_from,
    figures_of,
    material_of,
)
from grader.benchmark.judging import (
    MAX_EVIDENCE,
    MET_FROM_POSITION,
    compared,
    compared_with,
    longest_marks,
    typical,
    without_functions,
)

__all__ = [
    "COMPARISON",
    "MAX_EVIDENCE",
    "MEASURES",
    "MET_FROM_POSITION",
    "PARTS",
    "CodeIndex",
    "Comparison",
    "Figures",
    "LanguageFigures",
    "Material",
    "Peer",
    "Reference",
    "Scope",
    "code_index",
    "compared",
    "compared_with",
    "comparison_indexes",
    "duplication_position",
    "figures_from",
    "figures_of",
    "language_limit",
    "longest_marks",
    "material_of",
    "measured_duplication",
    "position",
    "reference",
    "repository_values",
    "typical",
    "without_functions",
]
