"""Turns errors on unseen projects into the interval that stands beside each expected value."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from evaluation.training import Names, class_weights, folds, out_of_project
from grader.maintainability.model import HARDEST, Interval

Values = npt.NDArray[np.float64]

LEVEL = 0.8
KNOTS = np.array([0.0, 0.25, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0])
NEIGHBOURS = 40


def calibrate(predicted: Values, expected: Values, projects: Names, level: float = LEVEL) -> Interval:
    """Interval from predictions by models that never saw the project.

    Around each knot the nearest classes give the quantiles of the error; the ends are then made to rise with
    the expected value. `level` is the share of classes the interval is to hold (0 … 1).
    """
    weights = class_weights(projects)
    low, high = np.zeros(len(KNOTS)), np.zeros(len(KNOTS))
    for k, knot in enumerate(KNOTS):
        near = np.argsort(np.abs(predicted - knot), kind="stable")[:NEIGHBOURS]
        errors = (expected - predicted)[near]
        low[k] = min(_quantile(errors, weights[near], (1.0 - level) / 2.0), 0.0)
        high[k] = max(_quantile(errors, weights[near], (1.0 + level) / 2.0), 0.0)
    ends_low = np.minimum(np.maximum.accumulate(np.clip(KNOTS + low, 0.0, HARDEST)), KNOTS)
    ends_high = np.maximum(np.maximum.accumulate(np.clip(KNOTS + high, 0.0, HARDEST)), KNOTS)
    return Interval(level, KNOTS, KNOTS - ends_low, ends_high - KNOTS)


def _quantile(values: Values, weights: Values, share: float) -> float:
    order = np.argsort(values, kind="stable")
    reached = (np.cumsum(weights[order]) - 0.5 * weights[order]) / weights.sum()
    return float(np.interp(share, reached, values[order]))


def contains(interval: Interval, predicted: Values, expected: Values) -> npt.NDArray[np.bool_]:
    """Which expected labels lie in the interval around their prediction."""
    low = np.maximum(predicted - np.interp(predicted, interval.at, interval.below), 0.0)
    high = np.minimum(predicted + np.interp(predicted, interval.at, interval.above), HARDEST)
    return (low <= expected) & (expected <= high)


def coverage_by_project(facts: Values, expected: Values, projects: Names) -> Iterator[tuple[str, float, int]]:
    """For each project the share of its classes in intervals calibrated on the other projects alone."""
    predicted = out_of_project(facts, expected, projects)
    for train, test in folds(projects):
        inner = out_of_project(facts[train], expected[train], projects[train])
        interval = calibrate(inner, expected[train], projects[train])
        inside = contains(interval, predicted[test], expected[test])
        yield str(projects[test][0]), float(inside.mean()), int(test.sum())
