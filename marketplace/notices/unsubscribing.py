"""Ends mails by a signed link, without signing in: the link is in every mail, and the key of it is ours."""

from __future__ import annotations

from datetime import timedelta

from django.core import signing

from marketplace.accounts.models import User
from marketplace.notices.models import Group, How
from marketplace.notices.services import wish

_SALT = "notices.unsubscribe"
VALID = timedelta(days=365)


def token_of(user_id: int, scope: str) -> str:
    """The signed part of the link.

    Args:
        scope: a `Group`, or empty for all of them.
    """
    return signing.dumps([user_id, scope], salt=_SALT)


def read_token(token: str) -> tuple[User, list[Group]] | None:
    """Whom and which groups a link means; None if it is not ours, too old, or the account is gone."""
    try:
        user_id, scope = signing.loads(token, salt=_SALT, max_age=VALID)
        groups = [Group(scope)] if scope else list(Group)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    user = User.objects.filter(pk=user_id, is_active=True).first()
    return (user, groups) if user else None


def unsubscribe(user: User, groups: list[Group]) -> None:
    """Send no more mails of these groups; notices stay visible in the app."""
    for group in groups:
        wish(user, group, How.NEVER)
