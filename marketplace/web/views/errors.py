"""Answers to requests that cannot be served, in the design of all other pages."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from marketplace.analysis.errors import TooManyRequests
from marketplace.exports.errors import TooManyDocuments


def too_many(request: HttpRequest, refusal: TooManyRequests | TooManyDocuments) -> HttpResponse:
    """429 with the moment from which it works again."""
    response = render(request, "429.html", {"sentence": refusal.sentence}, status=429)
    wait = max(refusal.possible_from - timezone.now(), timedelta(seconds=1))
    response["Retry-After"] = str(int(wait.total_seconds()) + 1)
    return response


def too_large(request: HttpRequest, limit: int, *, is_archive: bool = False) -> HttpResponse:
    """413 with the limit in megabytes; archives of code get advice on how to make them smaller."""
    return render(request, "413.html", {"limit": limit, "is_archive": is_archive}, status=413)
