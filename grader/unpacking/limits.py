"""What an archive may use while it is unpacked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

MEGABYTE = 1_000_000

# done and total in the unit of the step (bytes, files); total 0 when it is not known.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class UnpackLimits:
    """Limits of one archive; sizes in megabytes of 1,000,000 bytes. Beyond `ratio_from_megabytes`, unpacked
    may be at most `ratio` times the size of the archive."""

    archive_megabytes: int = 200
    unpacked_megabytes: int = 1000
    files: int = 50_000
    path_bytes: int = 1000
    depth: int = 100
    ratio: int = 100
    ratio_from_megabytes: int = 64
