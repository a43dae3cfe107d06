"""Figures of one part of the judged questions, by search."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import mean

from evaluation.search.judgements import Part, Question, Viewpoint
from evaluation.search.measures import ndcg, recall
from marketplace.catalogue.search_figures import PartFigures, SearchFigures

OURS, OURS_ON_POSTGRESQL = "Marktplatz", "Marktplatz on PostgreSQL"
BASELINES = ("SQLite FTS5", "PostgreSQL german")

# By search, for each question, the slugs in the order of the list.
Answers = Mapping[str, list[list[str]]]
Measure = Callable[[Sequence[str], Mapping[str, int]], float | None]


def part_figures(part: Part, asked: Sequence[Question], answers: Answers) -> PartFigures:
    """Measure every search on one part.

    Args:
        part: which one.
        asked: its questions.
        answers: by search, in the order of the questions.
    """
    unanswerable = [
        slugs for question, slugs in zip(asked, answers[OURS], strict=True) if not question.relevant
    ]
    return PartFigures(
        part=part.value,
        questions=len(asked),
        unanswerable=len(unanswerable),
        stayed_empty=sum(not slugs for slugs in unanswerable),
        searches={name: _figures(asked, ranked) for name, ranked in answers.items()},
    )


def _figures(asked: Sequence[Question], ranked: Sequence[Sequence[str]]) -> SearchFigures:
    pairs = list(zip(asked, ranked, strict=True))
    return SearchFigures(
        ndcg=_mean(pairs, ndcg),
        recall=_mean(pairs, recall),
        nothing=mean(not slugs for question, slugs in pairs if question.relevant),
        ndcg_by_viewpoint={
            one.value: _mean([pair for pair in pairs if pair[0].viewpoint is one], ndcg) for one in Viewpoint
        },
    )


def _mean(pairs: Sequence[tuple[Question, Sequence[str]]], measure: Measure) -> float:
    """Mean over the questions that have an answer; 0 where there are none."""
    values = [measure(slugs, question.relevant) for question, slugs in pairs]
    return mean([value for value in values if value is not None] or [0.0])
