"""Tells random values from words and placeholders."""

from __future__ import annotations

import math
import re
from collections import Counter

_PLACEHOLDER = re.compile(
    rb"example|sample|dummy|fake|placeholder|change[-_ ]?(?:me|this|it)|replace|insert|your[-_]?|my[-_]|"
    rb"todo|xxx|\*\*\*|\.\.\.|<|>|\$\{|\$\(|\{\{|%\(|#\{|%s|test|default|password|passwort|kennwort|secret|geheim|local|"
    rb"foobar|lorem|1234|abcdef|qwert|asdf|0000|1111|demo|dev(?:elop|_|-|$)|admin|insecure|unsafe|mock|stub|redacted|"
    rb"nicht|bitte|deadbeef",
    re.IGNORECASE,
)
_BITS_OF_WORDS = 3.2
"""Bits per character: English words stay below about 3, random keys of 20 characters lie above 3.5."""


def entropy(value: bytes) -> float:
    """Shannon entropy of the value's own characters, in bits per character."""
    counts = Counter(value)
    return -sum(n / len(value) * math.log2(n / len(value)) for n in counts.values()) if value else 0.0


def looks_random(value: bytes) -> bool:
    return entropy(value) >= _BITS_OF_WORDS


def is_placeholder(value: bytes) -> bool:
    """Say whether a value is written to be replaced, to be harmless, or to be filled in at run time."""
    return bool(_PLACEHOLDER.search(value))
