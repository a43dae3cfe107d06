"""What is kept only for a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoCaptureOnCommitCallbacks

from marketplace.analysis.models import AnalysisRun, CodeSource, Grade
from marketplace.analysis.retention import SELF_CHECKS_KEPT, forget_old_requests
from marketplace.analysis.services import add_source, request_assessment, request_self_check
from tests import factories
from tests.fakes.archives import make_zip
from tests.marketplace.analysis.test_runs import claim, finish

pytestmark = pytest.mark.django_db
ASKED = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = ASKED + SELF_CHECKS_KEPT


def test_a_self_check_goes_with_its_result_and_source_after_thirty_days() -> None:
    request_self_check(kind="pypi", location="ckan", at=ASKED, operator=True)
    finish(claim(ASKED), at=ASKED)
    CodeSource.objects.update(created_at=ASKED)
    assert forget_old_requests(at=LATER) == 0
    assert forget_old_requests(at=LATER + timedelta(seconds=1)) == 1
    assert [model.objects.count() for model in (AnalysisRun, Grade, CodeSource)] == [0, 0, 0]


def test_a_place_checked_again_lately_stays_with_its_newer_result() -> None:
    request_self_check(kind="pypi", location="ckan", at=ASKED, operator=True)
    finish(claim(ASKED), at=ASKED)
    again = request_self_check(kind="pypi", location="ckan", at=LATER, operator=True)
    finish(claim(LATER), at=LATER)
    CodeSource.objects.update(created_at=ASKED)
    assert forget_old_requests(at=LATER + timedelta(days=1)) == 1
    assert AnalysisRun.objects.get() == again
    assert Grade.objects.get().run == again


def test_results_of_listings_and_runs_under_way_stay() -> None:
    source = add_source(factories.listing(), kind="pypi", location="ckan")
    request_assessment(source, at=ASKED)
    finish(claim(ASKED), at=ASKED)
    request_self_check(kind="pypi", location="other", at=ASKED, operator=True)
    CodeSource.objects.update(created_at=ASKED)
    assert forget_old_requests(at=LATER + timedelta(days=1)) == 0
    assert AnalysisRun.objects.count() == CodeSource.objects.count() == 2


def test_who_asked_is_forgotten_after_a_day() -> None:
    request_self_check(kind="pypi", location="ckan", at=ASKED, requested_from="digest")
    forget_old_requests(at=ASKED + timedelta(hours=23))
    assert AnalysisRun.objects.get().requested_from == "digest"
    forget_old_requests(at=ASKED + timedelta(hours=25))
    assert AnalysisRun.objects.get().requested_from == ""


def test_an_upload_that_nobody_assessed_goes_with_its_source(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    upload = SimpleUploadedFile("a.zip", make_zip({"a.py": b"1"}))
    source = add_source(None, kind="upload", upload=upload)
    CodeSource.objects.update(created_at=ASKED)
    assert Path(source.upload.path).exists()
    with django_capture_on_commit_callbacks(execute=True):
        forget_old_requests(at=LATER + timedelta(days=1))
    assert not Path(source.upload.path).exists()
    assert not CodeSource.objects.exists()
