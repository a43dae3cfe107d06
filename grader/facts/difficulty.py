"""Facts of one file that tell how hard it is to maintain, none of which depends on layout, comments or names.

Everything is counted in code tokens (words, numbers, strings, operators; brackets and separators are left
out), never in lines. Names only matter as equal or different. Each fact is a sum or a maximum of something
that makes code harder, so adding code can only raise it. Limits per function are the 80th percentile of the
functions in the judged classes, rounded; code beyond them is what the literature calls excess.

All arrays are handled by numpy at once; the only loop runs over the functions.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from grader.facts.grammars import GRAMMARS
from grader.facts.lexing import OPERATOR, SINGLE, WORD, Lexed, lex, tokens_outside
from grader.facts.parsing import Syntax
from grader.facts.token_hashes import Hashes, hash_tokens, mix

FACT_NAMES = (
    "tokens",
    "function_mass",
    "long_functions",
    "words",
    "distinct_words",
    "live_words",
    "cognitive_complexity",
    "fan_out",
    "numbers",
    "boolean_operators",
    "subscripts",
    "nesting",
)
"""Order of the values of `difficulty_facts`:

``tokens``: code tokens of the file; ``function_mass``: sum over functions of tokens to the power 1.5, so that
code in one piece weighs more than the same code in several; then sums over functions of what exceeds a limit:
``long_functions`` tokens above 65, ``words`` names and keywords above 50, ``distinct_words`` above 26,
``live_words`` (words, mostly variables, between their first and last use, summed over tokens) above 200,
``cognitive_complexity`` above 5, ``fan_out`` different called names above 8, ``numbers`` literals above 2;
``boolean_operators``, ``subscripts``: number in the file; ``nesting``: deepest control structure."""

_LIMITS = np.array([65.0, 50.0, 26.0, 200.0, 5.0, 8.0, 2.0])
_ARROWS = frozenset(("c", "cpp", "php"))

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Row = npt.NDArray[np.float64]


@dataclass(slots=True)
class _Code:
    """The tokens of a file outside imports; adjacent operators count once, so spaces between them do not."""

    starts: Ints
    ends: Ints
    hashes: Hashes
    first: npt.NDArray[np.uint8]
    counted: Flags
    word: Flags
    number: Flags
    opening: Flags
    member: Flags


def difficulty_facts(data: bytes, syntax: Syntax, lexed: Lexed, hashes: Hashes, grammar: str) -> Row:
    """Measure one parsed file.

    Args:
        data: the UTF-8 source that was parsed.
        syntax: its captured nodes.
        lexed: its tokens, with the comments and strings of `syntax`.
        hashes: one number per token, equal for equal text (`token_hashes.hash_tokens`).
        grammar: key of the tree-sitter grammar.

    Returns:
        One value for each of `FACT_NAMES`, all at least 0.
    """
    row = np.zeros(len(FACT_NAMES))
    code = _code(data, syntax, lexed, hashes, grammar in _ARROWS)
    if not len(code.starts):
        return row
    levels, else_ifs = _levels(code, syntax, GRAMMARS[grammar].else_if)
    level_starts = _token_at(code, levels[:, 0])
    depth = _running(level_starts, np.searchsorted(code.starts, levels[:, 1]), len(code.starts))
    owner, units = _owners(code, syntax, level_starts)
    decisions = np.array(syntax.every_decision, dtype=np.int64)
    row[0] = np.count_nonzero(code.counted)
    if units:
        cognitive = _sum_by(owner[level_starts], units, depth[level_starts])
        cognitive += _sum_by(owner[_token_at(code, np.concatenate((else_ifs, decisions)))], units)
        _per_function(row, code, owner, units, cognitive)
    row[9] = (
        len(syntax.ands)
        + len(syntax.ors)
        + _boolean_operators(data, np.array(syntax.decisions, dtype=np.int64))
    )
    row[10] = np.count_nonzero(_subscripts(data, code))
    row[11] = depth.max()
    return row


def _code(data: bytes, syntax: Syntax, lexed: Lexed, hashes: Hashes, arrows: bool) -> _Code:
    starts, ends, kinds = lexed.starts, lexed.ends, lexed.kinds
    content = np.frombuffer(data, dtype=np.uint8)
    first, operator = content[starts], kinds == OPERATOR
    kept = tokens_outside(starts, syntax.imports)
    kept[1:] &= ~(operator[1:] & operator[:-1])
    kept &= ~((first == ord("\\")) & (ends - starts == 1))  # a line continued is no more code
    number = (kinds == WORD) & (first >= 48) & (first <= 57)
    word = (kinds == WORD) & ~number
    member = np.zeros(len(starts), dtype=bool)
    member[1:] = (operator & _joins(content, ends, arrows))[:-1]
    first = first[kept]
    opening = np.zeros(len(first), dtype=bool)
    opening[:-1] = first[1:] == ord("(")
    counted = kinds[kept] != SINGLE
    return _Code(
        starts[kept],
        ends[kept],
        hashes[kept],
        first,
        counted,
        word[kept],
        number[kept],
        opening,
        member[kept],
    )


def _joins(content: npt.NDArray[np.uint8], ends: Ints, arrows: bool) -> Flags:
    """Which tokens end in ``.``, ``::`` or, where that is an access to a member, ``->``."""
    last, before = content[ends - 1], content[np.maximum(ends - 2, 0)]
    found = (last == ord(".")) | ((last == ord(":")) & (before == ord(":")))
    if arrows:
        found |= (last == ord(">")) & (before == ord("-"))
    return np.asarray(found, dtype=bool)


def _levels(code: _Code, syntax: Syntax, else_if: bool) -> tuple[Ints, Ints]:
    """Spans (start, end) that open a level of nesting, and starts of the ``else if`` that open none."""
    branches = np.array(syntax.branches, dtype=np.int64).reshape(-1, 2)
    nests = np.array(syntax.nests + syntax.flows, dtype=np.int64).reshape(-1, 2)
    if not else_if or not len(branches):
        return np.concatenate((branches, nests)), np.zeros(0, dtype=np.int64)
    before = np.searchsorted(code.starts, branches[:, 0]) - 1
    continued = (before >= 0) & (code.hashes[np.maximum(before, 0)] == _else_hash())
    return np.concatenate((branches[~continued], nests)), branches[continued, 0]


@cache
def _else_hash() -> np.uint64:
    return np.uint64(hash_tokens(b"else", lex(b"else", (), ()))[0])


def _token_at(code: _Code, offsets: Ints) -> Ints:
    return np.minimum(np.searchsorted(code.starts, offsets), len(code.starts) - 1)


def _running(starts: Ints, ends: Ints, size: int) -> Ints:
    """How many of the spans surround each token."""
    change = np.bincount(starts, minlength=size + 1) - np.bincount(ends, minlength=size + 1)
    return np.asarray(np.cumsum(change)[:size], dtype=np.int64)


def _owners(code: _Code, syntax: Syntax, level_starts: Ints) -> tuple[Ints, int]:
    """Index of the innermost function of each token (-1: none) and the number of functions.

    Code outside functions counts as one more function where it branches, as in scripts.
    """
    spans = np.array([function[:2] for function in syntax.functions], dtype=np.int64).reshape(-1, 2)
    owner = np.full(len(code.starts), -1, dtype=np.int64)
    for index, (start, end) in enumerate(np.searchsorted(code.starts, spans).tolist()):
        owner[start:end] = index
    if (owner[level_starts] < 0).any():
        owner[owner < 0] = len(spans)
        return owner, len(spans) + 1
    return owner, len(spans)


def _sum_by(owner: Ints, units: int, weights: npt.NDArray[np.generic] | None = None) -> Row:
    """Sums per function; what lies in none, owner -1, is dropped."""
    return np.bincount(owner + 1, weights=weights, minlength=units + 1)[1:].astype(np.float64)


def _per_function(row: Row, code: _Code, owner: Ints, units: int, cognitive: Row) -> None:
    tokens = _sum_by(owner[code.counted], units)
    row[1] = np.power(tokens, 1.5).sum()
    places = np.flatnonzero(code.word & (owner >= 0))
    distinct, live, called = _names(code, owner, units, places)
    amounts = np.stack(
        (
            tokens,
            _sum_by(owner[places], units),
            distinct,
            live,
            cognitive,
            called,
            _sum_by(owner[code.number], units),
        )
    )
    row[2:9] = np.maximum(amounts - _LIMITS[:, None], 0.0).sum(axis=1)


def _names(code: _Code, owner: Ints, units: int, places: Ints) -> tuple[Row, Row, Row]:
    """Per function: different names, variables alive summed over the tokens, and different called names.

    What is alive a reader has to keep in mind: a variable from its first to its last use; called names and
    members of others are none. `places` are the words inside of functions; they are sorted by name once."""
    if not len(places):
        return np.zeros(units), np.zeros(units), np.zeros(units)
    keys = mix(code.hashes[places] ^ (owner[places].astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)))
    order = keys.argsort()
    keys, places = keys[order], places[order]
    firsts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    of = owner[places[firsts]]
    called = np.logical_or.reduceat(code.opening[places], firsts)
    variable = ~(code.opening[places] | code.member[places])
    at = _own_places(code, owner)[places]
    last = np.maximum.reduceat(np.where(variable, at, -1), firsts)
    first = np.minimum.reduceat(np.where(variable, at, len(owner)), firsts)
    lengths = np.maximum(last - first, 0)
    return _sum_by(of, units), _sum_by(of, units, lengths), _sum_by(of[called], units)


def _own_places(code: _Code, owner: Ints) -> Ints:
    """Counted tokens of the same function up to each token, those of functions within it left out."""
    turns = owner[np.concatenate(([0], np.flatnonzero(owner[1:] != owner[:-1]) + 1))]
    inner = turns[turns >= 0]
    if (inner[1:] > inner[:-1]).all():  # no function goes on behind another
        return np.cumsum(code.counted, dtype=np.int64)
    order = np.argsort(owner, kind="stable")
    result = np.empty(len(owner), dtype=np.int64)
    result[order] = np.cumsum(code.counted[order])
    return result


def _boolean_operators(data: bytes, decisions: Ints) -> int:
    """Decisions that are a short-circuit operator: ``&&``, ``||``, ``and``, ``or``."""
    if not len(decisions):
        return 0
    content = np.frombuffer(data + b"  ", dtype=np.uint8)
    first, second = content[decisions], content[decisions + 1]
    symbols = ((first == ord("&")) | (first == ord("|"))) & (second == first)
    words = ((first == ord("a")) & (second == ord("n"))) | ((first == ord("o")) & (second == ord("r")))
    return int(np.count_nonzero(symbols | words))


def _subscripts(data: bytes, code: _Code) -> Flags:
    """Opening square brackets after a name or a closing bracket that are not closed at once."""
    found = np.asarray(code.first == ord("["), dtype=bool)
    last = np.frombuffer(data, dtype=np.uint8)[code.ends - 1]
    indexed = (last == ord(")")) | (last == ord("]"))
    found[1:] &= (indexed | code.word)[:-1]
    found[:-1] &= code.first[1:] != ord("]")
    found[:1] = False
    return found
