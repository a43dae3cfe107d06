"""How well the model and simple figures order judged smells; none of them was fitted to these samples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt

from evaluation.baselines import simple_figures
from evaluation.measures import Estimate, Ints, auc, bootstrap
from evaluation.smells import Smelling
from grader.maintainability.model import score, shipped_model

Values = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

RESAMPLES = 1000
SEVERITIES = ((1.0, "minor or worse"), (2.0, "major or worse"))
"""Smallest mean severity that counts as the smell."""


def by_smell(smelling: Smelling) -> Iterator[str]:
    """Table of AUC per smell for the model and the figures it is held against."""
    figures = {"**model**": _harder(smelling.facts), **simple_figures(smelling.sources)}
    yield f"Smells (MLCQ): {len(smelling.samples)} samples whose source was there.\n"
    yield "| AUC per smell | samples | smelling | " + " | ".join(figures) + " |"
    yield "|---" * (len(figures) + 3) + "|"
    for smell in sorted({sample.smell for sample in smelling.samples}):
        chosen = smelling.of(smell)
        for least, words in SEVERITIES:
            yield _row(f"{smell}, {words}", chosen, smelling.severity >= least, figures)
    yield ""


def _row(title: str, chosen: Flags, smells: Flags, figures: Mapping[str, Values]) -> str:
    truth = smells[chosen]
    cells = (str(_estimate(values[chosen], truth)) for values in figures.values())
    return f"| {title} | {len(truth)} | {int(truth.sum())} | " + " | ".join(cells) + " |"


def _estimate(values: Values, truth: Flags) -> Estimate:
    def figure(pick: Ints) -> float:
        return auc(values[pick], truth[pick])

    return bootstrap(len(truth), figure, RESAMPLES)


def _harder(facts: Values) -> Values:
    """The sum of all contributions, which orders samples that would all be capped to 0 or 3."""
    scores = score(shipped_model(), facts)
    return np.asarray(scores.uncapped, dtype=np.float64)
