"""The operator's command line."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django.utils.timezone import localtime

from marketplace.analysis.models import AnalysisRun, CodeSource, Grade
from marketplace.analysis.run_services import report_worker
from marketplace.analysis.services import add_source
from tests import factories
from tests.fakes.archives import make_zip
from tests.fakes.host import Host
from tests.fakes.repositories import make_repository

pytestmark = pytest.mark.django_db
PROGRAM = "def f(a):\n    return [a for _ in range(3) if a]\n\n\n" * 20


@pytest.fixture(autouse=True)
def _own_folders(settings: Any, tmp_path: Path) -> None:
    settings.WORK_ROOT, settings.MEDIA_ROOT = tmp_path / "work", tmp_path / "media"
    settings.CACHE_ROOT = tmp_path / "cache"


def assess(*arguments: str) -> str:
    said = StringIO()
    call_command("assess", *arguments, stdout=said, stderr=StringIO())
    return said.getvalue()


def test_a_folder_is_assessed_here_when_no_worker_is_alive(tmp_path: Path) -> None:
    commit = make_repository(tmp_path / "app", {"a.py": PROGRAM})
    said = assess("--folder", str(tmp_path / "app"), "--wait")
    grade = Grade.objects.get()
    assert grade.identity == commit
    assert commit[:12] in said
    assert grade.run.isolation["grade"]["network"] != "none"
    assert not list((tmp_path / "work").iterdir())


def test_without_waiting_the_run_is_only_queued(tmp_path: Path) -> None:
    assert "wartet" in assess("--pypi", "ckan")
    assert AnalysisRun.objects.get().state == "waiting"


def test_an_uploaded_file_is_assessed(tmp_path: Path) -> None:
    (tmp_path / "app.zip").write_bytes(make_zip({"a.py": PROGRAM.encode()}))
    assess("--upload", str(tmp_path / "app.zip"), "--wait")
    assert Grade.objects.get().identity_kind == "archive"


def test_all_sources_of_a_listing_are_asked_for_by_its_slug() -> None:
    listing = factories.listing("maengelmelder")
    for name in ("a", "b"):
        add_source(listing, kind="pypi", location=name)
    add_source(factories.listing("andere"), kind="pypi", location="c")
    assert assess("maengelmelder").count("wartet") == 2
    assert assess("--all").count("wartet") == 3
    assert AnalysisRun.objects.count() == 3


def test_a_source_can_be_given_to_a_listing() -> None:
    factories.listing("maengelmelder")
    assess("--npm", "@scope/app", "--source-version", "1.0.0", "--listing", "maengelmelder")
    source = CodeSource.objects.get()
    assert source.listing is not None
    assert (source.listing.slug, source.version) == ("maengelmelder", "1.0.0")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nirgends"], "nirgends"),
        (["--git", "http://example.org/a"], "https://"),
        (["--upload", "/nirgends.zip"], "/nirgends.zip"),
        (["--pypi", "a b"], "a b"),
        (["--pypi", "ckan", "--listing", "nirgends"], "nirgends"),
        (["nirgends", "--source-version", "1.0"], "--source-version"),
        (["--all", "--listing", "nirgends"], "--listing"),
    ],
)
def test_mistakes_end_in_a_sentence(arguments: list[str], says: str) -> None:
    with pytest.raises(CommandError, match=says):
        assess(*arguments)
    assert not AnalysisRun.objects.exists()


def test_a_failed_assessment_ends_with_its_reason(tmp_path: Path) -> None:
    said = StringIO()
    with pytest.raises(CommandError, match="1 von 1"):
        call_command("assess", "--folder", str(tmp_path / "missing"), "--wait", stdout=said)
    assert "gibt es nicht" in said.getvalue()


def test_an_unreachable_source_names_the_next_try(host: Host, settings: Any) -> None:
    settings.PRIVATE_HOSTS = [host.name]
    host.serve("/a.zip", b"", status=503)
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("assess", "--archive", host.url("/a.zip"), "--wait", stdout=said)
    next_try = localtime(AnalysisRun.objects.get().not_before)
    assert f"Nächster Versuch: {next_try:%d.%m.%Y, %H:%M} Uhr" in said.getvalue()
    assert "503" in said.getvalue()


def test_a_living_worker_is_left_to_do_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    report_worker("one", started_at=timezone.now(), isolation={}, at=timezone.now())
    waits = []

    def pause(_seconds: float) -> None:
        waits.append(AnalysisRun.objects.get().state)
        AnalysisRun.objects.update(state="failed", finished_at=timezone.now(), problem_de="Aus.")

    monkeypatch.setattr("marketplace.worker.management.commands.assess.time.sleep", pause)
    with pytest.raises(CommandError):
        assess("--pypi", "ckan", "--wait")
    assert waits == ["waiting"]
