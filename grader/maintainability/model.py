"""Scores the trained model: facts of files in, expected expert judgement with interval and reasons out.

The model adds up what stands out in a file and subtracts what every ordinary file has:

    expected = clip(sum_j weight_j * excess_j - ordinary, 0, 3)
    excess_j = mean over knots k of log(1 + max(fact_j - knot_jk, 0) / scale_jk)

No weight is negative, so more of anything that makes code harder never lowers the result. The labels are
those of Schnappinger et al. (2020): 0 easy to maintain … 3 hard. The transparent twin is linear in
log(1 + fact).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

HARDEST = 3.0
WEIGHTS = "weights-2026-2.json"

Values = npt.NDArray[np.float64]


class UnusableModel(Exception):
    """The weights do not fit this program; the message names what is wrong."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Distances from the expected value to the ends of the interval, given at rising expected values."""

    level: float
    at: Values
    below: Values
    above: Values


@dataclass(frozen=True, slots=True)
class Twin:
    """The transparent linear model: intercept + weights · log(1 + facts), between 0 and 3."""

    intercept: float
    weights: Values


@dataclass(frozen=True, slots=True)
class Model:
    """Weights as read from JSON; `knots` and `scales` are facts x knots, the first knot of a fact is its
    usual value. `languages` maps a language to quantiles of each fact (facts x quantiles); the entry named by
    `reference` is the language the labels are in."""

    version: str
    facts: tuple[str, ...]
    knots: Values
    scales: Values
    weights: Values
    ordinary: float
    interval: Interval
    twin: Twin
    reference: str
    languages: Mapping[str, Values]


@dataclass(frozen=True, slots=True)
class Scores:
    """One row per file. `expected`, `low`, `high`, `twin` are on the scale 0 easy … 3 hard;
    `contributions` (files x facts) minus `Model.ordinary` sum to `uncapped`, and `expected` is `uncapped`
    kept between 0 and 3. `mapped` tells whether the language's own distribution was known."""

    expected: Values
    low: Values
    high: Values
    uncapped: Values
    contributions: Values
    twin: Values
    mapped: npt.NDArray[np.bool_]

    @property
    def disagreement(self) -> npt.NDArray[np.bool_]:
        """Where the linear twin lies outside of the interval."""
        return (self.twin < self.low) | (self.twin > self.high)


@cache
def shipped_model() -> Model:
    """The model that comes with this version of the grader."""
    return read_model(files("grader.maintainability").joinpath(WEIGHTS).read_text(encoding="utf-8"))


def read_model(text: str) -> Model:
    """Read weights from JSON.

    Raises:
        UnusableModel: when something is missing, of the wrong length or would let a defect help.
    """
    try:
        model = _from_document(json.loads(text))
    except (ValueError, KeyError, TypeError) as problem:
        raise UnusableModel(
            f"The weights of the maintainability model cannot be read: {problem}"
        ) from problem
    _check(model)
    return model


def _from_document(document: Mapping[str, Any]) -> Model:
    def numbers(values: Any) -> Values:
        return np.array(values, dtype=np.float64)

    interval, twin = document["interval"], document["twin"]
    return Model(
        version=str(document["version"]),
        facts=tuple(document["facts"]),
        knots=numbers(document["knots"]),
        scales=numbers(document["scales"]),
        weights=numbers(document["weights"]),
        ordinary=float(document["ordinary"]),
        interval=Interval(
            float(interval["level"]),
            numbers(interval["at"]),
            numbers(interval["below"]),
            numbers(interval["above"]),
        ),
        twin=Twin(float(twin["intercept"]), numbers(twin["weights"])),
        reference=str(document["reference"]),
        languages={name: numbers(rows) for name, rows in document["languages"].items()},
    )


