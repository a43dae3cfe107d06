"""The operator's guide says what is forgotten when, and the process for errands does it."""

from __future__ import annotations

import re

from marketplace.worker.errand_list import all_errands
from tools.places import ROOT

GUIDE = ROOT / "docs" / "guides" / "operating.md"
BY_THE_WORKER = "the worker, between two assessments"


def promised() -> set[str]:
    """The errands named in the guide's table of how long things are kept."""
    text = GUIDE.read_text(encoding="utf-8").partition("## How long things are kept")[2].partition("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 8
    return {re.sub(r" \(.*\)", "", row[-1]) for row in rows} - {BY_THE_WORKER}


def test_every_errand_the_guide_names_runs_and_every_one_that_forgets_is_named() -> None:
    running = {errand.name for errand in all_errands()}
    assert promised() - running == set()
    assert {name for name in running if name.startswith(("forget", "remove"))} - promised() == set()


def test_what_is_forgotten_is_looked_at_every_hour_at_least() -> None:
    slow = [one.name for one in all_errands() if one.name in promised() and one.seconds > 3600]
    assert not slow
