"""How far the statements about a listing can be trusted: computed from their sources, never typed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.functional import Promise

from marketplace.catalogue.models import Source
from marketplace.catalogue.vocabulary import FACT_KINDS, SEVERAL_VALUES, STATE_COUNT_LABELS, FactKind, State

# A statement as far as its state is concerned: its value and the basis of its source.
Statement = tuple[Any, str]


def state_of(key: str, statements: Sequence[Statement]) -> State:
    """Compute the state of what is said about one thing.

    Nothing said is unknown. Different values of something that has one value contradict each other. What
    was read in the source, or what a third party says, is evidenced; the provider's own word is declared.
    """
    if not statements:
        return State.UNKNOWN
    if key not in SEVERAL_VALUES and len({str(value) for value, _basis in statements}) > 1:
        return State.CONTRADICTED
    if any(basis != Source.Basis.PROVIDER for _value, basis in statements):
        return State.EVIDENCED
    return State.DECLARED


def rows_of(listing_kind: str, said: Mapping[str, Sequence[Statement]]) -> list[tuple[FactKind, State]]:
    """The rows of a listing's profile with their states: what is said, and what should be said but is not."""
    return [
        (kind, state_of(kind.key, said.get(kind.key, ())))
        for kind in FACT_KINDS
        if listing_kind in kind.kinds and (said.get(kind.key) or kind.unknown)
    ]


def counted(states: Iterable[State]) -> list[tuple[State, str | Promise, int]]:
    """Rows per state in fixed order; zero is left out, the sum is the number of rows."""
    found = list(states)
    return [(state, STATE_COUNT_LABELS[state], found.count(state)) for state in State if state in found]
