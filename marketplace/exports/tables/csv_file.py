"""CSV that a spreadsheet opens as text and numbers and never as formulas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date

Cell = str | int | date | None

# OWASP, "CSV Injection": these begin a formula, at the start of a cell or behind a separator of another
# locale; the wide and mathematical twins are turned into the plain ones by some spreadsheets.
_FORMULA = re.compile(
    r"(^|[,;\t|\"'])([\s\u00a0\u200b-\u200f\u2060\ufeff]*)"
    r"([=+\-@%\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe66\ufe6b\u2212])"
)
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# A harmless character that every spreadsheet shows or swallows in front of text.
_GUARD = "'"


def csv_file(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A table for a German spreadsheet: UTF-8 with byte order mark, semicolons, every text quoted.

    Numbers stay numbers, days become ISO days, texts are made harmless by `harmless`.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([harmless(one) for one in header])
    writer.writerows([_cell(one) for one in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """The text on one line, with an apostrophe wherever a spreadsheet could read a formula."""
    line = _INVISIBLE.sub(" ", text.encode("utf-8", "replace").decode()).strip()
    return _FORMULA.sub(rf"\1\2{_GUARD}\3", line)


def _cell(value: Cell) -> str | int:
    if isinstance(value, bool) or value is None:
        return "" if value is None else str(value).lower()
    if isinstance(value, int):
        return value
    return value.isoformat() if isinstance(value, date) else harmless(value)
