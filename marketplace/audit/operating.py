"""What operators change on the pages below /betrieb/ stands in the trail like everything else."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry

from marketplace.audit.services import record

_KINDS = {ADDITION: "operating.added", CHANGE: "operating.changed", DELETION: "operating.deleted"}


def record_entry(instance: LogEntry, created: bool, **_signal: Any) -> None:
    """Add an event for a line of the admin's own history, in the transaction of the change.

    Of the change only the fields are named: values and names of objects may belong to people.
    """
    if not created:
        return
    subject = f"{instance.content_type.model}:{instance.object_id}" if instance.content_type else "object"
    record(
        _KINDS.get(instance.action_flag, "operating.acted"),
        actor=instance.user_id,
        subject=subject[:120],
        said={"fields": _fields(instance.change_message)},
    )


def _fields(message: str) -> list[str]:
    """The labels of the fields a structured message of the admin names."""
    try:
        parts = json.loads(message)
    except ValueError:
        return []
    changed = [part.get("changed", {}) for part in parts if isinstance(part, dict)]
    return [str(name) for one in changed for name in one.get("fields", ())]
