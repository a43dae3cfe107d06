"""Gradient-boosted trees on the facts of the model, printed for comparison."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingRegressor

from evaluation.training import Names, folds
from grader.maintainability.model import HARDEST

Values = npt.NDArray[np.float64]


def boosted_trees(facts: Values, expected: Values, projects: Names, bags: int = 20) -> Values:
    """Bagged, monotone histogram gradient boosting on the same facts, for classes of unseen projects."""
    result = np.zeros(len(expected))
    for train, test in folds(projects):
        rows, labels = facts[train], expected[train]
        for seed in range(bags):
            drawn = np.random.default_rng(seed).integers(0, len(rows), len(rows))
            trees = HistGradientBoostingRegressor(
                learning_rate=0.06,
                max_iter=120,
                max_leaf_nodes=4,
                min_samples_leaf=5,
                l2_regularization=1.0,
                monotonic_cst=[1] * rows.shape[1],
                max_features=0.5,
                early_stopping=False,
                random_state=seed,
            ).fit(rows[drawn], labels[drawn])
            result[test] += trees.predict(facts[test]) / bags
    return np.clip(result, 0.0, HARDEST)
