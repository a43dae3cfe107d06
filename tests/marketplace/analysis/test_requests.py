"""Asking for an assessment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from marketplace.analysis.errors import SourceRefused, TooManyRequests
from marketplace.analysis.models import AnalysisRun, CodeSource
from marketplace.analysis.services import (
    add_source,
    request_assessment,
    request_self_check,
    requester_digest,
)
from tests.fakes.archives import make_zip

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def end(run: AnalysisRun) -> None:
    AnalysisRun.objects.filter(pk=run.pk).update(state="finished", finished_at=NOW)


def check(at: datetime = NOW, **values: Any) -> AnalysisRun:
    return request_self_check(at=at, **({"kind": "pypi", "location": "ckan"} | values))


def test_a_second_request_joins_the_open_run() -> None:
    first = check()
    second = check(priority=5)
    assert first.pk == second.pk
    assert AnalysisRun.objects.get().priority == 5


def test_the_same_place_is_stored_once() -> None:
    end(check())
    check(at=NOW + timedelta(minutes=1))
    assert CodeSource.objects.count() == 1
    assert AnalysisRun.objects.count() == 2


def test_a_source_is_assessed_at_most_five_times_an_hour() -> None:
    for minute in range(5):
        end(check(at=NOW + timedelta(minutes=minute)))
    with pytest.raises(TooManyRequests) as caught:
        check(at=NOW + timedelta(minutes=10))
    assert caught.value.possible_from == NOW + timedelta(hours=1)
    assert "11:00 Uhr" in caught.value.de
    assert check(at=NOW + timedelta(hours=1)).is_open


def test_a_requester_has_five_requests_an_hour_over_all_sources() -> None:
    anna, bernd = (requester_digest(address, at=NOW) for address in ("192.0.2.1", "192.0.2.2"))
    for number in range(5):
        check(location=f"paket-{number}", requested_from=anna)
    with pytest.raises(TooManyRequests):
        check(location="paket-6", requested_from=anna)
    assert not CodeSource.objects.filter(location="paket-6").exists()
    assert check(location="paket-6", requested_from=bernd)


def test_the_digest_of_an_address_changes_daily_and_does_not_show_it() -> None:
    digest = requester_digest("192.0.2.1", at=NOW)
    assert digest != requester_digest("192.0.2.1", at=NOW + timedelta(days=1))
    assert digest == requester_digest("192.0.2.1", at=NOW + timedelta(hours=1))
    assert len(digest) == 64
    assert "192.0.2.1" not in digest


def test_operators_are_not_limited() -> None:
    source = add_source(None, kind="pypi", location="ckan")
    for minute in range(7):
        end(request_assessment(source, at=NOW + timedelta(minutes=minute), limited=False))


def test_two_requests_in_the_same_moment_become_one(monkeypatch: pytest.MonkeyPatch) -> None:
    source = add_source(None, kind="pypi", location="ckan")
    first = request_assessment(source, at=NOW)
    answers = [None, first]
    monkeypatch.setattr("marketplace.analysis.services.open_run", lambda _source: answers.pop(0))
    assert request_assessment(source, at=NOW).pk == first.pk
    assert AnalysisRun.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "location", "version", "word"),
    [
        ("git", "http://example.org/a", "", "not-https"),
        ("git", "ssh://git@example.org/a", "", "not-https"),
        ("git", "https://10.0.0.1/a", "", "private-address"),
        ("git", "https://example.org/", "", "no-path"),
        ("git", "https://example.org/a", "--upload-pack=x", "odd-version"),
        ("git", "https://example.org/a", "a..b", "odd-version"),
        ("archive", "https://example.org", "", "no-path"),
        ("archive", "javascript:alert(1)", "", "not-https"),
        ("pypi", "../etc", "", "odd-package-name"),
        ("pypi", "-r", "", "odd-package-name"),
        ("pypi", "", "", "odd-package-name"),
        ("pypi", "ckan", "1.0; rm", "odd-version"),
        ("npm", "@scope", "", "odd-package-name"),
        ("npm", "@a/b/c", "", "odd-package-name"),
        ("npm", "a" * 215, "", "odd-package-name"),
        ("folder", "/etc", "", "folder-not-allowed"),
        ("upload", "", "", "no-file"),
        ("svn", "https://example.org/a", "", "unknown-kind"),
    ],
)
def test_odd_places_are_refused_and_nothing_is_stored(
    kind: str, location: str, version: str, word: str
) -> None:
    with pytest.raises(SourceRefused) as caught:
        check(kind=kind, location=location, version=version)
    assert caught.value.word == word
    assert caught.value.de
    assert caught.value.en
    assert not CodeSource.objects.exists()


def test_places_are_tidied() -> None:
    assert check(kind="git", location=" https://Example.org/a/ ").source.location == "https://example.org/a"
    assert check(kind="npm", location="@Scope/app", version="1.0.0-rc.1").source.version == "1.0.0-rc.1"


@pytest.mark.parametrize(
    ("content", "word"), [(b"", "empty-file"), (b"no archive", "no-archive"), (b"x" * 1_000_001, "too-large")]
)
def test_bad_uploads_are_refused_before_they_are_stored(settings: Any, content: bytes, word: str) -> None:
    settings.FETCH_LIMITS = settings.FETCH_LIMITS | {"upload_megabytes": 1}
    with pytest.raises(SourceRefused) as caught:
        check(kind="upload", upload=SimpleUploadedFile("a.zip", content))
    assert caught.value.word == word
    assert not CodeSource.objects.exists()


def test_an_upload_is_stored_under_a_harmless_name(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    upload = SimpleUploadedFile('..\\..\\<b>"böse".zip', make_zip({"a": b"1"}))
    source = check(kind="upload", upload=upload).source
    assert source.location == "_b__böse_.zip"
    assert source.upload.name is not None
    assert default_storage.exists(source.upload.name)
    assert "zip" not in source.upload.name
