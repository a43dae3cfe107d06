"""What an inspection finds out about a file that is accepted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file that only holds something to read.

    Attributes:
        media_type: as it is sent to browsers.
        pages: number of pages, None where there are none.
        note: finer format or contents, neutral of language: "PDF/A-2b", "CycloneDX 1.6, 123".
        redrawn: name of the file in the scratch folder that replaces the upload; "" where it stays as it is.
    """

    media_type: str
    pages: int | None = None
    note: str = ""
    redrawn: str = ""
