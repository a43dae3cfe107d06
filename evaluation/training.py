"""Fits the additive model and its linear twin, and chooses settings inside the training projects only.

Knots, scales and the ordinary amount are quartiles of the unlabelled training classes, each project
counting with the square root of its size. All facts weigh the same after scaling (unit weights, Dawes 1979);
only the common factor is fitted to the labels. With classes of so few projects, fitted weights and trees
order unseen projects worse; `evaluation.evaluate` prints them beside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from evaluation.measures import pair_accuracy, pairs_by_label, spearman
from grader.maintainability.model import HARDEST, excess

Values = npt.NDArray[np.float64]
Names = npt.NDArray[np.str_]
Flags = npt.NDArray[np.bool_]

SCALE_QUANTILE = 50.0
TWIN_PENALTY = 30.0


@dataclass(frozen=True, slots=True)
class Settings:
    """Quantiles in percent: the knots of each fact, and which share of the classes is ordinary."""

    knots: tuple[float, ...]
    ordinary: float


QUARTILES = Settings((25.0, 50.0, 75.0), 50.0)
"""The settings of the shipped model: a rule without tuning."""

GRID = tuple(
    Settings(*pair)
    for pair in product(
        ((0.0,), (25.0,), (50.0,), (25.0, 50.0), (25.0, 50.0, 75.0), (0.0, 25.0, 50.0, 75.0)),
        (0.0, 25.0, 50.0),
    )
)
"""All settings that may be chosen where `choose` is asked."""

KNOTS_ONLY = tuple(settings for settings in GRID if settings.ordinary == QUARTILES.ordinary)
"""Those with the median as the ordinary amount."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Parameters of the additive model as in `grader.maintainability.model`."""

    knots: Values
    scales: Values
    weights: Values
    ordinary: float

    def predict(self, facts: Values) -> Values:
        """Expected label (0 … 3) for classes x facts."""
        total = excess(facts, self.knots, self.scales) @ self.weights - self.ordinary
        return np.asarray(np.clip(total, 0.0, HARDEST), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class FittedTwin:
    """Non-negative ridge regression on log(1 + fact)."""

    intercept: float
    weights: Values

    def predict(self, facts: Values) -> Values:
        """Expected label (0 … 3) for classes x facts."""
        total = np.log1p(facts) @ self.weights + self.intercept
        return np.asarray(np.clip(total, 0.0, HARDEST), dtype=np.float64)


def folds(projects: Names) -> Iterator[tuple[Flags, Flags]]:
    """Training and test masks, leaving out one project at a time."""
    for project in np.unique(projects):
        test = projects == project
        yield ~test, test


def class_weights(projects: Names) -> Values:
    """Weight of each class: a project counts with the square root of its size; mean 1."""
    _, inverse, counts = np.unique(projects, return_inverse=True, return_counts=True)
    weights = 1.0 / np.sqrt(counts[inverse])
    return np.asarray(weights / weights.mean(), dtype=np.float64)


def quantile(values: Values, weights: Values, percent: float) -> float:
    """Smallest value with at least this share of the weight at or below it; 0 for 0 percent."""
    if percent <= 0.0 or not len(values):
        return 0.0
    order = np.argsort(values, kind="stable")
    share = np.cumsum(weights[order]) / weights.sum()
    return float(values[order][min(int(np.searchsorted(share, percent / 100.0)), len(values) - 1)])


def fit(facts: Values, expected: Values, projects: Names, settings: Settings = QUARTILES) -> Fitted:
    """Fit the additive model to classes x facts and their expected labels."""
    weights = class_weights(projects)
    knots = np.array([[quantile(column, weights, q) for q in settings.knots] for column in facts.T])
    scales = np.array(
        [[_scale(column, weights, at) for at in row] for column, row in zip(facts.T, knots, strict=True)]
    )
    composite = excess(facts, knots, scales).mean(axis=1)
    ordinary = quantile(composite, weights, settings.ordinary)
    beyond = np.maximum(composite - ordinary, 0.0)
    factor = float((weights * beyond * expected).sum() / (weights * beyond * beyond).sum())
    return Fitted(knots, scales, np.full(facts.shape[1], factor / facts.shape[1]), factor * ordinary)


def _scale(column: Values, weights: Values, knot: float) -> float:
    above = column > knot
    return max(quantile(column[above], weights[above], SCALE_QUANTILE) - knot, 1.0)


def fit_twin(facts: Values, expected: Values, projects: Names) -> FittedTwin:
    """Fit the linear twin by coordinate descent; its weights cannot be negative."""
    weights = class_weights(projects)
    rows = np.log1p(facts)
    centre = np.average(rows, axis=0, weights=weights)
    spread = np.maximum(rows.std(axis=0), 1e-9)
    scaled, mean = (rows - centre) / spread, float(np.average(expected, weights=weights))
    found, rest = np.zeros(rows.shape[1]), expected - mean
    for _ in range(500):
        for j, column in enumerate(scaled.T):
            step = (weights * column * (rest + found[j] * column)).sum()
            new = max(step / ((weights * column * column).sum() + TWIN_PENALTY), 0.0)
            rest -= (new - found[j]) * column
            found[j] = new
    slopes = found / spread
    return FittedTwin(mean - float(centre @ slopes), slopes)


def out_of_project(
    facts: Values, expected: Values, projects: Names, settings: Settings = QUARTILES
) -> Values:
    """Prediction for each class by a model that never saw its project."""
    result = np.zeros(len(expected))
    for train, test in folds(projects):
        result[test] = fit(facts[train], expected[train], projects[train], settings).predict(facts[test])
    return result


def choose(facts: Values, expected: Values, projects: Names, grid: Sequence[Settings] = GRID) -> Settings:
    """The settings of the grid with the best mean of Spearman and like-size pairs, leaving out one training
    project at a time; the first of equals."""
    pairs = pairs_by_label(facts[:, 0], expected)

    def merit(settings: Settings) -> float:
        prediction = out_of_project(facts, expected, projects, settings)
        return spearman(prediction, expected) + pair_accuracy(prediction, pairs)

    return max(grid, key=merit)


def nested_predictions(
    facts: Values, expected: Values, projects: Names, grid: Sequence[Settings] = GRID
) -> tuple[Values, dict[str, Settings]]:
    """Predictions where even the settings were chosen without the tested project, and what was chosen."""
    result, chosen = np.zeros(len(expected)), {}
    for train, test in folds(projects):
        settings = choose(facts[train], expected[train], projects[train], grid)
        chosen[str(projects[test][0])] = settings
        result[test] = fit(facts[train], expected[train], projects[train], settings).predict(facts[test])
    return result, chosen
