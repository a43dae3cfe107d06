"""The reference page of the matrix: who gets what, as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from tests.permissions.matrix import Matrix, Row, matrix


def permissions_page(notice: str) -> str:
    """The page in Markdown.

    Args:
        notice: sentence that says where changes belong.
    """
    found = matrix()
    parts = ["# Permissions", notice, _words("Roles", found.roles), _words("Outcomes", found.outcomes)]
    for title, rows in groupby(found.rows.values(), key=lambda row: row.group):
        lines = [line for row in rows for line in _lines(row, found)]
        head = ["| Route | Method | State | Done or shown to | Everybody else |", "|---|---|---|---|---|"]
        parts += [f"## {title}", "\n".join([*head, *lines])]
    return "\n\n".join(parts) + "\n"


def _words(title: str, words: Mapping[str, str]) -> str:
    lines = [f"- **{key}**: {text}" for key, text in words.items()]
    return f"## {title}\n\n" + "\n".join(lines)


def _lines(row: Row, found: Matrix) -> Iterator[str]:
    for method, said in (("GET", row.get), ("POST", row.post)):
        for state, rights in said.items():
            if "method" in rights.values():
                continue
            through = [role for role in found.roles if rights[role] == "ok"]
            others = _grouped({role: is_ for role, is_ in rights.items() if is_ != "ok"})
            yield f"| `{row.route}` | {method} | {state} | {_named(through, found)} | {others} |"


def _named(through: list[str], found: Matrix) -> str:
    """Roles in words; the few that are left out where that is shorter."""
    without = [role for role in found.roles if role not in through]
    if through and len(without) < len(through):
        return f"everybody but {', '.join(without)}" if without else "everybody"
    return ", ".join(through) or "nobody"


def _grouped(rights: Mapping[str, str]) -> str:
    """Roles by what they get; the longest group as "else"."""
    by_outcome: dict[str, list[str]] = {}
    for role, outcome in rights.items():
        by_outcome.setdefault(outcome, []).append(role)
    most = max(by_outcome, key=lambda one: len(by_outcome[one]), default="")
    parts = [f"{one}: {', '.join(roles)}" for one, roles in by_outcome.items() if one != most]
    return "; ".join([*parts, f"else {most}"] if most else [])
