"""The course of a grade, and why it changed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client

from marketplace.analysis.models import CodeSource, Grade
from marketplace.analysis.stored_results import past_grades
from marketplace.web.assessment.trend import trend_of
from tests.marketplace.web.conftest import AT, stored_grade

PAGE = "/loesungen/maengelmelder/programmierung/?sicht=verlauf"


def earlier(result: dict[str, Any], letter: str) -> dict[str, Any]:
    """The same program as an earlier edition of the rules saw it."""
    topics = [{**one, "grade": letter} if one["graded"] else one for one in result["topics"]]
    changes = {"verdict": result["verdict"] | {"grade": letter}, "topics": topics}
    return result | changes | {"tool": result["tool"] | {"rules": "2026-0"}}


def two_grades(source: CodeSource, result: dict[str, Any]) -> Grade:
    first = stored_grade(source, earlier(result, "E"))
    Grade.objects.filter(pk=first.pk).update(created_at=AT - timedelta(days=90))
    return stored_grade(source, result)


def test_a_single_grade_says_when_the_next_would_appear(
    client: Client, source: CodeSource, result: dict[str, Any]
) -> None:
    stored_grade(source, result)
    html = client.get(PAGE).content.decode()
    assert "Noch kein Verlauf" in html
    assert "sobald jemand die Prüfung erneut anfordert" in html


def test_grades_are_drawn_from_old_to_new(source: CodeSource, result: dict[str, Any]) -> None:
    two_grades(source, result)
    trend = trend_of(source)
    assert trend is not None
    assert [dot.letter for dot in trend.whole.dots] == ["E", result["verdict"]["grade"]]
    assert trend.whole.dots[0].x < trend.whole.dots[1].x
    assert trend.whole.dots[0].y > trend.whole.dots[1].y
    assert trend.whole.direction == "better"
    assert [dot.is_last for dot in trend.whole.dots] == [False, True]


def test_the_page_says_why_the_grade_changed(
    client: Client, source: CodeSource, result: dict[str, Any]
) -> None:
    two_grades(source, result)
    html = client.get(PAGE).content.decode()
    assert "Beurteilt nach anderen Regeln: Ausgabe 2026-0" in html
    assert f"von E auf {result['verdict']['grade']}" in html
    assert "derselbe Stand des Quelltextes" in html


def test_a_grade_that_could_not_be_given_leaves_a_gap(source: CodeSource, result: dict[str, Any]) -> None:
    first = stored_grade(source, result | {"verdict": result["verdict"] | {"grade": None}})
    Grade.objects.filter(pk=first.pk).update(created_at=AT - timedelta(days=9))
    stored_grade(source, result)
    trend = trend_of(source)
    assert trend is not None
    assert len(trend.whole.dots) == 1
    assert trend.whole.before == ""


def test_results_too_old_to_be_compared_have_a_course_without_reasons(
    client: Client, source: CodeSource
) -> None:
    for days in (0, 3):
        grade = stored_grade(source, {"verdict": {"grade": "C"}, "tool": {"rules": "x"}})
        Grade.objects.filter(pk=grade.pk).update(created_at=AT - timedelta(days=days))
    assert client.get(PAGE).status_code == 200
    assert [one.topics for one in past_grades(source)] == [[], []]
