"""Fill a database for bench.search: made-up listings, SQLite's full text table, and the search's index.

    python -m bench.search_data 10000

How long the index took is written to built.json in the data folder: from nothing, and after one change.
"""

from __future__ import annotations

import json
import resource
import sys
import time

from django.conf import settings

from bench import listings

# What follows needs Django, which bench.listings has set up.
from bench.full_text import fill as fill_full_text
from marketplace.catalogue import index_store
from marketplace.catalogue.current_index import store_current_index
from marketplace.catalogue.models import Listing
from marketplace.catalogue.search_index import keep_texts_of
from marketplace.catalogue.services import bump_revision


def _seconds_to_store() -> float:
    started = time.monotonic()
    store_current_index()
    return time.monotonic() - started


def main() -> int:
    """Fill, build, change one listing, build again."""
    listings.main()
    fill_full_text()
    for path in index_store.folder().glob("*-*"):
        for file in path.iterdir():
            file.unlink()
        path.rmdir()
    build = _seconds_to_store()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    changed = Listing.objects.order_by("pk").last()
    if changed is not None:
        changed.summary_de = "Schäden melden und Termine buchen."
        changed.save()
        keep_texts_of(changed.pk)
        bump_revision()
    told = {"build": build, "most_memory": most, "change": _seconds_to_store()}
    files = [path.stat().st_size for path in index_store.folder().rglob("*") if path.is_file()]
    told["megabytes"] = sum(files) / 1e6
    (settings.DATA_DIR / "built.json").write_text(json.dumps(told), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
