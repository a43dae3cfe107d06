"""How many lines of test code count: those of files that check something, and as many again of the rest."""

from __future__ import annotations

from collections.abc import Iterable

from grader.facts.model import FileFacts


def counted_test_lines(tests: Iterable[FileFacts]) -> int:
    """Code lines of test files whose functions could be read, each content once.

    Files without an assertion (fixtures, builders, page objects) count at most as much as the files with
    one, so that test code that checks nothing cannot stand in for tests.
    """
    checking = supporting = 0
    for file in _different(file for file in tests if file.parsed):
        if file.assertions:
            checking += file.code_lines
        else:
            supporting += file.code_lines
    return checking + min(supporting, checking)


def _different(files: Iterable[FileFacts]) -> Iterable[FileFacts]:
    """Files that are no copies: equal size, functions and checks are taken as equal content."""
    return {
        (file.language, file.tokens, file.code_lines, file.assertions, file.functions): file for file in files
    }.values()
