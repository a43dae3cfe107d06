"""manage.py run_errands: mails, documents and reminders until told to stop."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from marketplace.worker.errand_list import all_errands
from marketplace.worker.errands import Errands


class Command(BaseCommand):
    help = "Verschickt Post, erstellt Dokumente und erinnert an Fristen, bis SIGTERM oder Strg-C kommt."

    def handle(self, *_args: Any, **_options: Any) -> None:
        Errands(all_errands()).run()
