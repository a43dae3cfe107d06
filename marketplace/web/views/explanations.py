"""Pages that explain: how we assess, and how hits are ordered."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from grader import RULES_VERSION
from grader.benchmark.comparison import COMPARISON
from grader.findings import Text
from grader.grading import rules
from grader.indicators.catalogue import indicators, topics


def method(request: HttpRequest) -> HttpResponse:
    """How the assessment works, what it does not measure, and all its questions from their definitions."""
    known = [one for one in indicators() if one.lifecycle != "deprecated"]
    groups = [(topic, [one for one in known if one.topic == topic.id]) for topic in topics()]
    context = {
        "section": "method",
        "groups": [(topic, found) for topic, found in groups if found],
        "indicator_count": len(known),
        "rules": RULES_VERSION,
        "grades": _grades(),
        "steps": rules.STEPS_ABOVE_WEAKEST_TOPIC,
        "least_lines": rules.MIN_CODE_LINES,
        "least_share": rules.MIN_READ_PERCENT,
        "comparison": COMPARISON,
        "compared_with": len(COMPARISON.peers),
    }
    return render(request, "web/method.html", context)


def _grades() -> list[tuple[str, Text, float]]:
    """Each grade with its word and the share of the compared projects that has it, in per cent."""
    found, upper = [], 100.0
    for letter, quantile in rules.GRADE_FROM_QUANTILE.items():
        found.append((letter, rules.GRADE_WORDS[letter], upper - quantile))
        upper = quantile
    return found


def search_order(request: HttpRequest) -> HttpResponse:
    """The published rule of the order of hits."""
    return render(request, "web/search_order.html", {"section": "solutions"})
