"""Does the question of a criterion arise for an offer? What is unknown never takes a question away."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from marketplace.criteria.model import Criterion


def arises(criterion: Criterion, kind: str, known: Mapping[str, Collection[str]]) -> bool:
    """Tell whether a criterion's question arises.

    Args:
        criterion: the criterion.
        kind: the listing's kind, "solution" or "consulting".
        known: answers known so far, criterion key → keys of its options. A criterion without an answer is
            missing or empty.

    Returns:
        False only where the kind does not fit, or a condition's criterion is answered and none of the
        answers is among those the condition asks for. `criterion.applies.otherwise` then says why.
    """
    if kind not in criterion.applies.kinds:
        return False
    return all(
        not known.get(key) or not set(values).isdisjoint(known[key])
        for key, values in criterion.applies.conditions.items()
    )
