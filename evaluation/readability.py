"""A separate, weak model of readability, tested across studies: learnt on one study, judged on the other.

Four facts of a snippet, each as rank among the snippets of its study, all with the same weight; the
training study only decides in which direction each of them points. Readability is no part of the
maintainability score.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from evaluation.datasets import Snippet
from evaluation.measures import Ints, bootstrap, ranks, spearman
from grader.facts.comments import comments_and_strings
from grader.facts.lexing import lex
from grader.facts.token_hashes import hash_tokens

Values = npt.NDArray[np.float64]

FACTS = ("different tokens", "characters", "characters per line", "share of comment lines")
_TAB = 4


def readability_facts(code: str) -> tuple[float, ...]:
    """The values of `FACTS` for one Java snippet; indentation counts, a tab as four characters."""
    data = code.expandtabs(_TAB).encode()
    comments, strings = comments_and_strings(data, "c")
    lexed = lex(data, comments, strings)
    filled = [len(line.rstrip()) for line in data.decode().split("\n") if line.strip()]
    characters = float(sum(filled))
    lines = max(len(filled), 1)
    different = len(np.unique(hash_tokens(data, lexed)))
    return float(different), characters, characters / lines, lexed.comment_lines / lines


def across_studies(snippets: Sequence[Snippet]) -> Iterator[str]:
    """Table of the rank correlation with mean ratings of the study that was not learnt from."""
    studies = np.array([snippet.study for snippet in snippets])
    scores = np.array([snippet.score for snippet in snippets])
    facts = np.array([readability_facts(snippet.code) for snippet in snippets])
    lines = np.array([float(snippet.code.strip().count("\n") + 1) for snippet in snippets])
    yield "| readability, learnt on the other study | snippets | Spearman | lines | different tokens |"
    yield "|---|---|---|---|---|"
    for study in np.unique(studies):
        test, train = studies == study, studies != study
        ranked = _ranked(facts[test])
        predicted = ranked @ directions(facts[train], scores[train])
        figures = [str(_correlation(row, scores[test])) for row in (predicted, -lines[test], -ranked[:, 0])]
        yield f"| {study} | {int(test.sum())} | " + " | ".join(figures) + " |"
    yield ""


def directions(facts: Values, scores: Values) -> Values:
    """+1 or -1 for each fact: whether more of it goes with better ratings in this study."""
    return np.array([1.0 if spearman(column, scores) > 0 else -1.0 for column in facts.T])


def _ranked(facts: Values) -> Values:
    return np.stack([ranks(column) for column in facts.T], axis=1)


def _correlation(predicted: Values, scores: Values) -> object:
    def figure(pick: Ints) -> float:
        return spearman(predicted[pick], scores[pick])

    return bootstrap(len(scores), figure)
