"""Measures of agreement between a prediction and expert labels, with bootstrap intervals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

SIZE_TOLERANCE = 0.25
LABEL_DISTANCE = 0.5
RESAMPLES = 2000

Values = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % bootstrap interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of classes of like size; `harder` and `easier` are indices."""

    harder: Ints
    easier: Ints


def ranks(values: Values) -> Values:
    """Ranks from 1, the same for equal values (their mean)."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return np.asarray((ends - (counts - 1) / 2.0)[inverse], dtype=np.float64)


def auc(prediction: Values, positive: Flags) -> float:
    """Area under the ROC curve: how often a positive is predicted above a negative (ties count half)."""
    n = int(positive.sum())
    if n in (0, len(positive)):
        return float("nan")
    total = ranks(prediction)[positive].sum() - n * (n + 1) / 2.0
    return float(total / (n * (len(positive) - n)))


def spearman(prediction: Values, truth: Values) -> float:
    """Rank correlation with mean ranks for ties."""
    a, b = ranks(prediction), ranks(truth)
    a, b = a - a.mean(), b - b.mean()
    norm = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return float((a * b).sum()) / norm if norm else float("nan")


def mean_absolute_error(prediction: Values, truth: Values) -> float:
    return float(np.abs(prediction - truth).mean())


def weighted_kappa(prediction: Values, label: Ints, classes: int = 4) -> float:
    """Cohen's kappa with quadratic weights (Cohen 1968) of the rounded prediction."""
    rounded = np.clip(np.rint(prediction), 0, classes - 1).astype(np.int64)
    seen = np.bincount(rounded * classes + label, minlength=classes * classes).reshape(classes, classes)
    by_chance = np.outer(seen.sum(1), seen.sum(0)) / max(seen.sum(), 1)
    distance = np.subtract.outer(np.arange(classes), np.arange(classes)) ** 2
    return float(1.0 - (distance * seen).sum() / (distance * by_chance).sum())


def like_size(tokens: Values) -> tuple[Ints, Ints]:
    """All pairs, from one project or two, whose token counts differ by at most 25 % of the larger's smaller:
    larger <= 1.25 * smaller."""
    first, second = np.triu_indices(len(tokens), 1)
    small, large = np.minimum(tokens[first], tokens[second]), np.maximum(tokens[first], tokens[second])
    near = large <= (1.0 + SIZE_TOLERANCE) * small
    return first[near], second[near]


def pairs_by_label(tokens: Values, expected: Values) -> Pairs:
    """Pairs of like size whose expected labels differ by at least 0.5."""
    first, second = like_size(tokens)
    return _ordered(first, second, expected, LABEL_DISTANCE)


def pairs_by_class(tokens: Values, hard: Flags) -> Pairs:
    """Pairs of like size of which one is hard to maintain (label 2 or 3) and the other is not."""
    first, second = like_size(tokens)
    return _ordered(first, second, hard.astype(np.float64), 1.0)


def within_projects(pairs: Pairs, projects: npt.NDArray[np.str_]) -> Pairs:
    """Only the pairs of one project, where the level of a project helps nobody."""
    same = projects[pairs.harder] == projects[pairs.easier]
    return Pairs(pairs.harder[same], pairs.easier[same])


def _ordered(first: Ints, second: Ints, truth: Values, distance: float) -> Pairs:
    gap = truth[first] - truth[second]
    chosen = np.abs(gap) >= distance
    first, second, gap = first[chosen], second[chosen], gap[chosen]
    return Pairs(np.where(gap > 0, first, second), np.where(gap > 0, second, first))


def pair_accuracy(prediction: Values, pairs: Pairs, amounts: Values | None = None) -> float:
    """Share of pairs in the right order; ties count half. `amounts` says how often each class was drawn."""
    gap = prediction[pairs.harder] - prediction[pairs.easier]
    right = np.where(gap > 0, 1.0, np.where(gap < 0, 0.0, 0.5))
    weight = np.ones(len(right)) if amounts is None else amounts[pairs.harder] * amounts[pairs.easier]
    return float((weight * right).sum() / weight.sum()) if weight.sum() else float("nan")


def bootstrap(count: int, figure: Callable[[Ints], float], resamples: int = RESAMPLES) -> Estimate:
    """Percentile interval over classes drawn with replacement; `figure` takes their indices."""
    generator = np.random.default_rng(20261)
    drawn = [figure(generator.integers(0, count, count)) for _ in range(resamples)]
    low, high = np.nanpercentile(drawn, (2.5, 97.5))
    return Estimate(figure(np.arange(count)), float(low), float(high))
