"""The place of a value among real public-sector repositories, language by language."""

from __future__ import annotations

from dataclasses import replace
from statistics import median

import pytest

from grader.benchmark import (
    COMPARISON,
    MEASURES,
    PARTS,
    Figures,
    LanguageFigures,
    Scope,
    code_index,
    compared_with,
    duplication_position,
    figures_of,
    language_limit,
    measured_duplication,
    position,
    reference,
)
from grader.benchmark.copies import copied_files
from grader.benchmark.figures import FUNCTION_FIGURES
from grader.facts.model import Clone, Duplication
from tests.grader.building import facts, function, source, tidy_functions

WORST = dict.fromkeys((*FUNCTION_FIGURES, "file500", "hard_share"), 100.0) | {"difficulty_mean": 3.0}


def program(language: str, lines: float = 2_000, **values: float) -> LanguageFigures:
    return LanguageFigures(language, lines, lines, WORST | values)


def test_the_data_says_what_it_is_and_names_each_repository_with_its_commit() -> None:
    assert "convenience sample" in COMPARISON.about
    assert len(COMPARISON.peers) >= 100
    for peer in COMPARISON.peers:
        assert peer.url.endswith(peer.repository)
        assert len(peer.commit) == 40
        assert peer.figures.languages


def test_every_row_was_measured_with_this_grader_and_holds_enough_code() -> None:
    assert "this grader" in COMPARISON.measured_with
    for peer in COMPARISON.peers:
        for row in peer.figures.languages:
            assert row.lines >= 500
            assert set(FUNCTION_FIGURES) <= set(row.values)


@pytest.mark.parametrize(("value", "expected"), [(0.0, 100.0), (2.0, 62.5), (9.0, 0.0)])
def test_a_position_is_the_share_of_worse_values_and_equal_ones_count_half(
    value: float, expected: float
) -> None:
    assert position(value, [1.0, 2.0, 3.0, 4.0]) == expected


def test_for_tests_more_is_better() -> None:
    assert position(5.0, [1.0, 2.0], higher_is_better=True) == 100.0


@pytest.mark.parametrize(
    "language", ["Python", "TypeScript", "JavaScript", "Java", "Kotlin", "PHP", "Go", "C#", "Ruby", "Swift"]
)
def test_common_languages_are_compared_with_their_own_kind(language: str) -> None:
    known = reference(language)
    assert known.scope is Scope.LANGUAGE
    assert len(known.repositories) >= 8


def test_a_rare_language_is_compared_with_related_ones_and_an_unknown_one_with_all() -> None:
    assert reference("Dart").scope is Scope.RELATED
    assert reference("Fortran").scope is Scope.ALL
    assert len(reference("Fortran").repositories) == len(COMPARISON.peers)


def test_the_same_figure_can_be_good_in_one_language_and_middling_in_another() -> None:
    medians = {language: median(reference(language).values["size30"]) for language in ("Java", "Go", "PHP")}
    assert len(set(medians.values())) == len(medians)


def test_a_project_in_two_languages_stands_where_its_code_stands() -> None:
    good, bad = dict.fromkeys(WORST, 0.0), WORST
    mixed = Figures((LanguageFigures("Java", 3_000, 3_000, good), LanguageFigures("Go", 1_000, 1_000, bad)))
    alone = [code_index(Figures((row,))).positions["function_size"] for row in mixed.languages]
    assert code_index(mixed).positions["function_size"] == pytest.approx(
        (3 * alone[0] + alone[1]) / 4, abs=0.1
    )


def test_what_is_not_known_has_no_place() -> None:
    index = code_index(Figures((program("Python"),)))
    assert "tests" not in index.positions
    assert "repetition" not in index.positions
    assert "structure" in index.parts


def test_the_place_rises_with_each_figure() -> None:
    base = code_index(Figures((program("Python"),), {"test_ratio": 0.0, "duplicated": 100.0}))
    for name in WORST:
        better = code_index(Figures((program("Python", **{name: 0.0}),), {"test_ratio": 0.0}))
        assert max(better.parts[part] - base.parts[part] for part in better.parts) > 0, name
    tested = code_index(Figures((program("Python"),), {"test_ratio": 5.0, "duplicated": 0.0}))
    assert tested.parts["tests"] > base.parts["tests"]
    assert tested.parts["repetition"] > base.parts["repetition"]


def test_repetition_is_placed_among_all_projects() -> None:
    known = measured_duplication()
    assert len(known) >= 90
    assert duplication_position(99.0) < 5
    assert 40 <= duplication_position(median(known)) <= 60
    places = [duplication_position(share / 2) for share in range(201)]
    assert places == sorted(places, reverse=True)


def test_what_is_long_differs_by_language() -> None:
    limits = [language_limit("function_lines", language) for language in ("Java", "Go", "Python")]
    assert len(set(limits)) == 3
    assert language_limit("function_lines", "Fortran") == language_limit("function_lines", None)


def test_every_measure_belongs_to_one_part_and_the_weights_are_whole_percentages() -> None:
    assert sorted(name for part in PARTS.values() for name in part) == sorted(MEASURES)
    assert all(sum(weights.values()) == 100 for weights in PARTS.values())


def test_accessors_count_for_nothing() -> None:
    long = source("app/long.py", function(lines=80, complexity=20), *tidy_functions(4))
    accessors = [
        source(f"app/plain{i}.py", *(replace(f, tokens=12) for f in tidy_functions(50, lines=3)))
        for i in range(20)
    ]
    before, after = figures_of(facts(long)).languages, figures_of(facts(long, *accessors)).languages
    assert before[0].values["size60"] == after[0].values["size60"] > 60
    assert before[0].values["file500"] == after[0].values["file500"]


def test_a_copied_file_counts_once() -> None:
    first = source("app/a.py", *tidy_functions(10))
    second = source("app/b.py", *tidy_functions(10))
    long = source("app/c.py", function(lines=80, complexity=20))
    copied = Duplication((Clone("app/a.py", 1, 98, "app/b.py", 1, 98, 98),), 196, 280)
    with_copy = facts(first, second, long, duplication=copied)
    assert copied_files(with_copy) == {"app/b.py"}
    assert figures_of(with_copy).overall("size60") == figures_of(facts(first, long)).overall("size60")


def test_a_measure_says_with_how_many_repositories_it_is_compared() -> None:
    assert compared_with(Figures((program("Java"),)), "function_size") == len(reference("Java").repositories)
    mostly_java = Figures((program("Java"), program("Go", lines=50)))
    assert compared_with(mostly_java, "complexity") == len(reference("Java").repositories)
