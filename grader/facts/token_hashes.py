"""A 64-bit number for each token, equal for equal text, computed for all tokens of a file at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from grader.facts.lexing import OPERATOR, SINGLE, STRING, Lexed, Span

Hashes = npt.NDArray[np.uint64]
_BASE = 0x9E3779B97F4A7C15 | 1
_INVERSE = pow(_BASE, -1, 2**64)
_CHUNK = 1 << 16

IDENTIFIER, LITERAL, FIXED = range(3)
"""Token classes for renamed duplicates: names and literals may differ, operators and brackets not."""

_powers: Hashes = np.ones(1, dtype=np.uint64)
_inverse_powers: Hashes = np.ones(1, dtype=np.uint64)


def _power_tables(size: int) -> tuple[Hashes, Hashes]:
    """Powers of the base and of its inverse modulo 2**64, grown when a longer file comes along."""
    global _powers, _inverse_powers
    if len(_powers) < size:
        length = -(-size // _CHUNK) * _CHUNK
        _powers, _inverse_powers = _power_row(_BASE, length), _power_row(_INVERSE, length)
    return _powers, _inverse_powers


def _power_row(base: int, length: int) -> Hashes:
    row = np.full(length, base, dtype=np.uint64)
    row[0] = 1
    return np.cumprod(row, dtype=np.uint64)


def hash_tokens(data: bytes, lexed: Lexed) -> Hashes:
    """Polynomial hash of each token's bytes by prefix sums, mixed so that all bits depend on all bytes."""
    powers, inverse = _power_tables(len(data) + 1)
    content = np.frombuffer(data, dtype=np.uint8).astype(np.uint64) + np.uint64(1)
    sums = np.zeros(len(data) + 1, dtype=np.uint64)
    np.cumsum(content * powers[: len(data)], out=sums[1:])
    hashes = (sums[lexed.ends] - sums[lexed.starts]) * inverse[lexed.starts]
    return mix(hashes)


def mix(hashes: Hashes) -> Hashes:
    """Stafford's variant 13 of the 64-bit finaliser of MurmurHash3."""
    hashes = (hashes ^ (hashes >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    hashes = (hashes ^ (hashes >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(hashes ^ (hashes >> np.uint64(31)), dtype=np.uint64)


def token_classes(data: bytes, lexed: Lexed) -> npt.NDArray[np.uint8]:
    """IDENTIFIER (also keywords), LITERAL (string or number) or FIXED for each token."""
    first = np.frombuffer(data, dtype=np.uint8)[lexed.starts]
    classes = np.full(len(lexed.starts), IDENTIFIER, dtype=np.uint8)
    classes[(first >= 48) & (first <= 57)] = LITERAL
    kinds = lexed.kinds
    classes[kinds == STRING] = LITERAL
    classes[(kinds == OPERATOR) | (kinds == SINGLE)] = FIXED
    return classes


def outside(starts: npt.NDArray[np.int64], spans: list[Span]) -> npt.NDArray[np.bool_]:
    """Which offsets lie in none of the spans."""
    if not spans:
        return np.ones(len(starts), dtype=bool)
    edges = np.array(sorted(spans), dtype=np.int64)
    before = np.searchsorted(edges[:, 0], starts, side="right") - 1
    reach = np.maximum.accumulate(edges[:, 1])
    return (before < 0) | (starts >= reach[np.maximum(before, 0)])
