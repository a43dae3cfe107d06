"""Who has to keep a second factor: operators, and whoever upper floors name, which this one does not know."""

from __future__ import annotations

from collections.abc import Callable

from marketplace.accounts.models import User

Duty = Callable[[User], bool]
_duties: list[Duty] = []


def require_second_factor(duty: Duty) -> None:
    """Have people keep their last second factor for whom `duty` says so."""
    if duty not in _duties:
        _duties.append(duty)


def needs_second_factor(user: User) -> bool:
    """Whether somebody's rights hold only with a second factor."""
    return user.is_staff or any(duty(user) for duty in _duties)
