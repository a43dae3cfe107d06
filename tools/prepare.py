"""Bring the data folder up to date: tables, English texts, static files, starter catalogue.

`make start` runs this inside the environment; everything is skipped that is already as it should be.
The last line printed is a note for the reader.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import OperationalError

from tools import console, messages
from tools.places import ROOT


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if messages.CATALOGUE.exists():
        messages.compile_messages()
    try:
        django.setup()
        # Compressing files and encoding texts each keep a processor busy for seconds.
        with ThreadPoolExecutor(1) as beside:
            files = beside.submit(_collect_static_files)
            call_command("migrate", verbosity=0, interactive=False)
            call_command("createcachetable", verbosity=0)
            call_command("load_starter", verbosity=0)
            files.result()
    except (CommandError, ImproperlyConfigured) as error:
        raise console.Refusal(str(error)) from error
    except OperationalError as error:
        raise console.Refusal(f"The database cannot be used: {error}") from error
    console.say(f"{_listings()} listings")
    return 0


def _listings() -> int:
    from marketplace.catalogue.models import Listing

    return Listing.objects.count()


def _collect_static_files() -> None:
    """Collect and compress static files when one of them has changed since the last time."""
    stamp = Path(settings.STATIC_ROOT).with_suffix(".stamp")
    wanted = hashlib.sha256("\n".join(_static_state()).encode()).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(wanted, encoding="ascii")


def _static_state() -> Iterator[str]:
    yield f"django {django.__version__} {settings.STORAGES['staticfiles']}"
    for folder in sorted((ROOT / "marketplace").glob("*/static")) + [
        Path(p) for p in settings.STATICFILES_DIRS
    ]:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield f"{path.relative_to(ROOT)} {path.stat().st_size} {path.stat().st_mtime_ns}"


if __name__ == "__main__":
    console.finish(main)
