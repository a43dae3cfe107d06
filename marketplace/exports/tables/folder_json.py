"""A project folder as JSON: everything it knows, with the frozen entries as they were."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from marketplace.exports.contents.memo import digest_of_folder
from marketplace.selection.folder import Folder

VERSION = 1
# Addresses of colleagues are nobody else's business; the author's name stands beside each event.
_LEFT_OUT = frozenset({"mail", "user"})


def folder_json(folder: Folder, *, at: datetime) -> bytes:
    """The folder as JSON. Texts in both languages are {de, en}; mail addresses of people are left out."""
    found = {
        "format": "marktplatz-folder",
        "version": VERSION,
        "made_at": at.isoformat(),
        "digest": digest_of_folder(folder),
        "folder": plain(folder),
    }
    return json.dumps(found, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def plain(value: Any) -> Any:
    """Plain JSON values of nested dataclasses."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            one.name: plain(getattr(value, one.name)) for one in fields(value) if one.name not in _LEFT_OUT
        }
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
