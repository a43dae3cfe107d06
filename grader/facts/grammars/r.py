"""R, read by a reader of our own: every function in braces or with a name of its own stands alone."""

from __future__ import annotations

from typing import Any

from grader.facts.grammars.grammar import Grammar, kinds
from grader.facts.grammars.r_reader import read_r


def _name(place: Any, _data: bytes) -> str:
    return bytes(place.name).decode("utf-8", "replace") or "(anonymous)"


def _parameters(place: Any, _data: bytes) -> int:
    return int(place.parameters)


R = Grammar("", "", kinds(""), name=_name, count=_parameters, reader=read_r)
