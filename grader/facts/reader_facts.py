"""What makes the program of one file easy or hard to follow for a reader, beside its functions."""

from __future__ import annotations

from dataclasses import replace

from grader.facts.commented_out import commented_out
from grader.facts.imports import imports_of
from grader.facts.lexing import Lexed
from grader.facts.line_layout import is_indented_both_ways, long_lines
from grader.facts.model import FileFacts, Role
from grader.facts.parsing import Syntax
from grader.facts.unclear_names import unclear_names


def with_reader_facts(
    facts: FileFacts, syntax: Syntax, source: bytes, grammar: str, lexed: Lexed
) -> FileFacts:
    """Add imports, unclear names, switched-off code and the layout of lines to a program file.

    Args:
        facts: with functions; anything but production code is returned as it is.
        syntax, grammar: the parsed `source`.
        source: the file, in pages with everything outside of the scripts blanked.
        lexed: tokens and lines of the whole file.
    """
    if facts.role is not Role.PRODUCTION:
        return facts
    imports, namespace = imports_of(syntax, source, grammar, lexed)
    spans = [(start, end) for start, end, _ in syntax.functions]
    count, longest = long_lines(lexed)
    return replace(
        facts,
        imports=imports,
        namespace=namespace,
        unclear_names=unclear_names(facts.functions, spans, source, lexed),
        commented_out=commented_out(syntax.comments, source, lexed),
        long_lines=count,
        longest_line=longest,
        mixed_indentation=is_indented_both_ways(source, lexed),
    )
