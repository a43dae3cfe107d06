"""Every address the product answers, read from Django's own resolver."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver


@dataclass(frozen=True)
class Route:
    """One address: its name with the namespace, and the names of the values it holds."""

    name: str
    values: tuple[str, ...]


def all_routes() -> dict[str, Route]:
    """All named routes by name; two patterns of one name must hold the same values or are listed once each.

    Raises:
        ValueError: a route outside the operators' pages has no name.
    """
    return {one.name: one for one in _walk(get_resolver(), "", ())}


def _walk(resolver: URLResolver, namespace: str, values: tuple[str, ...]) -> Iterator[Route]:
    for one in resolver.url_patterns:
        here = values + _values_of(one.pattern)
        if isinstance(one, URLResolver):
            inner = f"{namespace}{one.namespace}:" if one.namespace else namespace
            yield from _walk(one, inner, here)
        elif isinstance(one, URLPattern):
            # The operators' pages end with patterns that only lead on: they bear no name.
            if one.name is None and namespace != "admin:":
                raise ValueError(f"A route without a name: {one.pattern}")
            if one.name is not None:
                yield Route(f"{namespace}{one.name}", here)


def _values_of(pattern: Any) -> tuple[str, ...]:
    converters = getattr(pattern, "converters", {})
    if converters:
        return tuple(converters)
    return tuple(pattern.regex.groupindex)
