"""The measures of agreement on examples small enough to work out by hand."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from evaluation.measures import (
    auc,
    bootstrap,
    mean_absolute_error,
    pair_accuracy,
    pairs_by_class,
    pairs_by_label,
    ranks,
    spearman,
    weighted_kappa,
    within_projects,
)


def array(*values: float) -> npt.NDArray[np.float64]:
    return np.array(values, dtype=np.float64)


def test_equal_values_share_their_mean_rank() -> None:
    assert ranks(array(5, 1, 5, 9)).tolist() == [2.5, 1, 2.5, 4]


def test_auc_is_the_share_of_right_orders_with_ties_half() -> None:
    positive = np.array([True, True, False, False])

    assert auc(array(3, 1, 2, 1), positive) == pytest.approx((1 + 1 + 0 + 0.5) / 4)


def test_auc_without_positives_is_unknown() -> None:
    assert np.isnan(auc(array(1, 2), np.array([False, False])))


def test_spearman_sees_only_order() -> None:
    assert spearman(array(1, 2, 3), array(1, 10, 100)) == pytest.approx(1)
    assert spearman(array(3, 2, 1), array(1, 10, 100)) == pytest.approx(-1)


def test_mean_absolute_error() -> None:
    assert mean_absolute_error(array(0, 2), array(1, 2)) == 0.5


def test_kappa_is_one_for_agreement_and_zero_for_one_answer() -> None:
    label = np.array([0, 1, 2, 3])

    assert weighted_kappa(array(0.2, 1.1, 1.9, 2.8), label) == pytest.approx(1)
    assert weighted_kappa(array(1, 1, 1, 1), label) == pytest.approx(0)


def test_pairs_are_of_like_size_and_different_label() -> None:
    tokens, expected = array(100, 125, 126, 400), array(0.0, 1.0, 1.4, 3.0)

    pairs = pairs_by_label(tokens, expected)

    assert list(zip(pairs.harder.tolist(), pairs.easier.tolist(), strict=True)) == [(1, 0)]


def test_pairs_by_class_hold_one_hard_class_each() -> None:
    pairs = pairs_by_class(array(100, 110, 120), np.array([True, False, False]))

    assert pairs.harder.tolist() == [0, 0]
    assert sorted(pairs.easier.tolist()) == [1, 2]


def test_pairs_within_projects_compare_no_projects() -> None:
    pairs = pairs_by_class(array(100, 110, 120), np.array([True, False, False]))

    inside = within_projects(pairs, np.array(["a", "b", "a"]))

    assert (inside.harder.tolist(), inside.easier.tolist()) == ([0], [2])


def test_a_tie_is_half_right_and_a_class_drawn_twice_counts_twice() -> None:
    pairs = pairs_by_class(array(100, 110, 120), np.array([True, False, False]))
    prediction = array(2, 2, 1)

    assert pair_accuracy(prediction, pairs) == 0.75
    assert pair_accuracy(prediction, pairs, array(1, 0, 1)) == 1.0


def test_the_interval_is_repeatable_and_holds_the_value() -> None:
    values = np.random.default_rng(3).normal(size=50)

    first = bootstrap(50, lambda pick: float(values[pick].mean()))

    assert first == bootstrap(50, lambda pick: float(values[pick].mean()))
    assert first.low < first.value < first.high
