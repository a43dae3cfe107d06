"""What the grader keeps between two assessments of the same source: one folder per public source.

The sandboxed child that reads a source writes only to that source's own folder, so a source that broke out of
the parsers could at most spoil its own next grade. The worker never looks into the files.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

from django.conf import settings

from marketplace.analysis.models import CodeSource

MOST_BYTES = 200 << 20
"""Room for one source; the sandbox lets no single file grow beyond half of it."""
_PUBLIC = (CodeSource.Kind.GIT, CodeSource.Kind.ARCHIVE, CodeSource.Kind.PYPI, CodeSource.Kind.NPM)


def cache_of(source: CodeSource) -> Path | None:
    """The folder of a source that anybody can fetch, made where missing; None for uploads and folders."""
    if source.kind not in _PUBLIC:
        return None
    folder = Path(settings.CACHE_ROOT) / str(source.pk)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def tidy_cache(folder: Path) -> None:
    """Keep the newest file alone, and none that is too large."""
    newest_first = sorted(_files(folder), reverse=True)
    for place, (_, size, path) in enumerate(newest_first):
        if place or size > MOST_BYTES:
            with contextlib.suppress(OSError):
                path.unlink()


def remove_unused_caches() -> int:
    """Remove the folders of sources that are gone. Returns how many there were."""
    root = Path(settings.CACHE_ROOT)
    known = set(map(str, CodeSource.objects.filter(kind__in=_PUBLIC).values_list("pk", flat=True)))
    unused = [path for path in root.iterdir() if path.name not in known] if root.is_dir() else []
    for path in unused:
        shutil.rmtree(path, ignore_errors=True)
    return len(unused)


def _files(folder: Path) -> list[tuple[int, int, Path]]:
    """Time of change, size and path of what lies there; links are not followed."""
    found = []
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            status = entry.stat(follow_symlinks=False)
            found.append((status.st_mtime_ns, status.st_size, Path(entry.path)))
    return found
