"""What a file shows beside its program text: secrets, its licence line, signs of how it is run."""

from __future__ import annotations

from dataclasses import replace

from grader.facts.licence_header import licence_of_head
from grader.facts.model import FileFacts
from grader.facts.secrets import secrets_of
from grader.facts.signs import signs_of


def with_practice(facts: FileFacts, data: bytes) -> FileFacts:
    """Add secrets, licence line and signs; `data` is the content as UTF-8."""
    secrets = secrets_of(data, facts.role, facts.path)
    signs = signs_of(data, facts.role)
    licence, line = licence_of_head(data)
    if not (secrets or signs or licence):
        return facts
    return replace(facts, secrets=secrets, signs=signs, licence=licence, licence_line=line)
