"""Real worker processes on a real database, killed and stopped in the middle of their work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tarfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection, connections
from django.utils import timezone

from marketplace.analysis.models import AnalysisRun, CodeSource, Grade, Worker
from marketplace.analysis.queries import latest_grade
from marketplace.analysis.run_services import claim_next_run
from marketplace.analysis.services import add_source, request_assessment
from tests.fakes.archives import make_zip, member, tar_of
from tests.fakes.host import Answer, Host
from tests.fakes.repositories import make_repository
from tests.marketplace.worker.test_sandbox import processes_of

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 60.0
FUNCTION = (
    "def f{0}(a, b):\n    if a > b:\n        return a - {0}\n    return [b + {0} for b in range(a)]\n\n\n"
)


@pytest.fixture
def database(transactional_db: None) -> str:
    """Address of the test database for other processes."""
    settings = connection.settings_dict
    if connection.vendor != "postgresql":
        return f"sqlite:///{settings['NAME']}"
    who = f"{quote(settings['USER'] or '')}:{quote(settings['PASSWORD'] or '')}"
    host = quote(settings["HOST"] or "", safe="")
    return f"postgres://{who}@{host}:{settings['PORT'] or ''}/{settings['NAME']}"


class Workers:
    """Starts worker processes on the test's database and ends what is left of them."""

    def __init__(self, database: str, host: Host, folder: Path) -> None:
        self._started: list[subprocess.Popen[bytes]] = []
        self.work_root = folder / "data" / "work"
        self._log = folder / "workers.log"
        self._environment = os.environ | {
            "DATABASE_URL": database,
            "DJANGO_SETTINGS_MODULE": "config.settings_test",
            "MARKTPLATZ_DATA": str(folder / "data"),
            "MARKTPLATZ_PRIVATE_HOSTS": host.name,
        }

    def start(self) -> subprocess.Popen[bytes]:
        with self._log.open("ab") as log:
            command = [sys.executable, str(ROOT / "manage.py"), "run_worker", "--lease-seconds", "3"]
            worker = subprocess.Popen(command, env=self._environment, cwd="/", stdout=log, stderr=log)
        self._started.append(worker)
        return worker

    def end(self) -> None:
        for worker in self._started:
            if worker.poll() is None:
                worker.kill()
            worker.wait()

    def said(self) -> str:
        return self._log.read_text()

    def folders(self) -> list[str]:
        return sorted(path.name for path in self.work_root.iterdir()) if self.work_root.exists() else []


@pytest.fixture
def workers(database: str, host: Host, tmp_path: Path) -> Iterator[Workers]:
    made = Workers(database, host, tmp_path)
    yield made
    made.end()


