"""How long a Reader of 60 solutions takes: reading the catalogue and pressing the PDF.

    make bench WHAT=reader

Uses the starter catalogue in a folder of its own. The goal (issue „Reader“) is 20 seconds.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time

SOLUTIONS, ROUNDS, GOAL_SECONDS = 60, 3, 20.0


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="marktplatz-bench-") as folder:
        os.environ |= {
            "MARKTPLATZ_DATA": folder,
            "MARKTPLATZ_SECRET_KEY": "only-for-measuring",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
            "MARKTPLATZ_LOG_LEVEL": "WARNING",
        }
        return _measure()


def _measure() -> int:
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone, translation

    from marketplace.catalogue.queries import published_listings
    from marketplace.exports.documents import reader
    from marketplace.suitability.services import refresh_stale_profiles

    call_command("migrate", verbosity=0)
    call_command("load_starter", verbosity=0)
    refresh_stale_profiles()
    listings = list(
        published_listings().select_related("provider").prefetch_related("fields_of_action")[:SOLUTIONS]
    )
    seconds = []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        with translation.override("de"):
            pdf = reader("Messung", listings, at=timezone.now())
        seconds.append(time.perf_counter() - begun)
    slowest = max(seconds)
    print(f"Reader of {len(listings)} solutions, {len(pdf) / 1e6:.1f} MB, {ROUNDS} rounds:")
    print(f"median {statistics.median(seconds):.1f} s, slowest {slowest:.1f} s; goal {GOAL_SECONDS:.0f} s.")
    return 0 if len(listings) == SOLUTIONS and slowest <= GOAL_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
