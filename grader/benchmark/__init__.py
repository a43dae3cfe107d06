"""Comparison figures of 79 public repositories and the position of a value among them.

The figures were measured with lizard and jscpd, not with this grader; see `comparison-2026-1.json`.
"""

from grader.benchmark.code_index import (
    INDEX_WEIGHTS,
    MEASURES,
    STRUCTURE_WEIGHTS,
    CodeIndex,
    code_index,
    comparison_indexes,
)
from grader.benchmark.comparison import (
    COMPARISON,
    Comparison,
    Peer,
    duplication_position,
    language_limit,
    measured_duplication,
    peers_of,
    position,
)
from grader.benchmark.judging import MAX_EVIDENCE, MET_FROM_POSITION, compared, typical, without_functions

__all__ = [
    "COMPARISON",
    "INDEX_WEIGHTS",
    "MAX_EVIDENCE",
    "MEASURES",
    "MET_FROM_POSITION",
    "STRUCTURE_WEIGHTS",
    "CodeIndex",
    "Comparison",
    "Peer",
    "code_index",
    "compared",
    "comparison_indexes",
    "duplication_position",
    "language_limit",
    "measured_duplication",
    "peers_of",
    "position",
    "typical",
    "without_functions",
]
