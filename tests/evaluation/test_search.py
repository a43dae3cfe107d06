"""Measures of ranked lists, and the judged questions. Of the held-out ones only the form is checked."""

from __future__ import annotations

import math

import pytest

from evaluation.search.baselines import fts5
from evaluation.search.figures import BASELINES, OURS, OURS_ON_POSTGRESQL, part_figures
from evaluation.search.judgements import Part, Question, Viewpoint, questions
from evaluation.search.measures import ndcg, recall
from marketplace.catalogue.search_figures import search_figures, stored
from marketplace.catalogue.starter_files import read_starter_catalogue

RELEVANT = {"exact": 3, "good": 2, "touches": 1}


def test_the_best_order_has_all_gain_and_nothing_found_has_none() -> None:
    assert ndcg(["exact", "good", "touches"], RELEVANT) == 1.0
    assert ndcg([], RELEVANT) == 0.0
    assert ndcg(["anything"], {}) is None


def test_a_good_answer_further_down_gains_less() -> None:
    assert ndcg(["other", "exact"], {"exact": 3}) == pytest.approx(1 / math.log2(3))
    assert ndcg(["other"] * 10 + ["exact"], {"exact": 3}) == 0.0


def test_recall_counts_good_answers_only() -> None:
    assert recall(["exact"], RELEVANT) == 0.5
    assert recall(["exact", "good"], RELEVANT) == 1.0
    assert recall(["touches"], {"touches": 1}) is None


def test_the_questions_for_tuning_name_listings_that_exist() -> None:
    slugs = {listing.slug for listing in read_starter_catalogue().listings}
    asked = questions(Part.TUNING, slugs)
    assert {question.viewpoint for question in asked} == set(Viewpoint)
    with pytest.raises(ValueError, match="unknown listings"):
        questions(Part.TUNING, slugs - {"klarschiff"})


def test_the_held_out_questions_are_about_a_third_and_none_is_for_tuning_too() -> None:
    slugs = {listing.slug for listing in read_starter_catalogue().listings}
    tuning, held_out = (questions(part, slugs) for part in Part)
    assert sum(question.language == "de" for question in tuning + held_out) >= 150
    assert 0.28 <= len(held_out) / len(tuning + held_out) <= 0.4
    texts = {question.text.casefold() for question in tuning}
    # A number, no texts: a failure must not show a held-out question.
    assert sum(question.text.casefold() in texts for question in held_out) == 0
    assert {question.viewpoint for question in held_out} == set(Viewpoint)


def test_fts5_finds_whole_words_by_rarity() -> None:
    texts = {"a": "Bäume gießen", "b": "Bäume fällen", "c": "Räume buchen"}
    assert fts5(texts, ["bäume gießen", "xqzvw", "???"]) == [["a", "b"], [], []]


def test_figures_of_a_part_are_stored_as_the_page_reads_them() -> None:
    asked = [Question("a", Viewpoint.CLERK, {"x": 3}), Question("b", Viewpoint.IT_LEAD, {})]
    ranked = {OURS: [["x"], []], OURS_ON_POSTGRESQL: [["x"], []]} | {name: [[], ["x"]] for name in BASELINES}
    figures = part_figures(Part.TUNING, asked, ranked)
    assert (figures.questions, figures.unanswerable, figures.stayed_empty) == (2, 1, 1)
    assert (figures.searches[OURS].ndcg, figures.searches[BASELINES[0]].nothing) == (1.0, 1)
    assert '"part": "tuning"' in stored([figures])


def test_the_stored_figures_name_every_search_the_page_shows() -> None:
    for part in search_figures():
        assert set(part.searches) == {OURS, OURS_ON_POSTGRESQL, *BASELINES}
