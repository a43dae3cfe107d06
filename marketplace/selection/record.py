"""Locks a project for a change and appends events to its folder. Used by the services only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.audit.services import record
from marketplace.lib.storable_json import storable
from marketplace.selection.chain import link_hash
from marketplace.selection.errors import FolderConflict, NotAllowed, WrongInput
from marketplace.selection.models import LONGEST_REASON, Candidate, FolderEntry, Project
from marketplace.selection.queries import may

MOST_ENTRIES = 5000
ROLES_DE = {"editor": "zur Bearbeitung", "owner": "der Projektleitung"}
ROLES_EN = {"editor": "people who edit", "owner": "those who lead the project"}


def locked(project: Project, user: User, *, role: str, states: tuple[str, ...] = ()) -> Project:
    """The project as it is now, locked until the end of the transaction.

    Args:
        role: what the person must at least be in the project.
        states: states in which the change makes sense; empty for all.

    Raises:
        NotAllowed: the person may not do this (any more).
        FolderConflict: the project is in another state by now.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a project is locked within a transaction")
    fresh = Project.objects.select_for_update().get(pk=project.pk)
    if not may(user, fresh, role):
        raise NotAllowed(
            "not-allowed",
            f"Das gehört {ROLES_DE[role]}. Sie können dieses Projekt nur lesen."
            if role == "editor"
            else "Das darf nur, wer das Projekt leitet.",
            f"This is for {ROLES_EN[role]} only.",
        )
    if states and fresh.state not in states:
        raise _conflict(fresh)
    return fresh


def _conflict(project: Project) -> FolderConflict:
    last = project.entries.filter(kind=FolderEntry.Kind.DECIDED).order_by("-number").first()
    if project.state == Project.State.DECIDED and last:
        at = timezone.localtime(last.at)
        return FolderConflict(
            "decided",
            f"Inzwischen ist entschieden: {last.author_name} hat am {at:%d.%m.%Y um %H:%M} Uhr eine "
            "Entscheidung festgehalten. Ihre Eingabe wurde nicht gespeichert.",
            f"There is a decision by now: {last.author_name} recorded one on {at:%d %B %Y at %H:%M}. "
            "What you entered was not stored.",
        )
    if project.state == Project.State.FROZEN:
        return FolderConflict(
            "frozen",
            "Die Suche ist inzwischen festgehalten. Bedarf und Profil lassen sich danach nicht mehr ändern.",
            "The search has been frozen by now. Need and profile cannot be changed afterwards.",
        )
    return FolderConflict(
        "draft",
        "Dafür muss zuerst eine Suche festgehalten sein.",
        "A search has to be frozen first.",
    )


def append(
    project: Project,
    user: User,
    kind: str,
    *,
    candidate: Candidate | None = None,
    reason: str = "",
    details: Mapping[str, Any] | None = None,
) -> FolderEntry:
    """Append one event to a locked project.

    Args:
        project: as `locked` gave it.
        details: numbers, keys and names of entries; no names or addresses of people.

    Raises:
        WrongInput: the folder is full.
    """
    if project.last_number >= MOST_ENTRIES:
        raise WrongInput(
            "full",
            f"Der Ordner hat {MOST_ENTRIES} Vermerke, mehr nimmt er nicht auf.",
            f"The folder holds {MOST_ENTRIES} entries and takes no more.",
        )
    entry = FolderEntry(
        project=project,
        number=project.last_number + 1,
        kind=kind,
        candidate=candidate,
        reason=storable(reason),
        details=storable(dict(details or {})),
        author=user.pk,
        author_name=user.get_full_name()[:200],
        at=timezone.now(),
        previous_hash=project.last_hash,
    )
    entry.hash = link_hash(entry)
    entry.save()
    project.last_number, project.last_hash = entry.number, entry.hash
    project.save(update_fields=["last_number", "last_hash", "changed_at"])
    # The marketplace's own trail bears witness to the folder's chain.
    said = {"number": entry.number, "hash": entry.hash, "candidate": entry.candidate_id}
    record(f"project.{entry.kind}", actor=user.pk, subject=f"project:{project.pk}", said=said)
    return entry


def cleaned_reason(reason: str, *, required: bool = True) -> str:
    """A reason without surrounding space and control characters.

    Raises:
        WrongInput: it is missing or too long.
    """
    cleaned = storable(reason.replace("\r\n", "\n").replace("\0", "")).strip()
    if required and not cleaned:
        raise WrongInput(
            "reason-missing",
            "Bitte begründen Sie das kurz. Die Begründung steht später im Vermerk.",
            "Please give a short reason. It will stand in the memo later.",
        )
    if len(cleaned) > LONGEST_REASON:
        raise WrongInput(
            "reason-too-long",
            f"Die Begründung hat {len(cleaned)} Zeichen, erlaubt sind {LONGEST_REASON}.",
            f"The reason has {len(cleaned)} characters, at most {LONGEST_REASON} are possible.",
        )
    return str(cleaned)
