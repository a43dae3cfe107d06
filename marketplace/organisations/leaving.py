"""Lets upper floors end what hangs on a membership, without this floor knowing them."""

from __future__ import annotations

from collections.abc import Callable

from marketplace.organisations.models import Organisation

Follower = Callable[[Organisation, int], object]
_followers: list[Follower] = []


def follow(follower: Follower) -> None:
    """Have a function called, inside the transaction, whenever a membership has ended.

    It is told the organisation and the number of the account.
    """
    if follower not in _followers:
        _followers.append(follower)


def tell(organisation: Organisation, member_id: int) -> None:
    """Tell everybody who follows."""
    for follower in _followers:
        follower(organisation, member_id)
