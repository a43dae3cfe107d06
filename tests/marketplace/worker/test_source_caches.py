"""What is kept between two assessments of a source, for how long, and of which sources."""

from __future__ import annotations

import os
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from marketplace.analysis.models import CodeSource, Grade
from marketplace.worker import source_caches
from marketplace.worker.source_caches import cache_of, remove_unused_caches, tidy_cache
from tests.fakes.archives import make_zip
from tests.fakes.host import Host

pytestmark = pytest.mark.django_db
PROGRAM = b"def f(a):\n    return [a for _ in range(3) if a]\n\n\n" * 20


@pytest.fixture(autouse=True)
def _own_folders(settings: Any, tmp_path: Path) -> None:
    settings.WORK_ROOT, settings.CACHE_ROOT = tmp_path / "work", tmp_path / "cache"


def source(kind: str) -> CodeSource:
    return CodeSource.objects.create(kind=kind, location="somewhere")


def test_a_second_assessment_of_an_archive_finds_what_the_first_kept(
    host: Host, settings: Any, tmp_path: Path
) -> None:
    settings.PRIVATE_HOSTS = [host.name]
    for number in (1, 2):
        host.serve("/a.zip", make_zip({"app/a.py": PROGRAM, "app/b.py": PROGRAM + b"b = %d\n" % number}))
        call_command(
            "assess", "--archive", host.url("/a.zip"), "--wait", stdout=StringIO(), stderr=StringIO()
        )
        (folder,) = (tmp_path / "cache").iterdir()
        (kept,) = folder.iterdir()
        assert folder.name == str(CodeSource.objects.get().pk)
        assert kept.stat().st_mode & 0o777 == 0o600
    assert Grade.objects.count() == 2


@pytest.mark.parametrize(
    ("kind", "kept"), [("git", True), ("npm", True), ("upload", False), ("folder", False)]
)
def test_only_of_sources_that_anybody_can_fetch_something_is_kept(kind: str, kept: bool) -> None:
    assert (cache_of(source(kind)) is not None) == kept


def test_the_newest_file_stays_and_none_that_is_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for age, name in enumerate(("new", "old", "oldest")):
        (tmp_path / name).write_bytes(b"12345")
        os.utime(tmp_path / name, (1000 - age, 1000 - age))
    tidy_cache(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["new"]

    monkeypatch.setattr(source_caches, "MOST_BYTES", 4)
    tidy_cache(tmp_path)
    assert not list(tmp_path.iterdir())


def test_what_was_kept_of_a_source_goes_with_it() -> None:
    stays, goes = source("git"), source("pypi")
    folders = [cache_of(stays), cache_of(goes)]
    goes.delete()

    assert remove_unused_caches() == 1
    assert [folder is not None and folder.exists() for folder in folders] == [True, False]
