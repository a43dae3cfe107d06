"""The worker goes on, whatever happens to one run."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from marketplace.analysis.models import AnalysisRun
from marketplace.analysis.run_services import MOST_ATTEMPTS
from marketplace.analysis.services import request_self_check
from marketplace.worker.loop import Loop

pytestmark = pytest.mark.django_db


def test_a_machine_that_cannot_work_gives_the_run_back(tmp_path: Path, settings: Settings) -> None:
    settings.WORK_ROOT = tmp_path / "a file"
    settings.WORK_ROOT.write_text("where the folder of the jobs should be")
    run = request_self_check(kind="folder", location=str(tmp_path), at=timezone.now(), operator=True)
    assert Loop().work_once() is True
    run.refresh_from_db()
    assert (run.state, run.attempts, run.lease) == ("waiting", 1, None)
    assert run.not_before > timezone.now()
    assert Loop().work_once() is False


def test_it_is_not_tried_for_ever(tmp_path: Path, settings: Settings) -> None:
    settings.WORK_ROOT = tmp_path / "a file"
    settings.WORK_ROOT.write_text("where the folder of the jobs should be")
    run = request_self_check(kind="folder", location=str(tmp_path), at=timezone.now(), operator=True)
    for _ in range(MOST_ATTEMPTS):
        AnalysisRun.objects.update(not_before=timezone.now() - timedelta(seconds=1))
        assert Loop().work_once() is True
    run.refresh_from_db()
    assert (run.state, run.problem) == ("failed", "crashed")
