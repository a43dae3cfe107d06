"""Counts what test code does: assertions, test cases, and tests that are switched off.

Counted is text outside of comments and strings, so that the name of a test never counts as its assertion.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from grader.facts.model import Role
from grader.facts.test_words import ASSERTIONS, CASES, OWN_ASSERTIONS, SKIP_WORDS, SKIPPED

Span = tuple[int, int]

# What stands right before a word says that it is part of another name or a declaration, not a call.
_NO_CALL = re.compile(rb"(?:[A-Za-z0-9_]|\b(?:def|void|function|func|fun) )\Z")
_LONGEST_BEFORE = 10
_SKIPPED = re.compile(SKIPPED, re.MULTILINE)
# Program files of these languages carry their unit tests inside.
_INLINE = {"Rust": b"#[cfg(test"}


@dataclass(frozen=True, slots=True)
class TestCounts:
    """Places in one file: assertions, test cases, and cases or groups that are switched off."""

    __test__ = False

    assertions: int = 0
    cases: int = 0
    skipped: int = 0


def tests_of(role: Role, language: str, data: bytes, ignored: Sequence[Span]) -> dict[str, Any]:
    """What test code does, as fields of `FileFacts`; program files are asked for the tests they carry."""
    if role is Role.TEST:
        counts = count_tests(data, language, ignored)
    elif language in _INLINE:
        counts = count_inline_tests(data, language, ignored)
    else:
        return {}
    return {
        "assertions": counts.assertions,
        "test_cases": counts.cases,
        "skipped_tests": counts.skipped,
    }


def count_tests(data: bytes, language: str, ignored: Sequence[Span] = ()) -> TestCounts:
    """Count in the code of one test file.

    Args:
        data: the content of the file.
        language: its language, as named by `grader.facts.languages`.
        ignored: spans (start, end) of comments and strings in bytes, in any order.
    """
    spans = sorted(ignored)
    starts = [start for start, _ in spans]

    def count(pattern: re.Pattern[bytes]) -> int:
        return sum(
            not _inside(match.start(), starts, spans) and _is_call(match, data)
            for match in pattern.finditer(data)
        )

    skipped = count(_SKIPPED) if any(word in data for word in SKIP_WORDS) else 0
    return TestCounts(count(_checks(language)), count(_cases(language)), skipped)


def count_inline_tests(data: bytes, language: str, ignored: Sequence[Span] = ()) -> TestCounts:
    """Count the tests that a program file carries inside, from the mark of its test module on (Rust)."""
    mark = _INLINE.get(language)
    begin = data.find(mark) if mark else -1
    if begin < 0:
        return TestCounts()
    shifted = [(start - begin, end - begin) for start, end in ignored if end > begin]
    return count_tests(data[begin:], language, shifted)


def _inside(position: int, starts: list[int], spans: Sequence[Span]) -> bool:
    index = bisect_right(starts, position) - 1
    return index >= 0 and spans[index][0] <= position < spans[index][1]


def _is_call(match: re.Match[bytes], data: bytes) -> bool:
    """Only the general words can be parts of other names; what a language adds says what stands around it."""
    start = match.start()
    return match.lastgroup != "word" or not _NO_CALL.search(data[max(0, start - _LONGEST_BEFORE) : start])


@cache
def _checks(language: str) -> re.Pattern[bytes]:
    word = b"(?P<word>" + ASSERTIONS + b")"
    own = OWN_ASSERTIONS.get(language)
    return re.compile(word + b"|" + own if own else word, re.MULTILINE)


@cache
def _cases(language: str) -> re.Pattern[bytes]:
    return re.compile(CASES.get(language, rb"\A(?!)"), re.MULTILINE)
