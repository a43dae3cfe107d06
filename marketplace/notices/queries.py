"""A person's notices and wishes."""

from __future__ import annotations

from django.db.models import QuerySet

from marketplace.accounts.models import User
from marketplace.notices.models import Group, How, Notice, NoticeWish


def notices_of(user: User) -> QuerySet[Notice]:
    """A person's notices, newest first."""
    return Notice.objects.filter(user=user)


def unread_count(user: User) -> int:
    """How many notices a person has not read."""
    return Notice.objects.filter(user=user, read_at=None).count()


def wish_of(user: User, group: Group) -> How:
    """How a person hears of a group of notices."""
    row = NoticeWish.objects.filter(user=user, group=group).first()
    return How(row.how) if row else DEFAULTS[group]


def wishes_of(user: User) -> dict[Group, How]:
    """How a person hears of each group."""
    chosen = dict(NoticeWish.objects.filter(user=user).values_list("group", "how"))
    return {group: How(chosen.get(group, DEFAULTS[group])) for group in Group}


DEFAULTS = {
    # A saved search has a rhythm of its own.
    Group.SEARCH: How.IMMEDIATE,
    Group.SELECTION: How.DAILY,
    Group.LISTING: How.DAILY,
    Group.REVIEW: How.DAILY,
    Group.ORGANISATION: How.IMMEDIATE,
    Group.ACCOUNT: How.IMMEDIATE,
}
