"""Inspection in a child process that is locked in, limited and replaceable."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from marketplace.evidence.models import DocumentVersion
from marketplace.suitability.models import StoredProfile
from marketplace.worker import documents
from marketplace.worker.child_process import ChildFailed, ChildTooSlow
from tests.fakes import evidence_files as files
from tests.marketplace.evidence.building import Offer, says_tested

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders(settings: Settings, tmp_path: Path) -> None:
    """Documents and work lie in folders of this test."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.WORK_ROOT = str(tmp_path / "work")


def _state(version: DocumentVersion) -> tuple[str, str]:
    version.refresh_from_db()
    return version.state, version.problem_de


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (files.pdf(2), "application/pdf"),
        (files.photo_with_place(), "image/jpeg"),
        (files.odt(), "application/vnd.oasis.opendocument.text"),
        (files.cyclonedx(), "application/vnd.cyclonedx+json"),
    ],
    ids=["pdf", "jpeg", "odt", "sbom"],
)
def test_honest_files_are_accepted(content: bytes, media_type: str) -> None:
    version = Offer().upload(content)
    assert documents.inspect_documents() == 1
    assert _state(version) == ("accepted", "")
    assert version.media_type == media_type
    assert documents.inspect_documents() == 0


def test_hostile_files_are_refused_and_the_next_one_is_inspected_all_the_same() -> None:
    offer = Offer()
    bad, good = offer.upload(files.pdf_with_script()), offer.upload()
    assert documents.inspect_documents() + documents.inspect_documents() == 2
    assert "JavaScript" in _state(bad)[1]
    assert _state(good) == ("accepted", "")


def test_acceptance_shows_in_the_profile_at_once() -> None:
    offer = Offer()
    says_tested(offer, offer.upload())
    documents.inspect_documents()
    cells = {cell["criterion"]: cell for cell in StoredProfile.objects.get().cells}
    assert cells["accessibility-test"]["state"] == "evidenced"


def _failing(error: Exception) -> Any:
    def run_child(*_: Any, **__: Any) -> None:
        raise error

    return run_child


def test_too_slow_a_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    version = Offer().upload()
    monkeypatch.setattr(documents, "run_child", _failing(ChildTooSlow()))
    assert documents.inspect_documents() == 1
    assert "länger als 60 Sekunden" in _state(version)[1]


def test_a_killed_inspection_is_tried_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    version = Offer().upload()
    with monkeypatch.context() as broken:
        broken.setattr(documents, "run_child", _failing(ChildFailed("killed")))
        assert documents.inspect_documents() == 0
    assert _state(version) == ("waiting", "")
    assert documents.inspect_documents() == 1
    assert _state(version) == ("accepted", "")


def test_a_file_that_always_kills_its_inspection_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    version = Offer().upload()
    monkeypatch.setattr(documents, "run_child", _failing(ChildFailed("killed")))
    assert documents.inspect_documents() + documents.inspect_documents() == 1
    assert "ließ sich nicht untersuchen" in _state(version)[1]


@pytest.mark.parametrize(
    ("kind", "state", "words"),
    [("MemoryError", "refused", "mehr Arbeitsspeicher"), ("NotShielded", "waiting", "")],
)
def test_trouble_of_the_child_is_told_apart(
    monkeypatch: pytest.MonkeyPatch, kind: str, state: str, words: str
) -> None:
    def run_child(*_: Any, on_message: Any, **__: Any) -> None:
        on_message({"problem": [kind, "word", "Satz", "sentence"]})

    version = Offer().upload()
    monkeypatch.setattr(documents, "run_child", run_child)
    documents.inspect_documents()
    found = _state(version)
    assert found[0] == state
    assert words in found[1]
