"""Measures of ranked lists against graded judgements."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

RECALL_FROM = 2


def ndcg(ranked: Sequence[str], relevant: Mapping[str, int], places: int = 10) -> float | None:
    """Normalised discounted cumulative gain with gain 2^grade - 1 (Burges et al., ICML 2005).

    Returns:
        0 to 1, or None where nothing is relevant: such questions are judged by staying empty.
    """
    best = _gain(sorted(relevant.values(), reverse=True)[:places])
    return _gain([relevant.get(slug, 0) for slug in ranked[:places]]) / best if best else None


def _gain(grades: Sequence[int]) -> float:
    return sum(float(2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def recall(ranked: Sequence[str], relevant: Mapping[str, int], places: int = 20) -> float | None:
    """Share of the listings graded 2 or 3 that are among the first; None where there are none."""
    wanted = {slug for slug, grade in relevant.items() if grade >= RECALL_FROM}
    return len(wanted & set(ranked[:places])) / len(wanted) if wanted else None
