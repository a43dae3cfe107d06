"""Errand: inspect uploaded documents, one child process each, and tell profiles of what was accepted."""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from marketplace.evidence.errors import EvidenceRefused
from marketplace.evidence.inspection.found import Inspected
from marketplace.evidence.limits import INSPECTION_SECONDS
from marketplace.evidence.models import DocumentVersion
from marketplace.evidence.quarantine import (
    accept,
    cannot_be_inspected,
    give_up_or_retry,
    postpone,
    refuse,
    take,
)
from marketplace.evidence.storage import place_of
from marketplace.suitability.services import refresh_profiles
from marketplace.worker.child_process import ChildFailed, ChildTooSlow, run_child
from marketplace.worker.work_folders import job_folder

log = logging.getLogger(__name__)

UNSHIELDED_PAUSE = timedelta(minutes=10)


def inspect_documents() -> int:
    """Inspect one version that waits in quarantine, so that mails and reminders get their turn in between.

    Returns:
        1 if it was decided, else 0.
    """
    version = take(timezone.now())
    if version is None or not _inspect(version):
        return 0
    refresh_profiles([version.document.listing_id])
    return 1


def _inspect(version: DocumentVersion) -> bool:
    try:
        with job_folder(Path(settings.WORK_ROOT)) as folder:
            said = _ask_child(version, folder)
            problem = said.get("problem")
            if problem and problem[0] == "NotShielded":
                log.error("Documents are not inspected here: %s", problem[3])
                postpone(version, timezone.now() + UNSHIELDED_PAUSE)
                return False
            if problem:
                return refuse(version, _refusal(*problem))
            found = Inspected(**said["found"])
            redrawn = folder / "scratch" / found.redrawn if found.redrawn else None
            return accept(version, found, redrawn=redrawn)
    except ChildTooSlow:
        return refuse(version, _too_slow())
    except (ChildFailed, KeyError, FileNotFoundError) as failure:
        log.warning("Document version %s, attempt %s: %s", version.pk, version.attempts, failure)
        return give_up_or_retry(version)


def _ask_child(version: DocumentVersion, folder: Path) -> dict[str, Any]:
    scratch = folder / "scratch"
    scratch.mkdir()
    order = {
        "file": str(place_of(version.file).resolve(strict=True)),
        "scratch": str(scratch),
        "seconds": INSPECTION_SECONDS,
        "must_be_shielded": bool(settings.REQUIRE_ISOLATION),
    }
    said: dict[str, Any] = {}
    run_child(
        "marketplace.worker.inspect_child",
        order,
        seconds=INSPECTION_SECONDS,
        home=folder,
        on_message=said.update,
        tick=lambda: None,
    )
    return said


def _refusal(kind: str, word: str, de: str, en: str) -> EvidenceRefused:
    if kind == EvidenceRefused.__name__:
        return EvidenceRefused(word, de, en)
    if kind == MemoryError.__name__:
        return EvidenceRefused(
            "too-much-memory",
            "Die Datei braucht beim Öffnen mehr Arbeitsspeicher, als vorgesehen ist. Bitte "
            "verkleinern Sie sie.",
            "Opening the file takes more memory than it is given. Please make it smaller.",
        )
    return cannot_be_inspected()


def _too_slow() -> EvidenceRefused:
    return EvidenceRefused(
        "too-slow",
        f"Das Untersuchen der Datei dauerte länger als {INSPECTION_SECONDS} Sekunden. Bitte vereinfachen Sie "
        "sie, zum Beispiel durch neues Speichern als PDF.",
        f"Inspecting the file took longer than {INSPECTION_SECONDS} seconds. Please simplify it, for example "
        "by saving it again as PDF.",
    )
