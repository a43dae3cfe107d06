"""The state of a criterion: computed from what is said and checked today, never typed in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations

from marketplace.catalogue.vocabulary import SEVERAL_VALUES, State
from marketplace.criteria.model import AnswerKind, Criterion
from marketplace.suitability.claims import BASES, Claim

# The option of a list that says there is nothing of the kind.
NONE = "none"


def state_of(criterion: Criterion, claims: Sequence[Claim], today: date) -> State:
    """Compute the state of a criterion whose question arises.

    Nobody says anything: unknown. Claims that count but exclude each other: contradicted, whatever was
    verified. Then the best that counts today decides: a verification, a proof (anything but the provider's
    own word), and where a proof has expired, that it did; last the provider's word. The order of the claims
    does not matter.

    Args:
        criterion: decides which answers exclude each other.
        claims: everything said about it, also what has ended or expired.
        today: the day for which the state is wanted.
    """
    counting = [claim for claim in claims if claim.counts(today)]
    if contradictions(criterion, counting):
        return State.CONTRADICTED
    if any(claim.verification(today) for claim in counting):
        return State.VERIFIED
    if any(claim.basis != "provider" for claim in counting):
        return State.EVIDENCED
    if any(has_expired(claim, today) for claim in claims if not claim.ended):
        return State.EXPIRED
    return State.DECLARED if counting else State.UNKNOWN


def has_expired(claim: Claim, today: date) -> bool:
    """True where a proof or a verification has run out; a provider's word alone is no proof."""
    if claim.lapsed_verification(today):
        return True
    return claim.has_lapsed(today) and (claim.basis != "provider" or bool(claim.verified))


def contradictions(criterion: Criterion, counting: Iterable[Claim]) -> list[tuple[Claim, Claim]]:
    """Pairs of claims that cannot both be true, the stronger first: no side wins by its rank."""
    ordered = strongest_first(counting)
    return [(one, other) for one, other in combinations(ordered, 2) if _exclude(criterion, one, other)]


def _exclude(criterion: Criterion, one: Claim, other: Claim) -> bool:
    if one.exact and other.exact and set(one.exact).isdisjoint(other.exact):
        return True
    if set(one.value) == set(other.value):
        return False
    if criterion.answer is AnswerKind.TEXT:
        # Two ways to describe something complete each other, unless the catalogue knows one true value.
        from_facts = criterion.fact and criterion.fact not in SEVERAL_VALUES
        return bool(from_facts) and {one.basis, other.basis} <= {"repository", "provider", "third_party"}
    if criterion.answer is AnswerKind.CHOICES:
        # Lists complete each other; only "none of it" excludes a list of what there is.
        return (NONE in one.value) is not (NONE in other.value)
    return True


def strongest_first(claims: Iterable[Claim]) -> list[Claim]:
    """Claims in one fixed order: by who says it, then the newest, then by their words."""
    return sorted(claims, key=_order)


def _order(claim: Claim) -> tuple[object, ...]:
    rank = BASES.index(claim.basis) if claim.basis in BASES else len(BASES)
    newest = -(claim.on.toordinal() if claim.on else 0)
    until = claim.until.toordinal() if claim.until else 0
    words = (claim.source_de, claim.url, claim.locator, claim.words_de, claim.words_en, claim.document)
    return (rank, newest, claim.value, claim.exact, until, *words, _marks(claim))


def _marks(claim: Claim) -> list[tuple[object, ...]]:
    """What tells two equal claims apart: how they were verified."""
    return sorted(
        (one.by, one.on.toordinal(), one.until.toordinal() if one.until else 0, one.agreed, one.ended)
        for one in claim.verified
    )
