"""Value thresholds are dated, sourced and never guessed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from marketplace.exports.contents.money import land_lines
from marketplace.exports.thresholds import contract_value, reached, thresholds
from marketplace.organisations.models import Land

DAY = date(2026, 11, 23)


def test_every_figure_has_a_source_and_belongs_to_a_land() -> None:
    known = thresholds()
    for source in [known.eu.source, known.look_up, *(one.source for one in known.lands.values())]:
        assert source.url.startswith("https://")
        assert source.title
    assert set(known.lands) <= set(Land.values)
    assert known.seen_on <= DAY


@pytest.mark.parametrize(
    ("value", "land", "kind"),
    [
        (100_000, "BW", "direct"), (100_001, "BW", "negotiated"), (215_999, "SL", "negotiated"),
        (216_000, "SL", "eu"), (216_000, "HE", "eu"), (215_999, "NW", "free"), (1, "HE", "unknown"),
        (100_000, "BY", "direct"), (100_001, "BY", "unknown"), (1, "", "unknown"),
    ],
)  # fmt: skip
def test_the_threshold_a_value_reaches(value: int, land: str, kind: str) -> None:
    assert reached(value, land, on=DAY).kind == kind


def test_a_rule_that_has_run_out_is_not_applied() -> None:
    after = reached(50_000, "BW", on=date(2027, 10, 2))
    assert (after.kind, after.is_over) == ("unknown", True)


def test_a_contract_without_end_counts_with_four_years() -> None:
    assert contract_value(10_000, 500, 24) == 22_000
    assert contract_value(0, 1_000, None) == 48_000


def test_more_than_four_years_count_as_four() -> None:
    assert contract_value(5_000, 1_000, 48) == contract_value(5_000, 1_000, 60) == 53_000


def test_an_eu_threshold_that_has_run_out_says_nothing() -> None:
    after = thresholds().eu.valid_until + timedelta(days=1)
    for value in (1, 10_000_000):
        assert (reached(value, "NW", on=after).kind, reached(value, "NW", on=after).is_over) == (
            "unknown",
            True,
        )


def test_a_land_that_was_not_researched_says_where_to_look() -> None:
    with override("de"):
        lines = land_lines("HE", on=DAY)["lines"]
    assert lines[1][:2] == ["Hessen", "nicht erhoben; bitte nachsehen"]
    assert lines[1][3] == thresholds().look_up.url
    assert len(land_lines("", on=DAY)["lines"]) == 1
