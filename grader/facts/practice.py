"""What a file shows beside its program text: secrets, its licence line, signs of how it is run."""

from __future__ import annotations

from typing import Any

from grader.facts.licence_header import licence_of_head
from grader.facts.literals import Literals
from grader.facts.model import Role
from grader.facts.secrets import SECRET_LITERALS, secrets_of
from grader.facts.signs import SIGN_LITERALS, signs_of

_LITERALS = Literals(sorted({*SECRET_LITERALS, *SIGN_LITERALS}))


def practice_of(data: bytes, role: Role, path: str) -> dict[str, Any]:
    """Secrets, licence line and signs as fields of `FileFacts`; `data` is the content as UTF-8."""
    possible = _LITERALS.possible(data.lower())
    licence, line = licence_of_head(data)
    return {
        "secrets": secrets_of(data, role, path, possible),
        "signs": signs_of(data, role, possible),
        "licence": licence,
        "licence_line": line,
    }
