"""Keeps track of the addresses that sources name as accessibility statements, and of what visits found."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from marketplace.criteria.model import Text
from marketplace.lib.addresses import MAX_LENGTH
from marketplace.lib.days import day_of
from marketplace.suitability.checks.material import Graded, PageLook
from marketplace.suitability.page_model import StatedPage

# Foreign websites are asked at most once a week, whatever they answer.
EVERY = timedelta(days=7)


@dataclass(frozen=True)
class Visit:
    """What one look at an address found. `day`: what the statement bears; `problem_*` why it is none.

    `failed`: nothing answered, or the other side says that there is nothing.
    """

    reached: bool = False
    failed: bool = False
    day: date | None = None
    problem_de: str = ""
    problem_en: str = ""


def remember(linked: Mapping[int, Sequence[str]], at: datetime) -> None:
    """Note which addresses listings' sources name today; those they name no more are forgotten.

    An address another listing names too keeps its turn, so that nobody is asked more than once a week.

    Args:
        linked: listing → addresses, of every listing that was looked at.
        at: now.
    """
    wanted = {(listing, url) for listing, urls in linked.items() for url in urls if _is_web(url)}
    rows = list(StatedPage.objects.filter(listing__in=linked))
    gone = [row.pk for row in rows if (row.listing_id, row.url) not in wanted]
    if gone:
        StatedPage.objects.filter(pk__in=gone).delete()
    new = wanted - {(row.listing_id, row.url) for row in rows}
    if not new:
        return
    turns = dict(StatedPage.objects.filter(url__in={url for _, url in new}).values_list("url", "check_at"))
    StatedPage.objects.bulk_create(
        [
            StatedPage(listing_id=listing, url=url, check_at=turns.get(url, at))
            for listing, url in sorted(new)
        ],
        ignore_conflicts=True,
    )


def _is_web(url: str) -> bool:
    return url.startswith(("https://", "http://")) and len(url) <= MAX_LENGTH


def due_urls(at: datetime, most: int) -> list[str]:
    """Addresses whose turn it is, each once, the longest waiting first."""
    rows = StatedPage.objects.filter(check_at__lte=at).order_by("check_at", "pk")
    return list(dict.fromkeys(rows.values_list("url", flat=True)[: most * 20]))[:most]


@transaction.atomic
def note_visit(url: str, visit: Visit, at: datetime) -> int:
    """Keep what a visit found for every listing whose source names the address. Returns for how many."""
    rows = list(StatedPage.objects.select_for_update().filter(url=url))
    for row in rows:
        _note(row, visit, day_of(at))
        row.check_at, row.changed_at = at + EVERY, at
        row.save()
    return len(rows)


def _note(row: StatedPage, visit: Visit, today: date) -> None:
    if visit.failed:
        if row.failed_on is None:
            row.failed_on = today
        elif today > row.failed_on:
            row.failed_again_on = today
        return
    row.failed_on = row.failed_again_on = None
    row.problem_de, row.problem_en = visit.problem_de, visit.problem_en
    row.outcome = StatedPage.Outcome.REACHED if visit.reached else StatedPage.Outcome.ODD
    row.looked_on, row.day = today, visit.day


def linked_statements(sources: Iterable[Graded]) -> tuple[str, ...]:
    """The addresses sources name first as their accessibility statement, which is the one that is checked."""
    named = [found[0]["url"] for one in sources if (found := one.stated.get("accessibility"))]
    return tuple(dict.fromkeys(url for url in named if url))


def page_looks(listing_ids: Collection[int]) -> Mapping[int, dict[str, PageLook]]:
    """What is known of the addresses of these listings: listing → address → look, in one query."""
    found: dict[int, dict[str, PageLook]] = {}
    for row in StatedPage.objects.filter(listing__in=listing_ids):
        found.setdefault(row.listing_id, {})[row.url] = PageLook(
            looked_on=row.looked_on,
            is_statement=row.outcome == StatedPage.Outcome.REACHED,
            day=row.day,
            problem=Text(row.problem_de, row.problem_en),
            failed_on=row.failed_on,
            failed_again_on=row.failed_again_on,
        )
    return found
