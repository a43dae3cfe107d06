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
    of_lands = [source for one in known.lands.values() for source in one.sources]
    for source in [known.eu.source, known.look_up, *of_lands]:
        assert source.url.startswith("https://")
        assert source.title
    assert set(known.lands) <= set(Land.values)
    assert known.seen_on <= DAY
    assert all((one.dated or "") <= known.seen_on.isoformat() for one in of_lands)


def test_the_amounts_of_a_land_rise_with_the_effort() -> None:
    eu = thresholds().eu.value
    for land, one in thresholds().lands.items():
        steps = [eu if limit == "eu" else limit for limit in (one.direct, one.negotiated, one.restricted)]
        known = [step for step in steps if step is not None]
        assert known == sorted(known), land
        assert bool(known) != one.none, land
        assert one.valid_from is None or one.valid_from <= DAY, land


@pytest.mark.parametrize(
    ("value", "land", "kind"),
    [
        (100_000, "BW", "direct"), (100_001, "BW", "negotiated"), (215_999, "SL", "negotiated"),
        (216_000, "SL", "eu"), (216_000, "HE", "eu"), (215_999, "NW", "free"),
        (100_000, "BY", "direct"), (215_999, "BY", "negotiated"), (100_001, "BB", "negotiated"),
        (20_000, "NI", "direct"), (100_000, "NI", "negotiated"), (100_001, "NI", "above"),
        (30_001, "TH", "negotiated"), (215_999, "TH", "negotiated"), (216_000, "TH", "eu"),
        (100_001, "ST", "negotiated"), (10_001, "RP", "negotiated"), (100_001, "RP", "above"),
        (5_000, "SH", "direct"), (150_000, "SH", "negotiated"), (150_001, "SH", "above"),
        (100_000, "MV", "direct"), (100_001, "MV", "unknown"),
        (3_000, "HB", "direct"), (49_999, "HB", "negotiated"), (50_000, "HB", "restricted"),
        (99_999, "HB", "restricted"), (100_000, "HB", "above"),
        (99_999, "HH", "negotiated"), (100_000, "HH", "above"),
        (1, "SN", "unknown"), (1, "", "unknown"),
    ],
)  # fmt: skip
def test_the_threshold_a_value_reaches(value: int, land: str, kind: str) -> None:
    assert reached(value, land, on=DAY).kind == kind


def test_a_rule_that_has_run_out_is_not_applied_and_not_shown_as_valid() -> None:
    last, after = date(2027, 10, 1), date(2027, 10, 2)
    assert (reached(50_000, "BW", on=last).kind, reached(50_000, "BW", on=last).standing) == (
        "direct",
        "valid",
    )
    assert (reached(50_000, "BW", on=after).kind, reached(50_000, "BW", on=after).standing) == (
        "unknown",
        "over",
    )
    with override("de"):
        rule = land_lines("BW", on=after)["lines"][1][1]
    assert rule.startswith("galt bis 01.10.2027, Nachfolgeregel nicht erhoben")
    assert "gültig bis" not in rule


@pytest.mark.parametrize("land", ["BE", "HE"])
def test_a_rule_in_doubt_is_shown_but_not_applied(land: str) -> None:
    found = reached(1_000, land, on=DAY)
    assert (found.kind, found.standing) == ("unknown", "in_doubt")
    with override("de"):
        assert land_lines(land, on=DAY)["lines"][1][1].startswith("zuletzt bekannte Werte")


def test_a_contract_without_end_counts_with_four_years() -> None:
    assert contract_value(10_000, 500, 24) == 22_000
    assert contract_value(0, 1_000, None) == 48_000


def test_more_than_four_years_count_as_four() -> None:
    assert contract_value(5_000, 1_000, 48) == contract_value(5_000, 1_000, 60) == 53_000


def test_an_eu_threshold_that_has_run_out_says_nothing() -> None:
    after = thresholds().eu.valid_until + timedelta(days=1)
    for value in (1, 10_000_000):
        found = reached(value, "NW", on=after)
        assert (found.kind, found.standing) == ("unknown", "over")


def test_a_land_that_was_not_researched_says_where_to_look() -> None:
    with override("de"):
        lines = land_lines("SN", on=DAY)["lines"]
    assert lines[1][:2] == ["Sachsen", "nicht erhoben; bitte nachsehen"]
    assert lines[1][3] == thresholds().look_up.url
    assert len(land_lines("", on=DAY)["lines"]) == 1


def test_a_line_of_a_document_names_amounts_and_what_kind_of_source_it_is() -> None:
    with override("de"):
        eu, land = land_lines("MV", on=DAY)["lines"]
        bremen = land_lines("HB", on=DAY)["lines"][1][1]
    assert "Sekundärquelle" in eu[2]
    assert land[1].startswith("Direktauftrag bis 100.000 € netto; gültig ab 02.03.2026. ")
    assert land[2].endswith("(amtlich, Stand 02.03.2026)")
    assert "Verhandlungsvergabe bis unter 50.000 €; beschränkte Ausschreibung bis unter 100.000 €" in bremen
