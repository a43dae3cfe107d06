"""Code that somebody switched off by making it a comment, instead of deleting it.

Two or more lines of comment in a row count when at least half of them can only be statements of a programming
language. Documentation comments may show examples and never count, nor does a line that reads like a
sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from grader.facts.lexing import Lexed
from grader.facts.model import Mark

FEWEST_LINES = 2
LONGEST_LINE = 400
"""Longest line that is looked at; statements are shorter, and data in comments may be endless."""
_DOCUMENTATION = (b"/**", b"///", b"//!", b"/*!", b'"', b"'", b"##", b"#:", b"=", b"@")
_SIGNS = re.compile(rb"[;{}()=]")
_DECORATION = re.compile(rb"^[ \t]*(?:/\*+|\*+/|\*|//+|#+|--)?[ \t]?")
_SENTENCE = re.compile(
    rb"[A-Za-z\xc3-\xff]{2,} [a-z\xc3-\xff]{2,} [a-z\xc3-\xff]{2,}(?: |\.|,|$)|https?://|\.\.\.|e\.g\."
)
_QUOTED = re.compile(rb"\"[^\"\n]*\"|'[^'\n]*'|`[^`\n]*`")
_CODE = re.compile(
    rb"""[\w\])'"`}+-][ \t]*;                                   # a statement with its end
    |[\w$@.\[\]>:-]+[ \t]*(?:=|\+=|-=|:=)[ \t]*[^=\s>].*[\w)\]}"'`,;(\[{]   # an assignment
    |[\w$.@>:-]+\(.*\)[ \t]*[;,{]?                              # a call
    |[\w$.@>:-]+\([\w$.,'" ]*                                    # a call that goes on
    |(?:\}[ \t]*)?(?:if|else|elif|elsif|for|foreach|while|switch|try|catch|except|finally|def|class
      |function|func|fn|public|private|protected|static|case|with)\b.*[{:(]
    |(?:return|import|from|throw|raise|const|let|var|use|using|echo|print)\b[ \t].*[;)\]'"\w]
    |pass|break;?|continue;?|else:?""",
    re.VERBOSE,
)
_CLOSING = re.compile(rb"[{}()\[\]]+[ \t]*[;,)]*|end")


def commented_out(comments: Iterable[tuple[int, int]], data: bytes, lexed: Lexed) -> tuple[Mark, ...]:
    """Runs of lines with code in comments; `comments` holds (start, end) bytes of `data`."""
    found: list[Mark] = []
    run: list[tuple[int, bool | None]] = []
    for line, is_code in _lines(comments, data, lexed):
        if run and line > run[-1][0] + 1:
            found += _judged(run)
            run = []
        run.append((line, is_code))
    return tuple(found + _judged(run))


def _lines(
    comments: Iterable[tuple[int, int]], data: bytes, lexed: Lexed
) -> Iterator[tuple[int, bool | None]]:
    """Number of each line of a comment that has its lines for itself, and whether it looks like code."""
    own = [
        (start, data[start:end])
        for start, end in sorted(comments)
        if not data.startswith(_DOCUMENTATION, start)
    ]
    firsts = lexed.line_starts.searchsorted([start for start, _ in own], side="right").tolist()
    for (start, text), first in zip(own, firsts, strict=True):
        if data[int(lexed.line_starts[first - 1]) : start].strip():
            continue
        if not _SIGNS.search(text):
            yield from ((first + row, False) for row in range(text.rstrip(b"\n").count(b"\n") + 1))
            continue
        for row, line in enumerate(text.rstrip(b"\n").split(b"\n")):
            yield first + row, _looks_like_code(line)


def _looks_like_code(line: bytes) -> bool | None:
    """None for a lone bracket, which is code where other code is."""
    line = _DECORATION.sub(b"", line, count=1).removesuffix(b"*/").strip()
    if _CLOSING.fullmatch(line):
        return None
    if not 2 <= len(line) <= LONGEST_LINE or _SENTENCE.search(_QUOTED.sub(b"''", line)):
        return False
    return _CODE.fullmatch(line) is not None or line.endswith(b";")


def _judged(run: list[tuple[int, bool | None]]) -> list[Mark]:
    code = [line for line, is_code in run if is_code is not False]
    certain = sum(is_code is True for _, is_code in run)
    if certain < FEWEST_LINES or 2 * len(code) < code[-1] - code[0] + 1:
        return []
    return [Mark(code[0], code[-1])]
