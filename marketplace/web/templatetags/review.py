"""Template filters of the pages on review."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _

from marketplace.review.models import Case, CaseEntry
from marketplace.review.reporting import CATEGORY_LABELS, Category
from marketplace.review.subjects import criterion_of

register = template.Library()


@register.filter
def criterion_title(case: Case) -> str:
    """The title of the criterion a case is about; its key where the criteria no longer know it."""
    criterion = criterion_of(case)
    return str(criterion.title) if criterion else case.criterion


@register.filter
def outcome_words(entry: CaseEntry) -> str:
    """What an entry decided or proposed, in words."""
    outcome = str(entry.data.get("outcome", ""))
    return str(Case.Outcome(outcome).label) if outcome and outcome in Case.Outcome.values else ""


@register.filter
def category_words(entry: CaseEntry) -> str:
    """What a report is about, in words."""
    category = str(entry.data.get("category", ""))
    return str(CATEGORY_LABELS[Category(category)]) if category in set(Category) else ""


@register.filter
def tick_words(answer: str) -> str:
    """How a point of the checklist was ticked, in words."""
    return {"yes": _("trifft zu"), "no": _("trifft nicht zu"), "na": _("stellt sich nicht")}.get(
        answer, answer
    )


@register.filter
def is_typed(typed: dict[str, Any], step: str) -> bool:
    """Whether what was typed before a refusal belongs to this form."""
    return bool(typed) and typed.get("schritt", "") == step


@register.filter
def typed_text(typed: dict[str, Any], name: str) -> str:
    """What was typed into a field before a refusal."""
    return str(typed.get(name, "")) if typed else ""
