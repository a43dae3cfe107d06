"""The named peer: SQLite's own full text search over the same texts, with counts for the same simple filters.

One table with the words of each listing and a column for each filter of one value. A question is answered by
the twenty best by bm25 and one count by value for each filter. It knows no compounds, tasks or meanings.
"""

from __future__ import annotations

import re
import sqlite3

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from marketplace.catalogue.index_build import facet_values
from marketplace.catalogue.listing_rows import INDEXED_FACTS, ListingRow, published_ids, read_rows

FACETS = ("art", "offen", "lizenz", "anbieter")
AT_ONCE = 400


def _file() -> str:
    return str(settings.DATA_DIR / "full-text.sqlite3")


def fill() -> None:
    """Write the table; once, when the made-up listings are written."""
    columns = ", ".join(f"{facet} UNINDEXED" for facet in FACETS)
    with sqlite3.connect(_file()) as connection:
        connection.execute(f"CREATE VIRTUAL TABLE texts USING fts5(words, {columns}, tokenize='unicode61')")
        ids = published_ids()
        marks = ", ".join("?" * (len(FACETS) + 1))
        for at in range(0, len(ids), AT_ONCE):
            rows = [_row(row) for row in read_rows(ids[at : at + AT_ONCE], INDEXED_FACTS)]
            connection.executemany(f"INSERT INTO texts VALUES ({marks})", rows)  # noqa: S608 - only marks


def _row(row: ListingRow) -> list[str]:
    values = facet_values(row)
    words = " ".join(text for place in row.texts().values() for text in place.values())
    return [words, *(next(iter(values[facet]), "") for facet in FACETS)]


def full_text(request: HttpRequest) -> HttpResponse:
    """Answer a question the way SQLite does by itself."""
    asked = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", request.GET.get("suche", "")))
    with sqlite3.connect(_file()) as connection:
        hits = connection.execute(
            "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT 20", [asked]
        ).fetchall()
        counts = {
            facet: connection.execute(
                f"SELECT {facet}, count(*) FROM texts WHERE texts MATCH ? GROUP BY 1",  # noqa: S608 - our names
                [asked],
            ).fetchall()
            for facet in FACETS
        }
    return JsonResponse({"hits": hits, "counts": counts})
