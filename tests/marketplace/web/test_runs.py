"""The page of a run: progress, problem, result."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from marketplace.analysis.models import AnalysisRun, CodeSource, Worker
from tests.marketplace.web.conftest import stored_grade


def _open_run(source: CodeSource, **values: Any) -> AnalysisRun:
    now = timezone.now()
    return AnalysisRun.objects.create(source=source, requested_at=now, not_before=now, **values)


def _running(source: CodeSource) -> AnalysisRun:
    return _open_run(
        source,
        state=AnalysisRun.State.RUNNING,
        step=AnalysisRun.Step.READ,
        step_done=40,
        step_total=120,
        lease=uuid.uuid4(),
        lease_until=timezone.now() + timedelta(minutes=1),
    )


def test_progress_names_the_step_and_asks_again(client: Client, source: CodeSource) -> None:
    run = _running(source)
    html = client.get(f"/prueflaeufe/{run.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in html
    assert "Quelltext lesen" in html
    assert 'max="120" value="40"' in html
    assert "hx-trigger" in html


def test_without_scripts_the_page_can_be_reloaded(client: Client, source: CodeSource) -> None:
    run = _running(source)
    answer = client.get(f"/prueflaeufe/{run.pk}/")
    assert "Seite neu laden" in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"


def test_a_missing_worker_is_said(client: Client, source: CodeSource) -> None:
    run = _open_run(source)
    address = f"/prueflaeufe/{run.pk}/"
    assert "Zurzeit arbeitet kein Prüfprogramm." in client.get(address).content.decode()
    Worker.objects.create(name="w", started_at=timezone.now(), seen_at=timezone.now())
    assert "Zurzeit arbeitet kein Prüfprogramm." not in client.get(address).content.decode()


def test_the_place_in_the_queue_is_said(client: Client, source: CodeSource) -> None:
    other = CodeSource.objects.create(kind="pypi", location="anderes")
    _open_run(other, priority=5)
    run = _open_run(source)
    assert "In der Warteschlange auf Platz 2." in client.get(f"/prueflaeufe/{run.pk}/").content.decode()


def test_a_finished_run_shows_its_result_and_asks_no_more(
    client: Client, source: CodeSource, result: dict[str, Any]
) -> None:
    grade = stored_grade(source, result)
    html = client.get(f"/prueflaeufe/{grade.run.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert result["verdict"]["headline"]["de"] in html
    assert "hx-get" not in html


def test_a_failed_run_says_why(client: Client, source: CodeSource) -> None:
    run = _open_run(
        source,
        state=AnalysisRun.State.FAILED,
        finished_at=timezone.now(),
        problem="unknown-package",
        problem_de="Das Paket „gibtsnicht“ gibt es auf PyPI nicht.",
        problem_en="There is no package “gibtsnicht” on PyPI.",
    )
    html = client.get(f"/prueflaeufe/{run.pk}/").content.decode()
    assert "Das Paket „gibtsnicht“ gibt es auf PyPI nicht." in html
    assert "There is no package" in client.get(f"/en/runs/{run.pk}/").content.decode()


def test_an_unknown_run_is_404(client: Client, db: None) -> None:
    assert client.get(f"/prueflaeufe/{uuid.uuid4()}/").status_code == 404


def test_a_self_check_shows_no_listing(client: Client, db: None, result: dict[str, Any]) -> None:
    source = CodeSource.objects.create(kind="pypi", location="ein-paket")
    grade = stored_grade(source, result)
    html = client.get(f"/prueflaeufe/{grade.run.pk}/").content.decode()
    assert "Prüfung von ein-paket" in html
    assert 'name="robots" content="noindex"' in html
