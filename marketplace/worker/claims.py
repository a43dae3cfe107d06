"""Looks for proofs of claims on providers: on their websites, and in repositories as they are fetched."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.utils import timezone

from marketplace.analysis.models import CodeSource
from marketplace.analysis.repositories import one_group
from marketplace.catalogue.takeover import prove
from marketplace.organisations.claims import (
    claims_for_repository,
    due_claims,
    hand_to_team,
    note_result,
    speaks_alone,
)
from marketplace.organisations.models import ProviderClaim
from marketplace.worker.child_process import ChildFailed, ChildTooSlow
from marketplace.worker.website import ask

SECONDS = 25
AT_ONCE = 3
PROOF_FILE = ".marktplatz"
MOST_BYTES = 4096
_CONTESTED = (
    "Die Datei ist gefunden. Weil auch jemand anderes Anspruch erhebt, entscheidet das Team.",
    "The file was found. As somebody else makes the same claim, the team decides.",
)
_SHARED = (
    "Die Datei ist gefunden. Weil sich mehrere Anbieter diese Adresse teilen, entscheidet das Team.",
    "The file was found. As several providers share this address, the team decides.",
)


def check_claims() -> int:
    """Look at the websites that are due, a few at a time: others want their turn. Returns how many."""
    due = list(due_claims(timezone.now())[:AT_ONCE])
    for claim in due:
        _check_website(claim)
    return len(due)


def _check_website(claim: ProviderClaim) -> None:
    said = _fetch(f"https://{claim.place}/.well-known/{claim.file_name}")
    if "problem" in said:
        _word, de, en = said["problem"][1:]
        note_result(claim, de=de, en=en, at=timezone.now())
    elif str(said.get("found", "")).strip() == claim.token:
        _found(claim, alone=speaks_alone(claim.provider))
    else:
        note_result(
            claim,
            de=f"Die Datei {claim.file_name} ist da, enthält aber nicht genau den Nachweistext.",
            en=f"The file {claim.file_name} is there, but it does not hold exactly the text of the proof.",
            at=timezone.now(),
        )


def _fetch(url: str) -> dict[str, Any]:
    try:
        return ask("marketplace.worker.claim_child", url, seconds=SECONDS)
    except (ChildFailed, ChildTooSlow):
        return {
            "problem": [
                "", "too-slow",
                f"Die Website hat nicht innerhalb von {SECONDS} Sekunden geantwortet.",
                f"The website did not answer within {SECONDS} seconds.",
            ]
        }  # fmt: skip


def look_into_repository(source: CodeSource, folder: Path) -> int:
    """Look for proofs in a repository that was just fetched. Returns how many claims waited for it."""
    if source.listing is None:
        return 0
    claims = claims_for_repository(source.listing.provider, source.location)
    lines = _proof_lines(folder) if claims else []
    for claim in claims:
        if claim.token in lines:
            _found(claim, alone=one_group(claim.provider))
        elif lines:
            note_result(
                claim,
                de=f"Die Datei {PROOF_FILE} ist da, enthält aber den Nachweistext nicht.",
                en=f"The file {PROOF_FILE} is there, but it does not hold the text of the proof.",
                at=timezone.now(),
            )
        else:
            note_result(
                claim,
                de=f"Im Quelltext liegt oben keine Datei {PROOF_FILE}.",
                en=f"There is no file {PROOF_FILE} at the top of the repository.",
                at=timezone.now(),
            )
    return len(claims)


def _proof_lines(folder: Path) -> list[str]:
    """The lines of the proof's file; none where there is no such plain file."""
    try:
        # What is in the folder is foreign: no link may lead out of it, no pipe may keep us waiting.
        opened = os.open(folder / PROOF_FILE, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return []
    with os.fdopen(opened, "rb") as file:
        text = file.read(MOST_BYTES).decode("utf-8", "replace")
    return [line.strip() for line in text.splitlines() if line.strip()]


def _found(claim: ProviderClaim, *, alone: bool) -> None:
    if alone and prove(claim.pk):
        return
    de, en = _CONTESTED if alone else _SHARED
    hand_to_team(claim, de=de, en=en, at=timezone.now())
