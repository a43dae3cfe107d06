"""Loads YAML of strangers: limits are checked on the events, before any object is built."""

from __future__ import annotations

from typing import Any

import yaml

MAX_CHARACTERS = 256 * 1024
MAX_DEPTH = 50


class UnsafeYaml(ValueError):
    """The document is broken or beyond the limits; the message says why."""


def load_yaml(text: str) -> Any:
    """Load one YAML document of plain values.

    Aliases are refused, because a few of them can stand for billions of values (js-yaml#738 and the like).

    Raises:
        UnsafeYaml: too long, too deep, with aliases, several documents or no YAML.
    """
    if len(text) > MAX_CHARACTERS:
        raise UnsafeYaml("larger than 256 KiB")
    try:
        _check_events(text)
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        if isinstance(problem, UnsafeYaml):
            raise
        raise UnsafeYaml(_short(problem)) from problem


def _check_events(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise UnsafeYaml("uses an alias")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise UnsafeYaml(f"nested deeper than {MAX_DEPTH} levels")


def _short(problem: Exception) -> str:
    mark = getattr(problem, "problem_mark", None)
    what = getattr(problem, "problem", None) or type(problem).__name__
    return f"line {mark.line + 1}: {what}" if mark is not None else str(what)
