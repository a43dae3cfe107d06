"""Whom an assessment is counted for."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from pytest_django import Settings

from marketplace.web.visitors import requester


def digest(address: str, forwarded: str = "") -> str:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = RequestFactory().get("/", REMOTE_ADDR=address, headers=headers)
    request.user = AnonymousUser()
    return requester(request)


def test_without_a_web_server_in_front_nobody_can_pretend_to_be_others() -> None:
    assert digest("203.0.113.7", forwarded="198.51.100.1") == digest("203.0.113.7")


def test_behind_a_web_server_visitors_are_told_apart(settings: Settings) -> None:
    settings.BEHIND_PROXY = True
    assert digest("127.0.0.1", forwarded="203.0.113.7") != digest("127.0.0.1", forwarded="203.0.113.8")


@pytest.mark.parametrize("invented", ["198.51.100.1", "x", ","])
def test_only_what_the_web_server_has_noted_counts(settings: Settings, invented: str) -> None:
    settings.BEHIND_PROXY = True
    expected = digest("127.0.0.1", forwarded="203.0.113.7")
    assert digest("127.0.0.1", forwarded=f"{invented}, 203.0.113.7") == expected
