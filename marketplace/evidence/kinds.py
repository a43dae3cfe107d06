"""Kinds of evidence as the criteria name them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from marketplace.criteria.editions import current_edition
from marketplace.criteria.model import Criterion, EvidenceKind


def kinds() -> Mapping[str, EvidenceKind]:
    """The kinds of the current edition by their key, in the order the criteria name them."""
    return {kind.key: kind for criterion in current_edition().criteria for kind in criterion.evidence}


def kind_for(criterion: Criterion, key: str) -> EvidenceKind | None:
    """The kind with this key if it proves something for this criterion."""
    return next((one for one in criterion.evidence if one.key == key), None)


def last_day(kind: EvidenceKind, *, issued_on: date, printed: date | None = None) -> date | None:
    """The last day on which a document of this kind counts as proof; None: until something changes.

    Args:
        kind: says for how many months.
        issued_on: the date of the document.
        printed: the day until which the document itself says it is valid.
    """
    by_kind = _months_later(issued_on, kind.valid_months) if kind.valid_months else None
    return min((day for day in (by_kind, printed) if day), default=None)


def _months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(years, month + 1, last)
        except ValueError:
            continue
    raise ValueError(f"{day} + {months} months")
