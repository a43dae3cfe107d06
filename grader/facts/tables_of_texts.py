"""Program files that hold nothing but texts, such as translations, postcodes or labels: they are data."""

from __future__ import annotations

import re

import numpy as np

from grader.facts.lexing import STRING, Lexed
from grader.facts.parsing import Syntax

LEAST_LINES = 30
LEAST_STRINGS, LEAST_STRINGS_OF_TRANSLATIONS = 0.15, 0.08
"""Share of string literals among the tokens. In `key: "text",` every fourth token is one; in declarations of
models and routes fewer than every seventh."""

_TRANSLATIONS = re.compile(
    r"(?:^|[/._-])(?:i18n|l10n|locales?|translations?|messages)(?:[/._-]|$)", re.IGNORECASE
)


def is_table_of_texts(syntax: Syntax, lexed: Lexed, path: str) -> bool:
    """Say whether a file has no flow of its own and is made of string literals.

    Args:
        syntax: the parsed file; with a function, branch or loop it is a program.
        lexed: its lines and tokens.
        path: a name that speaks of translations lowers the share of literals that is asked for.
    """
    if syntax.functions or syntax.branches or syntax.decisions or lexed.code_lines < LEAST_LINES:
        return False
    kinds = lexed.kinds
    share = float(np.count_nonzero(kinds == STRING)) / max(len(kinds), 1)
    return share >= (LEAST_STRINGS_OF_TRANSLATIONS if _TRANSLATIONS.search(path) else LEAST_STRINGS)
