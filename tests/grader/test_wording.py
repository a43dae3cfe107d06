"""Sentences with numbers read well whatever the number is."""

from __future__ import annotations

import pytest

from grader.findings import Text
from grader.wording import in_spite, lines_of_100

ONE, MANY = Text("steht", "is"), Text("stehen", "are")


@pytest.mark.parametrize(
    ("share", "de", "en"),
    [
        (0, "Keine von 100 Zeilen steht", "None of 100 lines is"),
        (0.3, "Weniger als eine von 100 Zeilen steht", "Less than one of 100 lines is"),
        (1.2, "Eine von 100 Zeilen steht", "One of 100 lines is"),
        (1.7, "2 von 100 Zeilen stehen", "2 of 100 lines are"),
        (100, "100 von 100 Zeilen stehen", "100 of 100 lines are"),
    ],
)
def test_the_verb_fits_the_number(share: float, de: str, en: str) -> None:
    assert lines_of_100(share, ONE, MANY) == Text(de, en)


@pytest.mark.parametrize(
    ("met", "own", "usual", "beginning"),
    [
        (
            True,
            14.2,
            1.0,
            "Über alle Grenzen und Sprachen gerechnet liegt das Programm damit noch im üblichen",
        ),
        (False, 3.0, 3.4, "Über alle Grenzen und Sprachen gerechnet liegt das Programm trotzdem zurück"),
        (True, 2.0, 5.0, ""),
        (False, 9.0, 5.0, ""),
    ],
)
def test_a_verdict_the_shown_share_would_not_suggest_is_explained(
    met: bool, own: float, usual: float, beginning: str
) -> None:
    said = in_spite(met, own, usual).de
    assert said.startswith(beginning)
    assert bool(said) is bool(beginning)
