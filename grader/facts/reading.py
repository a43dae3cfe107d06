"""Everything the facts need from one file, read once."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from grader.facts.assertions import tests_of
from grader.facts.comments import comments_and_strings
from grader.facts.decoding import to_utf8
from grader.facts.difficulty import difficulty_facts
from grader.facts.embedded import script_only
from grader.facts.functions import functions_of
from grader.facts.languages import Kind, Language, language_of
from grader.facts.lexing import Lexed, lex, tokens_outside
from grader.facts.model import FileFacts, Role
from grader.facts.parsing import PARSE_SECONDS, ParseTimeout, Syntax, parse
from grader.facts.practice import practice_of
from grader.facts.reader_facts import reader_facts
from grader.facts.reasons import Reason, because
from grader.facts.roles_by_content import by_content
from grader.facts.roles_by_path import by_purpose
from grader.facts.tables_of_texts import is_table_of_texts
from grader.facts.token_hashes import Hashes, hash_tokens, token_classes
from grader.facts.tree_files import read_limited
from grader.facts.writing import writing_of

MAX_BYTES = 2_000_000
HEAD_BYTES = 4000
"""How much of a file tells its language."""
_MEASURED = (Role.PRODUCTION, Role.TEST)
_EMBEDDED = frozenset(("Vue", "Svelte"))


@dataclass(frozen=True, slots=True)
class Task:
    """One file to read. `verdict` is the role and reason its path decided, or None while it is open."""

    path: str
    shown: str
    bytes: int
    verdict: tuple[Role, str] | None = None
    parse: bool = True
    parse_seconds: float = PARSE_SECONDS


@dataclass(frozen=True, slots=True)
class TokenRow:
    """The tokens of one file that are compared with other files: hash, class and 1-based line of each."""

    hashes: npt.NDArray[np.uint64]
    classes: npt.NDArray[np.uint8]
    lines: npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Reading:
    """`digest` is the SHA-256 of the content, or of nothing when it could not be read."""

    facts: FileFacts
    digest: bytes
    tokens: TokenRow | None = None


def read_file(folder: Path, task: Task) -> Reading:
    """Read, classify and measure one file; content of any kind ends in facts, never in an exception."""
    try:
        return _read(folder, task)
    except Exception:
        if not task.parse:
            raise
        return _read(folder, replace(task, parse=False))


def _read(folder: Path, task: Task) -> Reading:
    if task.bytes > MAX_BYTES:
        return Reading(_left_out(task, Role.TOO_LARGE, Reason.TOO_LARGE), _digest_of_large(folder, task.path))
    content = read_limited(folder, task.path, MAX_BYTES + 1)
    if content is None:
        return Reading(_left_out(task, Role.UNREADABLE, Reason.NOT_READABLE), b"")
    digest = hashlib.sha256(content).digest()
    decoded = to_utf8(content)
    if decoded is None:
        return Reading(_left_out(task, Role.BINARY, Reason.BINARY_CONTENT), digest)
    facts, tokens = _measure(task, *decoded)
    return Reading(facts, digest, tokens)


def _left_out(task: Task, role: Role, reason: Reason) -> FileFacts:
    language = language_of(task.shown)
    return FileFacts(
        task.shown, role, language.name if language else None, task.bytes, why_left_out=because(reason)
    )


def _digest_of_large(folder: Path, path: str) -> bytes:
    try:
        handle = os.open(folder / path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(handle, "rb") as file:
            if stat.S_ISREG(os.fstat(handle).st_mode):
                return hashlib.file_digest(file, "sha256").digest()
    except OSError:
        return b""
    return b""


def _measure(task: Task, data: bytes, encoding: str) -> tuple[FileFacts, TokenRow | None]:
    language = language_of(task.shown, data[:HEAD_BYTES])
    role, why = task.verdict or by_content(data, language) or by_purpose(task.shown, language)
    fields: dict[str, Any] = {"why_left_out": why, "encoding": encoding}
    tokens = None
    if role in _MEASURED and language is not None:
        code, tokens = _code(task, role, data, language)
        fields |= code
        if "role" in code:  # what looked like program text turned out to be a table of texts
            role, tokens = code["role"], None
    else:
        fields |= _lines_only(role, data, language)
    fields |= practice_of(data, role, task.shown)
    fields |= writing_of(task.shown, role, why, data)
    fields["role"] = role
    name = language.name if language else None
    return FileFacts(path=task.shown, language=name, bytes=task.bytes, **fields), tokens


def _lines_only(role: Role, data: bytes, language: Language | None) -> dict[str, Any]:
    if role in (Role.DOCUMENTATION, Role.CONFIGURATION, Role.DATA):
        comments, strings = comments_and_strings(data, language.comments if language else "")
        return _line_facts(lex(data, comments, strings))
    return {"lines": data.count(b"\n") + (not data.endswith(b"\n") if data else 0)}


def _line_facts(lexed: Lexed) -> dict[str, Any]:
    comments, blank = lexed.comment_lines, lexed.blank_lines
    return {
        "lines": lexed.lines,
        "code_lines": lexed.lines - comments - blank,
        "comment_lines": comments,
        "blank_lines": blank,
        "tokens": len(lexed.starts),
    }


def _code(task: Task, role: Role, data: bytes, language: Language) -> tuple[dict[str, Any], TokenRow | None]:
    """Facts of program text as fields of `FileFacts`, and its tokens where they are compared."""
    source, grammar = script_only(data) if language.name in _EMBEDDED else (data, language.grammar)
    syntax, why = _syntax(task, source, grammar)
    comments, strings = (syntax.comments, syntax.strings) if syntax else ([], [])
    if syntax is None or language.name in _EMBEDDED:
        more_comments, more_strings = comments_and_strings(data, language.comments)
        comments, strings = comments + more_comments, strings + (more_strings if syntax is None else [])
    lexed = lex(data, comments, strings)
    fields = _line_facts(lexed) | tests_of(role, language.name, data, comments + strings)
    if why:
        fields["why_left_out"] = why
    if syntax is not None and grammar is not None:
        functions = functions_of(syntax, source, grammar, lexed.line_starts, lexed.starts)
        if role is Role.PRODUCTION and is_table_of_texts(syntax, lexed, task.shown):
            return fields | {"role": Role.DATA, "why_left_out": because(Reason.TABLE_OF_TEXTS)}, None
        fields |= {"functions": functions, "parsed": True, "parse_errors": syntax.errors}
        if role is Role.PRODUCTION:
            fields |= reader_facts(functions, syntax, source, grammar, lexed)
    if language.kind is not Kind.CODE:
        return fields, None
    hashes = hash_tokens(data, lexed)
    if syntax is not None and grammar is not None:
        fields["difficulty"] = _difficulty(source, data, syntax, lexed, hashes, grammar)
    if role is not Role.PRODUCTION:
        return fields, None
    return fields, _token_row(data, lexed, hashes, syntax.imports if syntax else [])


def _difficulty(
    source: bytes, data: bytes, syntax: Syntax, lexed: Lexed, hashes: Hashes, grammar: str
) -> tuple[float, ...]:
    """Only the script of a page is judged, so its markup is read as empty."""
    if source is not data:
        lexed = lex(source, syntax.comments, syntax.strings)
        hashes = hash_tokens(source, lexed)
    return tuple(difficulty_facts(source, syntax, lexed, hashes, grammar).tolist())


def _syntax(task: Task, source: bytes, grammar: str | None) -> tuple[Syntax | None, str]:
    if grammar is None:
        return None, ""
    if not task.parse:
        return None, because(Reason.PARSER_CRASH)
    try:
        return parse(source, grammar, task.parse_seconds), ""
    except ParseTimeout:
        return None, because(Reason.PARSE_TIMEOUT)


def _token_row(data: bytes, lexed: Lexed, hashes: Hashes, imports: list[tuple[int, int]]) -> TokenRow:
    kept = tokens_outside(lexed.starts, imports)
    return TokenRow(hashes[kept], token_classes(data, lexed)[kept], _token_lines(lexed)[kept])


def _token_lines(lexed: Lexed) -> npt.NDArray[np.int32]:
    """The 1-based line of each token: each line's number as often as tokens start in it."""
    before = np.append(lexed.starts.searchsorted(lexed.line_starts), len(lexed.starts))
    return np.repeat(np.arange(1, lexed.lines + 1, dtype=np.int32), np.diff(before))
