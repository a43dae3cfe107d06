"""The command line: grade, explain, compare, indicators, schema.

Exit codes: 0 done, 1 below what was asked for (--fail-under, --fail-on, --fail-if-worse), 2 the call, the
source or the output is wrong, 3 not assessable where a grade was asked for, 130 interrupted.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from grader.cli.codes import INTERRUPTED, WRONG_CALL
from grader.cli.parser import parser
from grader.cli.refusal import Refused, sentence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    options = parser(__doc__).parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    language = options.lang if "lang" in options else "en"
    # A terminal that cannot show every sign gets question marks instead of nothing.
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        code = command(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except Refused as refused:
        return _complain(refused.sentence(language))
    except OSError as problem:
        return _cannot_write(problem, language)
    return code


def _complain(said: str) -> int:
    sys.stderr.write(f"grader: {said}\n")
    return WRONG_CALL


def _cannot_write(problem: OSError, language: str) -> int:
    """The output has ended: a full disk is worth a sentence, a closed pipe (`| head`) is not."""
    # Python would try once more to write what is left when it exits.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(problem, BrokenPipeError):
        return WRONG_CALL
    return _complain(sentence("unwritable", language, cause=problem.strerror or str(problem)))