class Gate:
    """A page that keeps its visitors waiting until the test opens it."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self.entered, self.open = threading.Event(), threading.Event()

    def __call__(self) -> Answer:
        self.entered.set()
        self.open.wait(PATIENCE)
        return 200, {}, self._body


def wait_for(condition: Callable[[], object], workers: Workers) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            pytest.fail(f"It did not happen. The workers said:\n{workers.said()}")
        time.sleep(0.05)


def ask(kind: str, location: str) -> AnalysisRun:
    source = add_source(None, kind="folder", location="/")
    CodeSource.objects.filter(pk=source.pk).update(kind=kind, location=location)
    source.refresh_from_db()
    return request_assessment(source, at=timezone.now(), limited=False)


def state(run: AnalysisRun) -> str:
    return AnalysisRun.objects.get(pk=run.pk).state


def step(run: AnalysisRun) -> str:
    return AnalysisRun.objects.get(pk=run.pk).step


def nothing_left(workers: Workers, worker: subprocess.Popen[bytes]) -> None:
    wait_for(lambda: not processes_of(worker.pid), workers)
    wait_for(lambda: not workers.folders(), workers)


def test_a_worker_killed_while_fetching_loses_nothing(workers: Workers, host: Host) -> None:
    gate = Gate(make_zip({"a.py": b"print(1)\n" * 50}))
    host.pages["/a.zip"] = gate
    run = ask("archive", host.url("/a.zip"))
    first = workers.start()
    wait_for(gate.entered.is_set, workers)
    first.kill()
    first.wait()
    wait_for(lambda: not processes_of(first.pid), workers)
    assert workers.folders()
    second = workers.start()
    gate.open.set()
    wait_for(lambda: state(run) == "finished", workers)
    assert Grade.objects.get().run == run
    assert AnalysisRun.objects.get().attempts == 2
    nothing_left(workers, second)


def test_a_worker_killed_while_grading_loses_nothing(workers: Workers, host: Host, tmp_path: Path) -> None:
    text = "".join(FUNCTION.format(number) for number in range(400))
    make_repository(tmp_path / "big", {f"m{number}.py": text + f"# {number}\n" for number in range(70)})
    run = ask("folder", str(tmp_path / "big"))
    first = workers.start()
    wait_for(lambda: step(run) in {"list", "read", "duplicates"}, workers)
    first.kill()
    first.wait()
    wait_for(lambda: not processes_of(first.pid), workers)
    assert state(run) == "running"
    second = workers.start()
    wait_for(lambda: state(run) == "finished", workers)
    assert Grade.objects.get().identity_kind == "commit"
    assert AnalysisRun.objects.get().attempts == 2
    nothing_left(workers, second)


def test_a_worker_told_to_stop_gives_its_run_back_at_once(workers: Workers, host: Host) -> None:
    gate = Gate(b"")
    host.pages["/a.zip"] = gate
    run = ask("archive", host.url("/a.zip"))
    worker = workers.start()
    wait_for(gate.entered.is_set, workers)
    begun = time.monotonic()
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(PATIENCE) == 0
    assert time.monotonic() - begun < 5
    gate.open.set()
    run.refresh_from_db()
    assert (run.state, run.attempts, run.lease) == ("waiting", 0, None)
    assert not Worker.objects.exists()
    assert not processes_of(worker.pid)
    assert not workers.folders()


def test_two_workers_never_do_the_same_run(workers: Workers, host: Host, tmp_path: Path) -> None:
    runs = []
    for number in range(6):
        make_repository(tmp_path / f"r{number}", {"a.py": f"print({number})\n" * 30})
        runs.append(ask("folder", str(tmp_path / f"r{number}")))
    workers.start()
    workers.start()
    wait_for(lambda: Grade.objects.count() == 6, workers)
    wait_for(lambda: {state(run) for run in runs} == {"finished"}, workers)
    assert {run.attempts for run in AnalysisRun.objects.all()} == {1}
    assert workers.said().count(" begins: ") == 6
    assert Worker.objects.count() == 2


def test_an_unreachable_source_gets_a_next_try_and_keeps_its_grade(workers: Workers, host: Host) -> None:
    host.serve("/a.zip", make_zip({"a.py": b"print(1)\n" * 50}))
    run = ask("archive", host.url("/a.zip"))
    workers.start()
    wait_for(lambda: state(run) == "finished", workers)
    grade = latest_grade(run.source)
    host.serve("/a.zip", b"", status=503)
    again = request_assessment(run.source, at=timezone.now(), limited=False)
    wait_for(lambda: AnalysisRun.objects.get(pk=again.pk).postponed, workers)
    again.refresh_from_db()
    assert (again.state, again.problem) == ("waiting", "unreachable")
    assert 290 < (again.not_before - timezone.now()).total_seconds() <= 300
    assert latest_grade(run.source) == grade


@pytest.mark.parametrize(
    ("body", "word"), [(b"", "empty-file"), (b"\x00\x01", "no-archive"), (make_zip({}), "empty-archive")]
)
def test_bad_sources_end_in_a_sentence(workers: Workers, host: Host, body: bytes, word: str) -> None:
    run = ask("archive", host.serve("/a.zip", body))
    workers.start()
    wait_for(lambda: state(run) == "failed", workers)
    run.refresh_from_db()
    assert run.problem == word
    assert run.problem_de.endswith(".")
    assert not Grade.objects.exists()


def test_an_address_with_nothing_behind_it_is_named(workers: Workers, host: Host) -> None:
    run, repository = ask("archive", host.url("/gone.zip")), ask("git", host.url("/gone.git"))
    workers.start()
    wait_for(lambda: {state(run), state(repository)} == {"failed"}, workers)
    run.refresh_from_db()
    repository.refresh_from_db()
    assert (run.problem, repository.problem) == ("not-there", "not-there")


def test_a_file_name_that_is_no_text_does_not_stop_the_worker(workers: Workers, host: Host) -> None:
    twice = [(member("src/\udcff.py", size=1), b"a")] * 2
    odd = tar_of(twice, shape=tarfile.GNU_FORMAT)
    run, next_run = ask("archive", host.serve("/odd.tar", odd)), ask("archive", host.serve("/empty.zip", b""))
    worker = workers.start()
    wait_for(lambda: {state(run), state(next_run)} == {"failed"}, workers)
    run.refresh_from_db()
    assert (run.problem, run.attempts) == ("damaged-archive", 1)
    assert "doppelter Eintrag" in run.problem_de
    assert worker.poll() is None


@pytest.mark.parametrize("content", [b"\xff\xfe\x00binary\x00" * 100, "größe = 'ä'\n".encode("latin-1") * 40])
def test_sources_nobody_can_read_end_in_a_result_that_says_so(
    workers: Workers, host: Host, content: bytes
) -> None:
    run = ask("archive", host.serve("/a.zip", make_zip({"a.py": content, "leer.py": b""})))
    workers.start()
    wait_for(lambda: not AnalysisRun.objects.get(pk=run.pk).is_open, workers)
    grade = latest_grade(run.source)
    assert grade is not None
    assert grade.result["verdict"]["status"]


def test_the_queue_gives_each_run_to_one_taker_only(database: str, tmp_path: Path) -> None:
    for number in range(12):
        ask("folder", str(tmp_path / str(number)))
    taken: list[Any] = []

    def take() -> None:
        try:
            while run := claim_next_run(lease_seconds=60, at=timezone.now()):
                taken.append(run.pk)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(set(taken)) == 12
