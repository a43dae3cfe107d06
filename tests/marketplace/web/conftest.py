"""A small catalogue with one really graded listing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from grader.run import grade_folder
from marketplace.analysis.models import AnalysisRun, CodeSource, Grade
from marketplace.catalogue.models import Listing
from marketplace.pages.services import add_draft
from tests import factories
from tools.places import ROOT

AT = datetime(2026, 11, 14, 10, 0, tzinfo=UTC)
COMMIT = "3f9c1e2a" * 5


@pytest.fixture(scope="session")
def result() -> dict[str, Any]:
    """A real result: the grader's own source code, graded."""
    return grade_folder(ROOT / "grader", as_of=date(2026, 11, 14))


def stored_grade(source: CodeSource, result: dict[str, Any]) -> Grade:
    """Store a finished run with its grade, as a worker does."""
    run = AnalysisRun.objects.create(
        source=source,
        state=AnalysisRun.State.FINISHED,
        step=AnalysisRun.Step.DONE,
        requested_at=AT,
        not_before=AT,
        finished_at=AT,
    )
    return Grade.objects.create(
        run=run,
        source=source,
        identity_kind=Grade.IdentityKind.COMMIT,
        identity=COMMIT,
        letter=result["verdict"]["grade"] or "",
        rules=result["tool"]["rules"],
        result=result,
        created_at=AT,
    )


@pytest.fixture
def source(db: None) -> CodeSource:
    """The git source of a listing without any run yet."""
    listing = factories.listing(
        "maengelmelder",
        name="Mängelmelder",
        fields=["verwaltung", "beteiligung"],
        facts={"purpose": {"de": "Schäden melden.", "en": "Report damage."}, "license": "GPL-3.0-only"},
        declared={"operation": ["self_hosted"]},
        references=["Landkreis Havelland"],
    )
    return CodeSource.objects.create(
        listing=listing, kind=CodeSource.Kind.GIT, location="https://github.com/stadt/maengelmelder"
    )


@pytest.fixture
def graded(source: CodeSource, result: dict[str, Any]) -> Listing:
    """The listing with its grade."""
    stored_grade(source, result)
    assert source.listing is not None
    return source.listing


@pytest.fixture
def legal_texts(db: None) -> None:
    """The three legal pages as drafts."""
    for key in ("impressum", "datenschutz", "barrierefreiheit"):
        body = {"de": "Text [Name der Stelle].", "en": "Text [name of the body]."}
        add_draft(key, title={"de": key.capitalize(), "en": key.capitalize()}, body=body)
