"""CSV cells are text and numbers, never formulas."""

from __future__ import annotations

import csv
import io
import re

from hypothesis import example, given
from hypothesis import strategies as st

from marketplace.exports.tables.csv_file import csv_file, harmless

BEGINS = "=+-@%＝＋－＠﹢﹣﹦﹫−"


def _read(data: bytes, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))


@given(st.text(max_size=60))
@example("=1+1")
@example("\t=1+1")
@example("\";=cmd|'/C calc'!A0")
@example("x,=1")
@example("＝HYPERLINK()")
@example("\u200b@SUM(1)")
@example("'=1")
def test_no_cell_begins_with_a_formula_whatever_separator_the_reader_uses(text: str) -> None:
    data = csv_file(["Kopf", "Zweite"], [[text, text]])
    for delimiter in ";,\t|":
        for row in _read(data, delimiter):
            for cell in row:
                bare = re.sub(r"^[\s\"\u200b-\u200f\u2060\ufeff]+", "", cell)
                assert bare[:1] not in BEGINS or not bare


@given(st.text(alphabet=st.characters(codec="utf-8", categories=["L", "N", "Zs"]), max_size=40))
def test_harmless_texts_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text.strip()


def test_numbers_stay_numbers_and_german_spreadsheets_find_their_columns() -> None:
    data = csv_file(["Name", "Zahl"], [["Ä; ß", -5], ["=1", 7]])
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig").splitlines() == ['"Name";"Zahl"', '"Ä; ß";-5', '"\'=1";7']


def test_one_text_is_one_line() -> None:
    assert harmless("eins\r\nzwei\u2028drei") == "eins zwei drei"
