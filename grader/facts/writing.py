"""Adds to a file what it tells people and other programs: prose and descriptions of interfaces."""

from __future__ import annotations

from dataclasses import replace

from grader.facts.interfaces import interface_of
from grader.facts.model import FileFacts, Role
from grader.facts.prose import read_prose
from grader.facts.reasons import Reason, because

_READ = frozenset((Role.DOCUMENTATION, Role.CONFIGURATION, Role.DATA, Role.PRODUCTION, Role.GENERATED))


def with_writing(facts: FileFacts, data: bytes) -> FileFacts:
    """Add prose and interface descriptions; `data` is the content as UTF-8."""
    # Projects mark their own descriptions of interfaces as vendored too, to keep them out of statistics.
    by_attribute = facts.role is Role.VENDORED and facts.why_left_out == because(Reason.VENDORED_ATTRIBUTE)
    if facts.role not in _READ and not by_attribute:
        return facts
    prose = read_prose(facts.path, data) if facts.role is Role.DOCUMENTATION else None
    interface = interface_of(facts.path, data)
    if prose is None and interface is None:
        return facts
    return replace(facts, prose=prose, interface=interface)
