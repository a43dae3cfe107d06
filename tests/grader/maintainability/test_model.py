"""The shipped model: readable weights, no defect helps, repeatable, reasons that hold."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.facts.difficulty import FACT_NAMES
from grader.maintainability.model import (
    WEIGHTS,
    Model,
    UnusableModel,
    read_model,
    score,
    shipped_model,
    typical,
)
from tests.grader.maintainability.sources import JAVA, facts_of

Values = npt.NDArray[np.float64]

TEXT = files("grader.maintainability").joinpath(WEIGHTS).read_text(encoding="utf-8")

rows = st.lists(st.floats(0, 1e6, allow_nan=False), min_size=len(FACT_NAMES), max_size=len(FACT_NAMES)).map(
    np.array
)


def test_the_model_speaks_of_the_facts_the_grader_measures() -> None:
    assert shipped_model().facts == FACT_NAMES


def test_no_weight_is_negative() -> None:
    document = json.loads(TEXT)

    assert all(weight >= 0 for weight in document["weights"] + document["twin"]["weights"])
    assert all(np.diff(knots).min() >= 0 for knots in document["knots"])


@given(rows, st.integers(0, len(FACT_NAMES) - 1), st.floats(0, 1e6))
def test_more_of_any_fact_never_helps(row: Values, column: int, more: float) -> None:
    harder = row.copy()
    harder[column] += more

    scores = score(shipped_model(), np.array([row, harder]))

    for values in (scores.expected, scores.low, scores.high, scores.twin):
        assert values[1] >= values[0]


@given(rows)
def test_the_expected_value_lies_in_its_interval_on_the_scale(row: Values) -> None:
    scores = score(shipped_model(), row[None])

    assert 0 <= scores.low[0] <= scores.expected[0] <= scores.high[0] <= 3


@given(rows)
def test_contributions_add_up_to_the_prediction(row: Values) -> None:
    scores = score(shipped_model(), row[None])

    assert scores.contributions.sum() - shipped_model().ordinary == pytest.approx(scores.uncapped[0])
    assert scores.expected[0] == pytest.approx(min(max(scores.uncapped[0], 0.0), 3.0))


@given(rows, st.sampled_from(FACT_NAMES))
def test_removing_a_named_cause_moves_the_score_as_said(row: Values, name: str) -> None:
    model = shipped_model()
    before = score(model, row[None])

    after = score(model, typical(model, row[None], name))

    said = before.contributions[0, model.facts.index(name)]
    assert before.uncapped[0] - after.uncapped[0] == pytest.approx(said, abs=1e-9)
    assert after.expected[0] <= before.expected[0]


def test_scoring_is_byte_identical_alone_or_among_others() -> None:
    generator = np.random.default_rng(1)
    table = generator.exponential(100, (500, len(FACT_NAMES)))

    together = score(shipped_model(), table)
    alone = [score(shipped_model(), row[None]) for row in table]

    assert together.expected.tobytes() == b"".join(one.expected.tobytes() for one in alone)
    assert together.contributions.tobytes() == b"".join(one.contributions.tobytes() for one in alone)
    assert together.twin.tobytes() == score(shipped_model(), table).twin.tobytes()


def test_the_twin_is_shown_to_disagree_only_outside_of_the_interval() -> None:
    model = shipped_model()
    scores = score(model, np.array([facts_of(JAVA), np.zeros(len(FACT_NAMES))]))

    assert scores.disagreement.tolist() == [
        not low <= twin <= high for low, twin, high in zip(scores.low, scores.twin, scores.high, strict=True)
    ]
    assert not scores.disagreement[1]


def test_the_published_agreement_comes_with_the_weights() -> None:
    agreement = json.loads(TEXT)["agreement"]

    assert agreement["auc_hard"]["low"] <= agreement["auc_hard"]["value"] <= agreement["auc_hard"]["high"]


def with_languages(**tables: list[float]) -> Model:
    document = json.loads(TEXT)
    document["languages"] = {
        name: [list(row) for row in [values] * len(FACT_NAMES)] for name, values in tables.items()
    }
    return read_model(json.dumps(document))


def test_a_language_is_read_by_its_own_distribution() -> None:
    model = with_languages(Java=[0, 10, 100], Go=[0, 20, 1000])
    row = np.full((1, len(FACT_NAMES)), 20.0)

    go = score(model, row, ["Go"])
    java = score(model, row / 2, ["Java"])

    assert go.expected.tolist() == java.expected.tolist()
    assert go.mapped.tolist() == [True]


def test_a_value_many_files_share_counts_as_the_easiest_of_them() -> None:
    model = with_languages(Java=[0, 10, 100, 500], Go=[0, 0, 0, 1000])

    scores = score(model, np.zeros((1, len(FACT_NAMES))), ["Go"])

    assert not scores.contributions.any()


def test_beyond_the_known_distribution_the_order_is_kept() -> None:
    model = with_languages(Java=[0, 10, 100], Go=[0, 20, 1000])
    table = np.outer([900.0, 1000.0, 2000.0], np.ones(len(FACT_NAMES)))

    uncapped = score(model, table, ["Go"] * 3).uncapped

    assert (np.diff(uncapped) > 0).all()


def test_a_language_without_a_distribution_is_marked() -> None:
    row = np.full((1, len(FACT_NAMES)), 20.0)

    scores = score(shipped_model(), row, ["Brainfuck"])

    assert scores.mapped.tolist() == [False]
    assert scores.expected.tolist() == score(shipped_model(), row).expected.tolist()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: d.pop("weights"), "cannot be read"),
        (lambda d: d["weights"].pop(), "one number for each"),
        (lambda d: d["weights"].__setitem__(3, -0.1), "could help"),
        (lambda d: d["twin"]["weights"].__setitem__(3, -0.1), "could help"),
        (lambda d: d["interval"]["below"].__setitem__(7, 3.0), "falls"),
        (lambda d: d["languages"].update(Go=[[1, 0]] * len(FACT_NAMES)), "does not rise"),
        (lambda d: d["languages"].update(Go=[[0, 1]] * len(FACT_NAMES)), "as many quantiles"),
        (lambda d: d.update(languages={"Go": [[0, 1]] * len(FACT_NAMES)}), "lack Java"),
    ],
)
def test_unusable_weights_are_refused_with_the_reason(
    change: Callable[[dict[str, Any]], object], message: str
) -> None:
    document = json.loads(TEXT)
    change(document)

    with pytest.raises(UnusableModel, match=message):
        read_model(json.dumps(document))


def test_weights_that_are_no_json_are_refused() -> None:
    with pytest.raises(UnusableModel, match="cannot be read"):
        read_model("weights")
