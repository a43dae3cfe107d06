"""Words and drawings of the project pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils import formats

from marketplace.catalogue.vocabulary import STATE_LABELS, State

register = template.Library()

BAR_WIDTH = 240


@register.filter
def state_word(state: str) -> str:
    """A stored state in words."""
    return str(STATE_LABELS[State(state)])


@register.filter
def iso_day(day: str) -> str:
    """A stored ISO date the way the current language writes it; anything else as it is."""
    try:
        return str(formats.date_format(date.fromisoformat(day)))
    except (TypeError, ValueError):
        return day or ""


@register.inclusion_tag("web/parts/project/range_bar.html")
def range_bar(lowest: int, highest: int, most: int) -> dict[str, Any]:
    """Secured points as a full bar, open ones as a dashed one; `most` points fill the width."""
    scale = BAR_WIDTH / max(most, 1)
    sure = round(lowest * scale)
    return {"width": BAR_WIDTH, "sure": sure, "maybe": round(highest * scale) - sure}
