"""All measures of agreement for one prediction of the maintainability labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.datasets import Judged
from evaluation.measures import (
    Estimate,
    Ints,
    auc,
    bootstrap,
    mean_absolute_error,
    pair_accuracy,
    pairs_by_class,
    pairs_by_label,
    spearman,
    weighted_kappa,
)

Values = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Measure:
    """One column of the table. `goal` is what the project wants to reach, None where it set no goal;
    `ordinal` measures need the prediction on the scale of the labels, the others only its order."""

    key: str
    title: str
    goal: float | None = None
    ordinal: bool = False


MEASURES = (
    Measure("auc_hard", "AUC hard", 0.96),
    Measure("spearman", "Spearman", 0.80),
    Measure("pairs_hard", "Pairs: hard or not", 0.85),
    Measure("pairs_label", "Pairs: labels 0.5 apart", 0.85),
    Measure("spearman_label", "Spearman, four labels"),
    Measure("mae", "Mean abs. error", ordinal=True),
    Measure("kappa", "Weighted kappa", ordinal=True),
)


def agreement(judged: Judged, order: Values, scaled: Values) -> Iterator[tuple[Measure, Estimate]]:
    """Every measure with its interval.

    Args:
        judged: the classes and their labels.
        order: one number per class, higher for harder.
        scaled: the same prediction on the scale 0 … 3.
    """
    hard, expected, label = judged.hard, judged.expected, judged.label.astype(np.float64)
    by_class = pairs_by_class(judged.tokens, hard)
    by_label = pairs_by_label(judged.tokens, expected)
    count = len(expected)

    def drawn(pick: Ints) -> Values:
        return np.bincount(pick, minlength=count).astype(np.float64)

    figures = {
        "auc_hard": lambda pick: auc(order[pick], hard[pick]),
        "spearman": lambda pick: spearman(order[pick], expected[pick]),
        "pairs_hard": lambda pick: pair_accuracy(order, by_class, drawn(pick)),
        "pairs_label": lambda pick: pair_accuracy(order, by_label, drawn(pick)),
        "spearman_label": lambda pick: spearman(order[pick], label[pick]),
        "mae": lambda pick: mean_absolute_error(scaled[pick], expected[pick]),
        "kappa": lambda pick: weighted_kappa(scaled[pick], judged.label[pick]),
    }
    for measure in MEASURES:
        yield measure, bootstrap(count, figures[measure.key])
