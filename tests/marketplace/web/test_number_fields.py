"""Numbers of inhabitants as people type them."""

from __future__ import annotations

import pytest
from django.forms import ValidationError

from marketplace.web.number_fields import CountField


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("8000", 8000), ("8.000", 8000), ("8,000", 8000), ("8 000", 8000), ("8\u202f000", 8000),
        ("8'000", 8000),
        (" 1.250.000 ", 1_250_000), ("250", 250), ("", None),
    ],
)  # fmt: skip
def test_signs_between_thousands_are_read_as_such(typed: str, number: int | None) -> None:
    assert CountField(required=False).clean(typed) == number


@pytest.mark.parametrize("typed", ["8.0", "8,5", "80.00", "1.2500", "1.250,000", "rund 8000", "8e3"])
def test_anything_else_is_refused_instead_of_guessed(typed: str) -> None:
    with pytest.raises(ValidationError):
        CountField().clean(typed)
