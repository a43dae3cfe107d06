"""The permission matrix as plain values; the README says what its lines mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("matrix.yaml")
KEYS = {"address", "query", "send", "get", "post", "other", "forged", "confirm", "headers", "note"}
MISSING = "missing"
# With these outcomes a person has got as far as the object.
REACHED = {"ok", "input", "forbidden", "conflict"}

Rights = Mapping[str, str]


@dataclass(frozen=True)
class Row:
    """What one route answers."""

    route: str
    group: str
    addresses: Mapping[str, Mapping[str, str]]  # state → names of the values in the address
    get: Mapping[str, Rights]  # state → role → outcome
    post: Mapping[str, Rights]
    query: str = ""
    send: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    other: str = ""  # why PUT and DELETE are not refused
    forged: str = ""  # why a POST without token is not refused
    confirm: bool = False  # asks again for password or second factor
    note: str = ""


@dataclass(frozen=True)
class Matrix:
    """All rows, and the roles and outcomes they speak of."""

    roles: Mapping[str, str]
    outcomes: Mapping[str, str]
    rows: Mapping[str, Row]


@lru_cache
def matrix() -> Matrix:
    """The matrix of the repository.

    Raises:
        ValueError: a line names something that does not exist.
    """
    raw = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    reader = _Reader(raw["roles"], raw["outcomes"], raw["rights"])
    rows: dict[str, Row] = {}
    for group in raw["groups"]:
        for route, line in group["routes"].items():
            if route in rows:
                raise ValueError(f"{route} stands in the matrix twice")
            rows[route] = reader.row(route, group["title"], line or {})
    return Matrix(raw["roles"], raw["outcomes"], rows)


class _Reader:
    def __init__(self, roles: Mapping[str, str], outcomes: Mapping[str, str], rights: Mapping[str, Rights]):
        self._roles, self._outcomes = roles, outcomes
        self._rights: dict[str, Rights] = {}
        for name, line in rights.items():
            self._rights[name] = self._complete(line, where=name)

    def row(self, route: str, group: str, line: Mapping[str, Any]) -> Row:
        if unknown := set(line) - KEYS:
            raise ValueError(f"{route}: unknown lines {sorted(unknown)}")
        addresses = {state: dict(values or {}) for state, values in line.get("address", {"": {}}).items()}
        rest = {key: line[key] for key in KEYS & set(line) - {"address", "get", "post"}}
        get = self._states(route, line.get("get", "method"), list(addresses))
        post = self._states(route, line.get("post", "method"), list(addresses))
        return Row(route, group, addresses, get, post, **rest)

    def _states(self, route: str, said: Any, states: list[str]) -> dict[str, Rights]:
        """Rights per state; those of a missing object follow from the first state's unless they are said."""
        existing = [one for one in states if one != MISSING] or states
        per_state = said if self._is_per_state(said, states) else dict.fromkeys(existing, said)
        found = {state: self._named(route, line) for state, line in per_state.items()}
        if MISSING in states and MISSING not in found:
            first = found[next(iter(found))]
            found[MISSING] = {role: "not_found" if is_ in REACHED else is_ for role, is_ in first.items()}
        if set(found) != set(states):
            raise ValueError(f"{route}: {sorted(found)} are said, the address has {sorted(states)}")
        return found

    @staticmethod
    def _is_per_state(said: Any, states: list[str]) -> bool:
        return isinstance(said, dict) and states != [""] and bool(set(said) & set(states))

    def _named(self, route: str, line: str | Rights) -> Rights:
        if isinstance(line, str):
            if line not in self._rights:
                raise ValueError(f"{route}: no rights are called {line}")
            return self._rights[line]
        return self._complete(line, where=route)

    def _complete(self, line: Rights, *, where: str) -> Rights:
        """One outcome for every role: `like` names rights to start from, `else` stands for all others."""
        base = dict(self._named(where, line["like"])) if "like" in line else {}
        said = {key: value for key, value in line.items() if key not in {"like", "else"}}
        full = dict.fromkeys(self._roles, line["else"]) if "else" in line else base
        full = {**full, **said}
        unknown = set(full) ^ set(self._roles) or set(full.values()) - set(self._outcomes)
        if unknown:
            raise ValueError(f"{where}: unknown or missing {sorted(unknown)}")
        return full
