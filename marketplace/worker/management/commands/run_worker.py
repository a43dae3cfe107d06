"""manage.py run_worker: work off the queue of assessments until told to stop."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from marketplace.worker.job import LEASE_SECONDS
from marketplace.worker.loop import Loop


class Command(BaseCommand):
    help = "Arbeitet Prüfaufträge ab, bis SIGTERM oder Strg-C kommt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--processes", type=int, default=1, help="Prozesse je Prüfung (Vorgabe: 1)")

        parser.add_argument(
            "--lease-seconds",
            type=int,
            default=LEASE_SECONDS,
            help="so lange nach dem letzten Lebenszeichen gehört ein Auftrag diesem Arbeiter",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        loop = Loop(processes=max(1, options["processes"]), lease_seconds=max(3, options["lease_seconds"]))
        loop.run()
