"""People who sign up and in, and the mails they get."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.core.cache import cache

from marketplace.outbox.models import OutgoingMail

PASSWORD = "ein langes gutes Kennwort"


@pytest.fixture(autouse=True)
def no_attempts_yet(db: None) -> Iterator[None]:
    """Rate limits count from zero in each test."""
    cache.clear()
    yield
    cache.clear()


def mails_to(address: str) -> list[OutgoingMail]:
    """What was written to an address, the oldest first."""
    return list(OutgoingMail.objects.filter(to=address).order_by("created_at", "pk"))


def link_in(mail: OutgoingMail) -> str:
    """The path of the first address that stands on a line of its own."""
    found = re.search(r"^https?://[^/]+(/\S+)$", mail.text, re.MULTILINE)
    assert found, mail.text
    return found[1]
