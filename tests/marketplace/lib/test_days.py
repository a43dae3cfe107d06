"""Days as people read them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.utils.translation import override

from marketplace.lib.days import day_of, short_day

# Half past midnight on New Year's Day in Berlin.
MOMENT = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)


def test_a_moment_counts_for_its_local_day() -> None:
    assert day_of(MOMENT) == date(2026, 1, 1)
    assert day_of(date(2025, 12, 31)) == date(2025, 12, 31)


def test_a_day_is_written_as_the_language_does() -> None:
    with override("de"):
        assert [short_day(one) for one in (MOMENT, "2026-01-01", date(2026, 1, 1))] == ["01.01.2026"] * 3
        assert [short_day(one) for one in ("bald", "", None)] == ["bald", "", ""]
