"""What does not arise for an entry may arise for the municipality: then it is open, not given away."""

from __future__ import annotations

import pytest

from marketplace.criteria.model import Text
from marketplace.selection.folder import FolderWish
from marketplace.selection.judging import Setting, judged
from marketplace.suitability.json import from_json
from marketplace.suitability.model import Suitability
from tests.marketplace.selection.folders import cell

WORDS = Text("AVV", "DPA")
WISH = FolderWish("processing-agreement", WORDS, WORDS, "should", 4, (), (), "", WORDS, None)


def offering(operation: str) -> Suitability:
    """An entry operated in this way only, so that the question of a processing agreement does not arise."""
    offer = cell("operation-offer") | {"answer": operation}
    return from_json(
        {
            "listing": 1,
            "edition": "2026-1",
            "cells": [offer, cell("processing-agreement", state="not_applicable")],
        }
    )


@pytest.mark.parametrize(
    ("wanted", "met", "points"),
    [
        ((), "not_applicable", (4, 4)),
        (("self_hosted",), "not_applicable", (4, 4)),
        (("self_hosted", "provider_operated"), "not_applicable", (4, 4)),
        (("provider_operated",), "open", (0, 4)),
        (("data_centre",), "open", (0, 4)),
    ],
)
def test_an_entry_gains_nothing_by_an_operation_nobody_wants(
    wanted: tuple[str, ...], met: str, points: tuple[int, int]
) -> None:
    (verdict,) = judged(offering("self_hosted"), [WISH], Setting(wanted, "2026-1"))
    assert (verdict.met, (verdict.lowest, verdict.highest)) == (met, points)


def test_the_reason_says_why_it_is_open() -> None:
    (verdict,) = judged(offering("self_hosted"), [WISH], Setting(("provider_operated",), "2026-1"))
    assert "Ihr Profil" in verdict.reason.de


def test_what_does_not_arise_for_another_reason_stays_so() -> None:
    (verdict,) = judged(
        offering("self_hosted"), [WISH], Setting(("provider_operated",), "2026-1", kind="consulting-of-old")
    )
    assert verdict.met == "not_applicable"
