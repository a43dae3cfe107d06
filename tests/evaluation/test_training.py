"""Training on made-up projects: nothing leaks, settings stay inside, the interval holds."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from evaluation.calibration import calibrate, contains
from evaluation.datasets import VARIABLE, MissingJudgements, folder_of
from evaluation.training import QUARTILES, fit, fit_twin, folds, nested_predictions, out_of_project, quantile
from grader.maintainability.model import shipped_model

GENERATOR = np.random.default_rng(7)
PROJECTS = np.repeat(np.array(["a", "b", "c"]), 40)
FACTS = GENERATOR.exponential(100, (120, 3))
EXPECTED = np.clip(np.log1p(FACTS).mean(axis=1) - 3.0, 0, 3)


def test_no_project_is_on_both_sides() -> None:
    for train, test in folds(PROJECTS):
        assert not set(PROJECTS[train]) & set(PROJECTS[test])


def test_labels_of_the_tested_project_change_nothing() -> None:
    other = EXPECTED.copy()
    other[PROJECTS == "b"] = 3.0 - other[PROJECTS == "b"]

    for predict in (out_of_project, lambda *data: nested_predictions(*data)[0]):
        before, after = predict(FACTS, EXPECTED, PROJECTS), predict(FACTS, other, PROJECTS)
        assert before[PROJECTS == "b"].tolist() == after[PROJECTS == "b"].tolist()
        assert before[PROJECTS == "a"].tolist() != after[PROJECTS == "a"].tolist()


def test_weights_are_never_negative_even_where_a_fact_helps() -> None:
    facts = np.column_stack((FACTS[:, 0], 1000 - FACTS[:, 0]))
    expected = np.clip(np.log1p(FACTS[:, 0]) - 3, 0, 3)

    assert (fit(facts, expected, PROJECTS, QUARTILES).weights >= 0).all()
    assert (fit_twin(facts, expected, PROJECTS).weights >= 0).all()


def test_the_twin_finds_a_line() -> None:
    twin = fit_twin(FACTS, EXPECTED, PROJECTS)

    assert np.corrcoef(twin.predict(FACTS), EXPECTED)[0, 1] > 0.95


def test_quantiles_respect_weights() -> None:
    values, weights = np.array([1.0, 2.0, 3.0]), np.array([1.0, 1.0, 8.0])

    assert quantile(values, weights, 50) == 3
    assert quantile(values, np.ones(3), 50) == 2
    assert quantile(values, weights, 0) == 0


def test_the_interval_holds_about_the_share_it_names() -> None:
    predicted = out_of_project(FACTS, EXPECTED, PROJECTS)

    interval = calibrate(predicted, EXPECTED, PROJECTS)

    assert 0.7 <= contains(interval, predicted, EXPECTED).mean() <= 0.95


def test_the_shipped_interval_is_an_eighty_percent_interval() -> None:
    assert shipped_model().interval.level == pytest.approx(0.8)


def test_missing_judgements_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)

    with pytest.raises(MissingJudgements, match=VARIABLE):
        folder_of(None)
    with pytest.raises(MissingJudgements, match=str(tmp_path)):
        folder_of(str(tmp_path))
