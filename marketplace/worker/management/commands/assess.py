"""manage.py assess: ask for assessments from the operator's command line."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.timezone import localtime

from marketplace.analysis.errors import LeaseLost, SourceRefused
from marketplace.analysis.models import AnalysisRun, CodeSource
from marketplace.analysis.queries import latest_grade, run_by_id, workers_alive
from marketplace.analysis.run_services import claim_run
from marketplace.analysis.services import add_source, request_assessment, request_self_check
from marketplace.catalogue.models import Listing
from marketplace.worker.job import LEASE_SECONDS, Job
from marketplace.worker.work_folders import remove_leftovers

KINDS = ("git", "archive", "upload", "pypi", "npm", "folder")


class Command(BaseCommand):
    help = "Fordert Prüfungen an; mit --wait wird gewartet und notfalls gleich hier geprüft."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("slug", nargs="?", help="Kurzname eines Eintrags")
        what.add_argument("--all", action="store_true", help="alle Quellen aller Einträge")
        for kind in KINDS:
            what.add_argument(f"--{kind}", metavar="QUELLE", help=str(CodeSource.Kind(kind).label))
        parser.add_argument("--source-version", default="", help="Zweig, Marke oder Version")
        parser.add_argument("--listing", help="Quelle diesem Eintrag zuordnen")
        parser.add_argument("--wait", action="store_true", help="auf das Ergebnis warten")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            runs = self._request(options)
        except SourceRefused as refusal:
            raise CommandError(refusal.sentence) from refusal
        for run in runs:
            self.stdout.write(f"{run.pk}  {run.source}: {run.get_state_display()}")
        if options["wait"]:
            failed = [run for run in runs if not self._wait(run)]
            if failed:
                raise CommandError(f"{len(failed)} von {len(runs)} Prüfungen ohne Ergebnis.")

    def _request(self, options: dict[str, Any]) -> list[AnalysisRun]:
        at = timezone.now()
        kind = next((each for each in KINDS if options[each] is not None), None)
        if kind is None:
            if options["listing"] or options["source_version"]:
                raise CommandError(
                    "--listing und --source-version gehören zu einer Quelle wie --git oder --pypi."
                )
            sources = CodeSource.objects.filter(listing__isnull=False)
            if not options["all"]:
                sources = sources.filter(listing=_listing(options["slug"]))
            if not sources:
                raise CommandError("Zu diesem Eintrag ist keine Quelle bekannt.")
            return [request_assessment(source, at=at, limited=False) for source in sources]
        place, version = options[kind], options["source_version"]
        if kind == "folder":
            place = str(Path(place).resolve())
        if kind == "upload":
            return [self._upload(Path(place), options["listing"])]
        if options["listing"]:
            source = add_source(_listing(options["listing"]), kind=kind, location=place, version=version)
            return [request_assessment(source, at=at, limited=False)]
        return [request_self_check(kind=kind, location=place, version=version, at=at, operator=True)]

    def _upload(self, path: Path, slug: str | None) -> AnalysisRun:
        if not path.is_file():
            raise CommandError(f"Unter {path} liegt keine Datei.")
        with path.open("rb") as file:
            upload = UploadedFile(File(file), name=path.name, size=path.stat().st_size)
            if slug:
                source = add_source(_listing(slug), kind="upload", upload=upload)
                return request_assessment(source, at=timezone.now(), limited=False)
            return request_self_check(kind="upload", upload=upload, at=timezone.now(), operator=True)

    def _wait(self, run: AnalysisRun) -> bool:
        """Follow a run to its end, working on it here when no worker is alive."""
        while True:
            now = run_by_id(run.pk)
            if now is None or not now.is_open:
                return self._show_end(now)
            if now.state == AnalysisRun.State.WAITING and now.not_before > timezone.now() and now.problem:
                self.stdout.write(
                    f"{now.problem_text} Nächster Versuch: {localtime(now.not_before):%d.%m.%Y, %H:%M} Uhr."
                )
                return False
            if not workers_alive(at=timezone.now()):
                self._work_here(now)
            else:
                self._show_step(now.step, now.step_done, now.step_total)
                time.sleep(0.5)

    def _work_here(self, run: AnalysisRun) -> None:
        remove_leftovers(Path(settings.WORK_ROOT))
        claimed = claim_run(run, lease_seconds=LEASE_SECONDS, at=timezone.now())
        if claimed is None:
            time.sleep(0.5)
            return
        try:
            Job(claimed, keep_going=lambda: None, on_step=self._show_step).work()
        except LeaseLost:
            self.stdout.write("Ein anderer Arbeiter hat diesen Auftrag übernommen.")

    def _show_step(self, step: str, done: int, total: int) -> None:
        label = AnalysisRun.Step(step).label
        text = f"{label} … {done}/{total}" if total else f"{label} …"
        if sys.stderr.isatty():
            self.stderr.write(f"\r\033[K{text}", ending="")

    def _show_end(self, run: AnalysisRun | None) -> bool:
        if sys.stderr.isatty():
            self.stderr.write("\r\033[K", ending="")
        grade = latest_grade(run.source) if run else None
        if run is None or run.state != AnalysisRun.State.FINISHED or grade is None:
            self.stdout.write(run.problem_text if run else "Der Auftrag wurde gelöscht.")
            return False
        letter, kind = grade.letter or "nicht einschätzbar", grade.get_identity_kind_display()
        self.stdout.write(f"{run.source}: {letter} ({kind} {grade.identity[:12]})")
        return True


def _listing(slug: str) -> Listing:
    listing = Listing.objects.filter(slug=slug).first()
    if listing is None:
        raise CommandError(f"Den Eintrag „{slug}“ gibt es nicht.")
    return listing
