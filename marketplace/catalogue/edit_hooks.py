"""Lets upper floors follow what changes below them, without this floor knowing them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from marketplace.catalogue.edit_model import ListingEdit
from marketplace.catalogue.models import Listing

Follower = Callable[[Listing, Mapping[str, Any], ListingEdit | None], None]
_followers: list[Follower] = []


def follow(follower: Follower) -> None:
    """Have a function called, inside the transaction, whenever values of a listing come to stand.

    It is told the listing, the keys with their new values, and the change they came with (None where a
    change was taken back).
    """
    if follower not in _followers:
        _followers.append(follower)


def tell(listing: Listing, values: Mapping[str, Any], edit: ListingEdit | None) -> None:
    """Tell everybody who follows."""
    for follower in _followers:
        follower(listing, values, edit)
