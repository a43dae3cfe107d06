"""Prints how well the maintainability model agrees with experts.

`python -m evaluation.evaluate --data FOLDER [--smells SOURCES]`

Every prediction comes from a model that saw no class of the same project. Intervals are 95 % bootstrap
intervals over classes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from evaluation.agreement import MEASURES, agreement
from evaluation.baselines import on_label_scale, simple_figures
from evaluation.calibration import LEVEL, coverage_by_project
from evaluation.datasets import VARIABLE, Judged, MissingJudgements, folder_of, read_judged, read_snippets
from evaluation.grades import spread_of_grades
from evaluation.measures import (
    Pairs,
    auc,
    pair_accuracy,
    pairs_by_class,
    pairs_by_label,
    spearman,
    within_projects,
)
from evaluation.readability import across_studies
from evaluation.smell_agreement import by_smell
from evaluation.smells import read_smells
from evaluation.training import KNOTS_ONLY, fit_twin, folds, nested_predictions, out_of_project
from evaluation.trees import boosted_trees

Values = npt.NDArray[np.float64]
Say = Callable[[str], object]

PUBLISHED = (
    "Published on the same data, not by project (Borg et al. 2024, arXiv 2408.10754): AUC 0.97 best machine",
    "learning, 0.95 CodeScene Code Health, 0.60 SonarQube debt ratio.",
)


def predictions(judged: Judged) -> Iterator[tuple[str, Values, Values]]:
    """Name, order and value on the label scale of everything that is compared."""
    data = judged.facts, judged.expected, judged.projects
    for name, row in (
        ("**model**", out_of_project(*data)),
        ("model, knots chosen inside the training projects", nested_predictions(*data, KNOTS_ONLY)[0]),
        ("model, all settings chosen inside the training projects", nested_predictions(*data)[0]),
        ("linear twin", _twin(judged)),
        ("bagged monotone trees, same facts", boosted_trees(*data)),
    ):
        yield name, row, row
    for name, figure in simple_figures(judged.sources).items():
        yield name, figure, on_label_scale(figure, judged.expected, judged.projects)


def _twin(judged: Judged) -> Values:
    result = np.zeros(len(judged.expected))
    for train, test in folds(judged.projects):
        twin = fit_twin(judged.facts[train], judged.expected[train], judged.projects[train])
        result[test] = twin.predict(judged.facts[test])
    return result


def report(judged: Judged, say: Say) -> None:
    """Print the tables on the maintainability set."""
    say(_about(judged))
    say("| leave one project out | " + " | ".join(measure.title for measure in MEASURES) + " |")
    say("|---" * (len(MEASURES) + 1) + "|")
    for name, order, scaled in predictions(judged):
        say(f"| {name} | " + " | ".join(str(figure) for _, figure in agreement(judged, order, scaled)) + " |")
    say(
        "| goal | "
        + " | ".join("" if m.goal is None else f"at least {m.goal:.2f}" for m in MEASURES)
        + " |\n"
    )
    say("\n".join(PUBLISHED) + "\n")
    _by_project(judged, say)
    _within_projects(judged, say)


def _about(judged: Judged) -> str:
    by_class, by_label = (
        pairs_by_class(judged.tokens, judged.hard),
        pairs_by_label(judged.tokens, judged.expected),
    )
    return (
        f"{len(judged.expected)} Java classes of {len(np.unique(judged.projects))} projects, "
        f"{int(judged.hard.sum())} of them hard to maintain (label 2 or 3). Pairs of classes whose token "
        f"counts differ by at most 25 %: {len(by_class.harder)} with exactly one hard class, "
        f"{len(by_label.harder)} with expected labels at least 0.5 apart.\n"
    )


def _by_project(judged: Judged, say: Say) -> None:
    predicted = out_of_project(judged.facts, judged.expected, judged.projects)
    say(f"| project | classes | hard | AUC | Spearman | in the {LEVEL:.0%} interval |")
    say("|---|---|---|---|---|---|")
    inside = 0.0
    for name, share, count in coverage_by_project(judged.facts, judged.expected, judged.projects):
        chosen = judged.projects == name
        area = auc(predicted[chosen], judged.hard[chosen])
        order = spearman(predicted[chosen], judged.expected[chosen])
        inside += share * count
        hard = int(judged.hard[chosen].sum())
        say(f"| {name} | {count} | {hard} | {_shown(area)} | {_shown(order)} | {share:.0%} |")
    say(f"| all | {len(predicted)} | {int(judged.hard.sum())} | | | {inside / len(predicted):.0%} |\n")


def _within_projects(judged: Judged, say: Say) -> None:
    """The strictest question: like size and the same project."""
    predicted = out_of_project(judged.facts, judged.expected, judged.projects)
    lines = simple_figures(judged.sources)["lines of code"]
    say("| pairs of like size within one project | pairs | model | lines of code |")
    say("|---|---|---|---|")

    def row(title: str, pairs: Pairs) -> str:
        inside = within_projects(pairs, judged.projects)
        accuracies = (pair_accuracy(predicted, inside), pair_accuracy(lines, inside))
        return f"| {title} | {len(inside.harder)} | " + " | ".join(map("{:.2f}".format, accuracies)) + " |"

    say(row("hard or not", pairs_by_class(judged.tokens, judged.hard)))
    say(row("labels 0.5 apart", pairs_by_label(judged.tokens, judged.expected)) + "\n")


def _shown(value: float) -> str:
    return "–" if np.isnan(value) else f"{value:.2f}"


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the evaluation; 2 when there are no judgements."""
    parser = argparse.ArgumentParser(prog="evaluate", description=__doc__)
    parser.add_argument("--data", help=f"folder with the judgements; else {VARIABLE}")
    parser.add_argument("--smells", type=Path, help="folder with the source of the judged smells")
    options = parser.parse_args(arguments)
    try:
        folder = folder_of(options.data)
    except MissingJudgements as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    report(read_judged(folder), _say)
    for line in across_studies(read_snippets(folder)):
        _say(line)
    _smells(folder, options.smells)
    for line in spread_of_grades():
        _say(line)
    return 0


def _smells(folder: Path, sources: Path | None) -> None:
    if sources is None:
        _say("Smells (MLCQ): not measured; the set comes without source, see --smells.\n")
        return
    for line in by_smell(read_smells(folder, sources)):
        _say(line)


if __name__ == "__main__":
    sys.exit(main())
