"""Trains on all judged classes and writes the weights.

`python -m evaluation.export --data FOLDER --out FILE`
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from evaluation.agreement import agreement
from evaluation.baselines import on_label_scale, simple_figures
from evaluation.calibration import calibrate, coverage_by_project
from evaluation.datasets import VARIABLE, Judged, MissingJudgements, folder_of, read_judged
from evaluation.training import fit, fit_twin, nested_predictions, out_of_project
from grader.facts.difficulty import FACT_NAMES
from grader.maintainability.model import read_model

Values = npt.NDArray[np.float64]

VERSION = "2026-2"
SOURCE = "Schnappinger, Fietzke, Pretschner 2020, doi 10.6084/m9.figshare.12801215"


def document(judged: Judged) -> dict[str, Any]:
    """The weights with their origin and the agreement measured on unseen projects."""
    data = judged.facts, judged.expected, judged.projects
    fitted, twin, predicted = fit(*data), fit_twin(*data), out_of_project(*data)
    interval = calibrate(predicted, judged.expected, judged.projects)
    inside = sum(share * count for _, share, count in coverage_by_project(*data)) / len(predicted)
    return {
        "version": VERSION,
        "source": SOURCE,
        "classes": len(predicted),
        "hard_by_project": {
            str(name): int(judged.hard[judged.projects == name].sum()) for name in np.unique(judged.projects)
        },
        "projects": sorted(set(judged.projects.tolist())),
        "reference": "Java",
        "facts": list(FACT_NAMES),
        "knots": _short(fitted.knots),
        "scales": _short(fitted.scales),
        "weights": _short(fitted.weights),
        "ordinary": _short(np.array([fitted.ordinary]))[0],
        "interval": {
            "level": interval.level,
            "measured_level": round(inside, 3),
            "at": _short(interval.at),
            "below": _short(interval.below),
            "above": _short(interval.above),
        },
        "twin": {"intercept": _short(np.array([twin.intercept]))[0], "weights": _short(twin.weights)},
        **_agreements(judged, predicted),
    }


def _agreements(judged: Judged, predicted: Values) -> dict[str, Any]:
    """Agreement of the model, of the model with settings chosen inside the training projects, and of lines
    of code alone."""
    data = judged.facts, judged.expected, judged.projects
    careful, lines = nested_predictions(*data)[0], simple_figures(judged.sources)["lines of code"]
    return {
        "agreement": _rounded(judged, predicted, predicted),
        "agreement_careful": _rounded(judged, careful, careful),
        "agreement_of_lines": _rounded(
            judged, lines, on_label_scale(lines, judged.expected, judged.projects)
        ),
    }


def _rounded(judged: Judged, order: Values, scaled: Values) -> dict[str, dict[str, float]]:
    return {
        measure.key: {"value": round(e.value, 3), "low": round(e.low, 3), "high": round(e.high, 3)}
        for measure, e in agreement(judged, order, scaled)
    }


def _short(values: Values) -> list[Any]:
    """Six significant digits are more than the labels carry and the same on every machine."""
    rounded: list[Any] = np.vectorize(lambda value: float(f"{value:.6g}"))(values).tolist()
    return rounded


def _languages(path: Path) -> dict[str, Any]:
    """The language tables already measured; they do not depend on the labels."""
    known = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    tables: dict[str, Any] = known.get("languages", {})
    return tables


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the weights; 2 when there are no judgements. A file that cannot be used is not written."""
    parser = argparse.ArgumentParser(prog="export", description=__doc__)
    parser.add_argument("--data", help=f"folder with the judgements; else {VARIABLE}")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    try:
        judged = read_judged(folder_of(options.data))
    except MissingJudgements as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    languages = _languages(options.out)
    text = json.dumps({**document(judged), "languages": languages}, indent=1, ensure_ascii=False) + "\n"
    read_model(text)
    options.out.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
