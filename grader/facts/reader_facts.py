"""What makes the program of one file easy or hard to follow for a reader, beside its functions."""

from __future__ import annotations

from typing import Any

from grader.facts.commented_out import commented_out
from grader.facts.imports import imports_of
from grader.facts.lexing import Lexed
from grader.facts.line_layout import is_indented_both_ways, long_lines
from grader.facts.model import FunctionFacts
from grader.facts.parsing import Syntax
from grader.facts.unclear_names import unclear_names


def reader_facts(
    functions: tuple[FunctionFacts, ...], syntax: Syntax, source: bytes, grammar: str, lexed: Lexed
) -> dict[str, Any]:
    """Imports, unclear names, switched-off code and the layout of lines of a program file, as fields of
    `FileFacts`.

    Args:
        functions: those of the file, in the order of `syntax`.
        syntax, grammar: the parsed `source`.
        source: the file, in pages with everything outside of the scripts blanked.
        lexed: tokens and lines of the whole file.
    """
    imports, namespace = imports_of(syntax, source, grammar, lexed)
    spans = [(start, end) for start, end, _ in syntax.functions]
    count, longest = long_lines(lexed)
    return {
        "imports": imports,
        "namespace": namespace,
        "unclear_names": unclear_names(functions, spans, source, lexed),
        "commented_out": commented_out(syntax.comments, source, lexed),
        "long_lines": count,
        "longest_line": longest,
        "mixed_indentation": is_indented_both_ways(source, lexed),
    }
