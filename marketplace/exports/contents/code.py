"""The assessment of the source code, as a document tells it."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.analysis.models import CodeSource, Grade
from marketplace.analysis.stored_results import with_short_results
from marketplace.catalogue.models import Listing
from marketplace.lib.bilingual import in_current_language

_RANKS = {
    "A": gettext_lazy("beste von fünf Stufen"),
    "B": gettext_lazy("zweitbeste von fünf Stufen"),
    "C": gettext_lazy("mittlere von fünf Stufen"),
    "D": gettext_lazy("zweitletzte von fünf Stufen"),
    "E": gettext_lazy("letzte von fünf Stufen"),
}


def code_of(listing: Listing) -> dict[str, Any] | None:
    """The newest grade of the first source that has one; a sentence where there is none.

    Returns:
        None for a consulting service, which has no source code to look at. Otherwise `letter` is empty
        and `why_not` says why, or the grade comes with its reasons, its certainty and its limits.
    """
    if listing.kind != Listing.Kind.SOLUTION:
        return None
    grade = _main_grade(listing)
    if grade is None:
        return {"letter": "", "why_not": _why_not(listing)}
    result = grade.result if isinstance(grade.result, dict) else {}
    verdict = result.get("verdict") or {}
    common = {
        "on": formats.date_format(grade.created_at, "DATE_FORMAT"),
        "part": grade.source.part,
        "part_line": _("Gilt nur für den Teil „{part}“.").format(part=grade.source.part),
        "letter": grade.letter,
        "bound_to": _bound_to(grade),
        "rules": grade.rules,
        "limits": [in_current_language(one) for one in result.get("limits") or []],
    }
    if not grade.letter:
        return common | {"why_not": in_current_language(verdict.get("reason") or {})}
    return common | _graded(grade.letter, verdict, result)


def _graded(letter: str, verdict: dict[str, Any], result: dict[str, Any]) -> dict[str, Any]:
    sure = verdict.get("confidence") or {}
    return {
        "word": in_current_language(verdict.get("grade_word") or {}),
        "rank": str(_RANKS[letter]),
        "headline": in_current_language(verdict.get("headline") or {}),
        "scale_alt": _("Stufe {letter} auf der Skala von A bis E").format(letter=letter),
        "reasons": [
            {
                "plus": one.get("direction") == "plus",
                "title": in_current_language(one.get("title") or {}),
                "text": in_current_language(one.get("text") or {}),
            }
            for one in result.get("reasons") or []
        ],
        "sure": {
            "level": int(sure.get("level") or 0),
            "word": in_current_language(sure.get("word") or {}),
            "why": in_current_language(sure.get("why") or {}),
        },
        "compared_with": len((result.get("comparison") or {}).get("positions") or []),
    }


def _main_grade(listing: Listing) -> Grade | None:
    newest = Grade.objects.filter(source=OuterRef("pk")).order_by("-created_at", "-pk").values("pk")[:1]
    sources = CodeSource.objects.filter(listing=listing)
    grades = with_short_results(Grade.objects.filter(pk__in=sources.values(found=Subquery(newest))))
    return min(grades, key=lambda one: (one.source.position, one.source_id), default=None)


def _bound_to(grade: Grade) -> str:
    version = "" if grade.version.startswith("refs/") else grade.version
    kind, identity = grade.get_identity_kind_display(), grade.identity[:12]
    place = grade.source.public_location
    return ", ".join(part for part in (place, version, f"{kind} {identity}") if part)


def _why_not(listing: Listing) -> str:
    if CodeSource.objects.filter(listing=listing).exists():
        return _("Der Quelltext ist öffentlich, wurde aber noch nicht geprüft.")
    return _(
        "Wir kennen keinen öffentlichen Quelltext. Ohne ihn ist keine Einschätzung möglich; das ist weder "
        "gut noch schlecht."
    )
