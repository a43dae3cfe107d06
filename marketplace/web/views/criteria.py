"""The criteria catalogue: what we ask, what counts as proof, and which law it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from marketplace.catalogue.models import Listing
from marketplace.criteria.changes import Change, changes_between
from marketplace.criteria.editions import current_edition, editions
from marketplace.criteria.model import AnswerKind, Criterion, Edition, Option, Topic
from marketplace.criteria.schema import answer_schema

ANSWER_WORDS: dict[AnswerKind, Promise] = {
    AnswerKind.YES_NO: _("ja oder nein"),
    AnswerKind.CHOICE: _("eine von mehreren Antworten"),
    AnswerKind.CHOICES: _("eine oder mehrere Antworten"),
    AnswerKind.NUMBER: _("eine Zahl"),
    AnswerKind.DATE: _("ein Datum"),
    AnswerKind.TEXT: _("ein Text"),
}
AT_KINDS: dict[frozenset[str], Promise] = {
    frozenset({Listing.Kind.SOLUTION}): _("Bei Lösungen"),
    frozenset({Listing.Kind.CONSULTING}): _("Bei Beratungsleistungen"),
    frozenset({Listing.Kind.SOLUTION, Listing.Kind.CONSULTING}): _("Bei Lösungen und Beratungsleistungen"),
}


@dataclass(frozen=True)
class Condition:
    """One thing that has to hold for a question to arise: a criterion, and the answers that count."""

    criterion: Criterion
    answers: tuple[Option, ...]


@require_safe
def criteria(request: HttpRequest) -> HttpResponse:
    """All criteria of the current edition by topic."""
    edition = current_edition()
    context = {
        "section": "method",
        "edition": edition,
        "topics": [(topic, edition.of_topic(topic.key)) for topic in edition.topics],
        "own_count": sum(one.is_own for one in edition.criteria),
        "changes": _changes(),
    }
    return render(request, "web/criteria.html", context)


@require_safe
def criterion(request: HttpRequest, key: str) -> HttpResponse:
    """One criterion with everything that follows from it."""
    edition = current_edition()
    found = edition.criterion(key)
    if found is None:
        raise Http404
    place = edition.criteria.index(found)
    context = {
        "section": "method",
        "edition": edition,
        "criterion": found,
        "topic": _topic(edition, found),
        "answer": ANSWER_WORDS[found.answer],
        "some_do_not_meet": not all(option.meets for option in found.options),
        "at_kinds": AT_KINDS[frozenset(found.applies.kinds)],
        "always": len(found.applies.kinds) == len(Listing.Kind) and not found.applies.conditions,
        "conditions": _conditions(edition, found),
        "before": edition.criteria[place - 1] if place else None,
        "after": edition.criteria[place + 1] if place + 1 < len(edition.criteria) else None,
    }
    return render(request, "web/criterion.html", context)


@require_safe
def schema(_request: HttpRequest) -> JsonResponse:
    """The JSON Schema of the answers to the current edition."""
    return JsonResponse(
        answer_schema(current_edition()),
        content_type="application/schema+json; charset=utf-8",
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )


def _topic(edition: Edition, found: Criterion) -> Topic:
    return next(topic for topic in edition.topics if topic.key == found.topic)


def _conditions(edition: Edition, found: Criterion) -> list[Condition]:
    named = ((edition.criterion(key), values) for key, values in found.applies.conditions.items())
    return [
        Condition(one, tuple(option for option in one.options if option.key in values))
        for one, values in named
        if one is not None
    ]


def _changes() -> tuple[Change, ...]:
    """What the current edition changed; nothing for the first one."""
    newest, *earlier = editions()
    return changes_between(earlier[0], newest) if earlier else ()
