"""Numbers as people write them."""

from __future__ import annotations

import re
from typing import Any

from django import forms

# Thousands set apart by one kind of sign throughout: 8.000, 8,000, 8 000, 8'000.
GROUPED = re.compile(r"\d{1,3}(?:([.,'’ \u00a0\u202f])\d{3})(?:\1\d{3})*")


class CountField(forms.IntegerField):
    """A whole number, with or without signs between its thousands.

    Django's own field reads "8.000" as 8, because it takes ".000" for decimals.
    """

    def to_python(self, value: Any) -> int | None:
        """The number.

        Raises:
            ValidationError: it is none, or has decimals.
        """
        if isinstance(value, str):
            value = value.strip()
            if GROUPED.fullmatch(value):
                value = re.sub(r"\D", "", value)
            elif value and not re.fullmatch(r"[+-]?[0-9]+", value):
                raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)
