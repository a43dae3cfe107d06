"""Mending a named cause in the code moves the judgement by what the explanation said it was worth."""

from __future__ import annotations

import numpy as np
import pytest

from grader.facts.difficulty import FACT_NAMES
from grader.maintainability.model import score, shipped_model
from tests.grader.maintainability.repairs import REPAIRS, Source
from tests.grader.maintainability.sources import facts_of

LANGUAGES = {"java": "Java", "python": "Python", "typescript": "TypeScript"}


@pytest.mark.parametrize("grammar", LANGUAGES)
@pytest.mark.parametrize(("fact", "faulty", "mended"), REPAIRS.values(), ids=REPAIRS)
def test_mending_a_named_cause_moves_the_judgement_as_said(
    grammar: str, fact: str, faulty: Source, mended: Source
) -> None:
    rows = np.array([facts_of(faulty(grammar), grammar), facts_of(mended(grammar), grammar)])
    column = FACT_NAMES.index(fact)

    scores = score(shipped_model(), rows, [LANGUAGES[grammar]] * 2)

    said = scores.contributions[0, column]
    assert said > 0
    assert rows[1, column] < rows[0, column]
    assert scores.contributions[1, column] < said
    fell = scores.uncapped[0] - scores.uncapped[1]
    assert fell >= said - scores.contributions[1, column] - _rose_elsewhere(scores.contributions, column)
    assert fell > 0


def _rose_elsewhere(contributions: np.ndarray, column: int) -> float:
    """What the repair itself added to other facts, such as more functions to call."""
    change = np.delete(contributions[1] - contributions[0], column)
    return float(np.maximum(change, 0).sum()) + 1e-9
