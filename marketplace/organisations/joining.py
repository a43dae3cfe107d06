"""Lets upper floors follow who joins an organisation, without this floor knowing them."""

from __future__ import annotations

from collections.abc import Callable

from marketplace.organisations.models import Membership

Follower = Callable[[Membership], object]
_followers: list[Follower] = []


def follow(follower: Follower) -> None:
    """Have a function called, inside the transaction, whenever somebody has joined by an invitation."""
    if follower not in _followers:
        _followers.append(follower)


def tell(membership: Membership) -> None:
    """Tell everybody who follows."""
    for follower in _followers:
        follower(membership)
