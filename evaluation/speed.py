"""How long the difficulty facts and the score take on top of reading: `python -m evaluation.speed FOLDER`."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from grader.facts.decoding import to_utf8
from grader.facts.difficulty import FACT_NAMES, difficulty_facts
from grader.facts.languages import language_of
from grader.facts.lexing import lex
from grader.facts.parsing import ParseTimeout, parse
from grader.facts.token_hashes import hash_tokens
from grader.maintainability.model import score, shipped_model


def sources(folder: Path) -> Iterator[tuple[bytes, str]]:
    """Text and grammar of all files below the folder whose functions can be read."""
    for path in sorted(folder.rglob("*")):
        language = language_of(path.name)
        if language and language.grammar and path.is_file() and path.stat().st_size < 2_000_000:
            decoded = to_utf8(path.read_bytes())
            if decoded:
                yield decoded[0], language.grammar


def main(arguments: Sequence[str] | None = None) -> int:
    """Print CPU seconds of one core for reading (parse, tokens, hashes), for the facts and for the score."""
    parser = argparse.ArgumentParser(prog="speed", description=__doc__)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args(arguments)
    lines, reading, measuring, rows = 0, 0.0, 0.0, []
    for data, grammar in sources(options.folder):
        start = time.process_time()
        try:
            syntax = parse(data, grammar)
        except ParseTimeout:
            continue
        lexed = lex(data, syntax.comments, syntax.strings)
        hashes = hash_tokens(data, lexed)
        read = time.process_time()
        rows.append(difficulty_facts(data, syntax, lexed, hashes, grammar))
        measuring += time.process_time() - read
        reading += read - start
        lines += lexed.lines
    start = time.process_time()
    score(shipped_model(), np.array(rows).reshape(-1, len(FACT_NAMES)))
    scoring = time.process_time() - start
    sys.stdout.write(
        f"{len(rows)} files, {lines} lines\n"
        f"parse, tokens, hashes: {reading:.2f} s\n"
        f"difficulty facts: {measuring:.2f} s, {lines / max(measuring, 1e-9):,.0f} lines/s\n"
        f"score: {scoring:.3f} s, {len(rows) / max(scoring, 1e-9):,.0f} files/s\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
