"""Frozen dataclasses of plain values to JSON rows and back; unlike pickle, reading a row runs no code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Plain = TypeVar("Plain")
Convert = Callable[[Any], Any]
Both = tuple[Convert | None, Convert | None]
"""How a value becomes JSON and how it comes back; None where it stays as it is."""

_AS_THEY_ARE = (str, int, float, bool, NoneType)


def to_row(value: Any) -> Any:
    """A dataclass as lists, strings and numbers."""
    encode, _ = _dataclass(type(value))
    return encode(value)


def from_row(kind: type[Plain], row: Any) -> Plain:
    """The dataclass again; raises TypeError, ValueError or KeyError for a row of another shape."""
    _, decode = _dataclass(kind)
    made: Plain = decode(row)
    return made


def _both(kind: Any) -> Both:
    if kind in _AS_THEY_ARE:
        return None, None
    if get_origin(kind) in (Union, UnionType):
        return _optional([part for part in get_args(kind) if part is not NoneType])
    if get_origin(kind) is tuple:
        return _tuple(get_args(kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return attrgetter("value"), kind
    if kind is date:
        return date.isoformat, date.fromisoformat
    if is_dataclass(kind):
        return _dataclass(kind)
    raise TypeError(f"{kind} is no plain value")


def _optional(kinds: list[Any]) -> Both:
    if all(kind in _AS_THEY_ARE for kind in kinds):
        return None, None
    (kind,) = kinds
    encode, decode = _both(kind)
    return _unless_none(encode), _unless_none(decode)


def _unless_none(convert: Convert | None) -> Convert | None:
    return convert and (lambda value: None if value is None else convert(value))


def _tuple(kinds: tuple[Any, ...]) -> Both:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return _columns(kinds[0]) if is_dataclass(kinds[0]) else _sequence(_both(kinds[0]))
    parts = [_both(kind) for kind in kinds]
    return (
        lambda value: [_apply(part[0], item) for part, item in zip(parts, value, strict=True)],
        lambda row: tuple(_apply(part[1], item) for part, item in zip(parts, row, strict=True)),
    )


def _apply(convert: Convert | None, value: Any) -> Any:
    return value if convert is None else convert(value)


def _sequence(both: Both) -> Both:
    encode, decode = both
    if encode is None or decode is None:
        return list, tuple
    return lambda value: list(map(encode, value)), lambda row: tuple(map(decode, row))


def _dataclass(kind: Any) -> tuple[Convert, Convert]:
    return _converters(kind)


@cache
def _converters(kind: Any) -> tuple[Convert, Convert]:
    names, parts = _parts(kind)
    encoders = [(attrgetter(name), part[0]) for name, part in zip(names, parts, strict=True)]
    decoders = [(place, part[1]) for place, part in enumerate(parts) if part[1] is not None]

    def encode(value: Any) -> list[Any]:
        return [_apply(convert, get(value)) for get, convert in encoders]

    def decode(row: list[Any]) -> Any:
        for place, convert in decoders:
            row[place] = convert(row[place])
        return kind(*row)

    return encode, decode


def _parts(kind: Any) -> tuple[list[str], list[Both]]:
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind) if field.init]
    return names, [_both(hints[name]) for name in names]


def _columns(kind: Any) -> Both:
    """Many of one kind as one list per field, which is smaller and read several times faster."""
    names, parts = _parts(kind)
    getters = [attrgetter(name) for name in names]

    def encode(values: Any) -> list[Any]:
        if not values:
            return []
        return [
            [_apply(part[0], get(value)) for value in values]
            for get, part in zip(getters, parts, strict=True)
        ]

    def decode(columns: list[list[Any]]) -> Any:
        if not columns:
            return ()
        if len({len(column) for column in columns}) != 1 or len(columns) != len(parts):
            raise ValueError("columns of different lengths")
        read = [
            column if part[1] is None else map(part[1], column)
            for column, part in zip(columns, parts, strict=True)
        ]
        return tuple(map(kind, *read))

    return encode, decode