def _check(model: Model) -> None:
    rows = (model.knots, model.scales, model.weights, model.twin.weights)
    if any(row.shape[:1] != (len(model.facts),) for row in rows) or model.knots.shape != model.scales.shape:
        raise UnusableModel(
            f"The maintainability model needs one number for each of {len(model.facts)} facts."
        )
    if any((row < 0).any() or not np.isfinite(row).all() for row in rows) or (model.scales == 0).any():
        raise UnusableModel("The maintainability model has a negative weight, so that a defect could help.")
    interval = model.interval
    if (np.diff(interval.at - interval.below) < 0).any() or (np.diff(interval.at + interval.above) < 0).any():
        raise UnusableModel("The interval of the maintainability model falls while the expected value rises.")
    tables = list(model.languages.values())
    if any(t.shape[:1] != (len(model.facts),) or (np.diff(t) < 0).any() for t in tables):
        raise UnusableModel("A language table of the maintainability model does not rise.")
    if len({t.shape for t in tables}) > 1:
        raise UnusableModel("Each language table of the maintainability model needs as many quantiles.")
    if tables and model.reference not in model.languages:
        raise UnusableModel(f"The language tables lack {model.reference}, to which the others are mapped.")


def score(model: Model, facts: Values, languages: Sequence[str] | None = None) -> Scores:
    """Score files all at once.

    Args:
        model: the weights.
        facts: one row per file, one column per name in `model.facts`.
        languages: the language of each file; without it all are taken as `model.reference`.

    Returns:
        One row per file, the same for any order or grouping of the files.
    """
    rows = np.asarray(facts, dtype=np.float64).reshape(-1, len(model.facts))
    mapped_rows, mapped = _mapped(model, rows, languages)
    contributions = model.weights * excess(mapped_rows, model.knots, model.scales)
    uncapped = _row_sums(contributions) - model.ordinary
    expected = np.clip(uncapped, 0.0, HARDEST)
    interval = model.interval
    low = expected - np.interp(expected, interval.at, interval.below)
    high = expected + np.interp(expected, interval.at, interval.above)
    twin = _row_sums(model.twin.weights * np.log1p(mapped_rows)) + model.twin.intercept
    return Scores(
        expected=expected,
        low=np.clip(low, 0.0, HARDEST),
        high=np.clip(high, 0.0, HARDEST),
        uncapped=uncapped,
        contributions=contributions,
        twin=np.clip(twin, 0.0, HARDEST),
        mapped=mapped,
    )


def excess(facts: Values, knots: Values, scales: Values) -> Values:
    """How far each fact of each file stands out: 0 up to the first knot, then rising ever slower.

    Args:
        facts: files x facts.
        knots, scales: facts x knots.
    """
    total = np.zeros(facts.shape)
    for knot, scale in zip(knots.T, scales.T, strict=True):
        total += np.log1p(np.maximum(facts - knot, 0.0) / scale)
    return np.asarray(total / knots.shape[1], dtype=np.float64)


def _row_sums(rows: Values) -> Values:
    """Sums in the order of the columns, so that a file's result does not depend on its neighbours."""
    total = np.zeros(len(rows))
    for column in rows.T:
        total += column
    return total


def _mapped(
    model: Model, rows: Values, languages: Sequence[str] | None
) -> tuple[Values, npt.NDArray[np.bool_]]:
    """Facts as they would be in the reference language at the same place of the distribution."""
    if languages is None:
        return rows, np.ones(len(rows), dtype=bool)
    result, names = rows.copy(), np.array(languages, dtype=object)
    known = {model.reference, *model.languages}
    for name in sorted(set(languages) & (known - {model.reference})):
        chosen = names == name
        for column, (own, reference) in enumerate(
            zip(model.languages[name], model.languages[model.reference], strict=True)
        ):
            result[chosen, column] = _translate(rows[chosen, column], own, reference)
    return result, np.array([name in known for name in languages], dtype=bool)


def _translate(values: Values, own: Values, reference: Values) -> Values:
    """Quantile to quantile; a value that several quantiles share counts as the lowest of them, and beyond the
    largest known value the result grows in proportion."""
    own, first = np.unique(own, return_index=True)
    reference = reference[first]
    beyond = np.maximum(values / own[-1], 1.0) if own[-1] > 0 else 1.0 + values
    return np.asarray(np.interp(values, own, reference) * beyond, dtype=np.float64)


def typical(model: Model, facts: Values, name: str) -> Values:
    """The same files with one fact set to its usual value, for checking a reason.

    Raises:
        ValueError: when the model knows no such fact.
    """
    column = model.facts.index(name)
    changed = np.array(facts, dtype=np.float64).reshape(-1, len(model.facts))
    changed[:, column] = np.minimum(changed[:, column], model.knots[column, 0])
    return changed
