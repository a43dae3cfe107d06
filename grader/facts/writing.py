"""What a file tells people and other programs: prose and descriptions of interfaces."""

from __future__ import annotations

from typing import Any

from grader.facts.interfaces import interface_of
from grader.facts.model import Role
from grader.facts.prose import read_prose
from grader.facts.reasons import Reason, because

_READ = frozenset((Role.DOCUMENTATION, Role.CONFIGURATION, Role.DATA, Role.PRODUCTION, Role.GENERATED))


def writing_of(path: str, role: Role, why: str, data: bytes) -> dict[str, Any]:
    """Prose and interface descriptions as fields of `FileFacts`.

    `why` is the reason for the role (`FileFacts.why_left_out`), `data` the content as UTF-8.
    """
    # Projects mark their own descriptions of interfaces as vendored too, to keep them out of statistics.
    by_attribute = role is Role.VENDORED and why == because(Reason.VENDORED_ATTRIBUTE)
    if role not in _READ and not by_attribute:
        return {}
    prose = read_prose(path, data) if role is Role.DOCUMENTATION else None
    return {"prose": prose, "interface": interface_of(path, data)}
