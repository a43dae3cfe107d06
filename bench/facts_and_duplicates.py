"""Function facts and duplicates of a folder, and nothing else, in a process of its own.

    python -m bench.facts_and_duplicates FOLDER

This is what lizard and jscpd do together: each file is read from disk, its functions are measured, and its
tokens are compared with those of all others, exactly and without names. Roles, secrets, prose, difficulty,
findings and the report are left to the whole run (`bench.whole_run`).
Prints one JSON object: `cpu` seconds, `peak_mb` of the process, `lines`, `functions`, `clones`.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from pathlib import Path
from typing import Any

from bench.sources import Source
from grader.facts.decoding import to_utf8
from grader.facts.duplicate_tokens import joined
from grader.facts.duplicates import compare, duplication_of
from grader.facts.files import list_files
from grader.facts.functions import functions_of
from grader.facts.languages import language_of
from grader.facts.lexing import Lexed, lex
from grader.facts.model import FunctionFacts
from grader.facts.parsing import Syntax, parse
from grader.facts.reading import HEAD_BYTES, TokenRow, _token_row
from grader.facts.token_hashes import hash_tokens


def function_facts(source: Source) -> tuple[tuple[FunctionFacts, ...], Syntax, Lexed]:
    """All that the grader does for the functions, lines and tokens of one file."""
    syntax = parse(source.data, source.grammar)
    lexed = lex(source.data, syntax.comments, syntax.strings)
    _ = lexed.code_lines, lexed.comment_lines
    return (
        functions_of(syntax, source.data, source.grammar, lexed.line_starts, lexed.starts),
        syntax,
        lexed,
    )


def run(folder: Path) -> dict[str, Any]:
    """Measure all files of `folder` that have a grammar, and compare them."""
    start = time.process_time()
    rows: list[tuple[str, TokenRow]] = []
    lines = functions = 0
    for entry in list_files(folder).entries:
        source = _source(folder, entry.path)
        if source is None:
            continue
        found, syntax, lexed = function_facts(source)
        row = _token_row(source.data, lexed, hash_tokens(source.data, lexed), syntax.imports)
        if len(row.hashes):
            rows.append((entry.path, row))
        lines, functions = lines + lexed.lines, functions + len(found)
    tokens = joined(rows)
    del rows
    clones = duplication_of(tokens, compare(tokens)).clones
    return {
        "cpu": time.process_time() - start,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "lines": lines,
        "functions": functions,
        "clones": len(clones),
    }


def _source(folder: Path, path: str) -> Source | None:
    decoded = to_utf8((folder / path).read_bytes())
    language = language_of(path, decoded[0][:HEAD_BYTES]) if decoded else None
    if decoded is None or language is None or language.grammar is None:
        return None
    return Source(path, language.name, language.grammar, decoded[0])


def main() -> None:
    parser = argparse.ArgumentParser(description="Function facts and duplicates alone")
    parser.add_argument("folder", type=Path)
    print(json.dumps(run(parser.parse_args().folder)))


if __name__ == "__main__":
    main()
