"""Which changes of a published listing may be seen before somebody has looked at them.

Harmless is what cannot mislead a buyer for long: addresses, versions, and corrected spelling. A spelling is
corrected where every word stays or changes by at most two letters, no figure and no negation is touched.
"""

from __future__ import annotations

import re
from typing import Any

from rapidfuzz.distance import OSA

from marketplace.catalogue.fields import ListingField, Weight

MOST_LETTERS = 2
_WORD = re.compile(r"\w+")
# Small words that turn a sentence round.
# fmt: off
_TURNING = frozenset({
    "nicht", "kein", "keine", "keinen", "keiner", "keinem", "keines", "ohne", "nie", "nur",
    "not", "no", "none", "without", "never", "only", "cannot",
})
# fmt: on


def is_harmless(field: ListingField, before: Any, after: Any) -> bool:
    """Whether a change of a field may go live at once.

    Args:
        field: the field that is changed.
        before: its value until now; None where nothing was said.
        after: its new value; None where nothing shall be said any more.
    """
    if field.weight is Weight.HARMLESS:
        return True
    if field.weight is Weight.SUBSTANTIVE or not isinstance(before, dict) or not isinstance(after, dict):
        return False
    return set(before) == set(after) and all(is_respelled(before[key], after[key]) for key in before)


def is_respelled(before: str, after: str) -> bool:
    """Whether two texts say the same word for word, but for spelling and punctuation."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    return len(old) == len(new) and all(_same_word(*pair) for pair in zip(old, new, strict=True))


def _same_word(old: str, new: str) -> bool:
    if old == new:
        return True
    if any(sign.isdigit() for sign in old + new) or {old.lower(), new.lower()} & _TURNING:
        return False
    # Short words are other words when two letters change: "an" and "zu".
    most = min(MOST_LETTERS, len(old) // 3)
    return OSA.distance(old.lower(), new.lower()) <= most
