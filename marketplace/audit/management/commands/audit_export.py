"""manage.py audit_export: the trail as JSON lines on standard output."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from marketplace.audit.export import lines
from marketplace.audit.queries import verify_chain


class Command(BaseCommand):
    help = "Gibt das Protokoll als JSON-Zeilen aus und prüft, ob die Kette vollständig ist."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--seit", type=int, default=0, help="Nummer des letzten schon bekannten Ereignisses"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Raises:
        CommandError: the chain is broken; the events are written all the same.
        """
        for line in lines(options["seit"]):
            self.stdout.write(line)
        if (broken := verify_chain()) is not None:
            raise CommandError(f"Die Kette ist gebrochen, zuerst bei Ereignis {broken}.")
