"""Gives notices to people and settles how they are mailed."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.notices.models import Group, How, Notice, NoticeWish
from marketplace.notices.queries import wish_of


def notify(user: User, *, kind: str, key: str, text_de: str, text_en: str, url: str) -> bool:
    """Give a person a notice, inside the caller's transaction.

    Args:
        kind: "group.what", the group being one of `Group`: "search.new_matches".
        key: at most 200 characters; the same key is given to the same person only once.
        text_de: one sentence, cut at 500 characters.
        text_en: the same in English.
        url: path on this marketplace, beginning with a single slash; cut nowhere, so at most 500 characters.

    Returns:
        True if the notice is new.

    Raises:
        ValueError: unknown group, or an address that is not one of ours.
    """
    group = Group(kind.partition(".")[0])
    if not url.startswith("/") or url.startswith(("//", "/\\")) or len(url) > 500 or not 0 < len(key) <= 200:
        raise ValueError(f"notice {kind}: odd address {url!r} or key {key!r}")
    before = Notice.objects.filter(user=user, key=key).exists()
    if before:
        return False
    notice = Notice(
        user=user, kind=kind, key=key, text_de=text_de[:500], text_en=text_en[:500], url=url,
        how=wish_of(user, group),
    )  # fmt: skip
    # Two writers of the same key at once: the second waits for the first and then adds nothing.
    Notice.objects.bulk_create([notice], ignore_conflicts=True)
    return Notice.objects.filter(user=user, key=key, created_at=notice.created_at).exists()


def mark_read(user: User, notice_id: int | None = None) -> int:
    """Mark one of a person's notices as read, or all of them. Returns how many were unread."""
    unread = Notice.objects.filter(user=user, read_at=None)
    if notice_id is not None:
        unread = unread.filter(pk=notice_id)
    return unread.update(read_at=timezone.now())


def wish(user: User, group: Group, how: How) -> None:
    """Settle how a person hears of a group; counts for notices that still wait for their mail, too."""
    with transaction.atomic():
        NoticeWish.objects.update_or_create(user=user, group=group, defaults={"how": how})
        Notice.objects.filter(user=user, kind__startswith=f"{group}.", mailed_at=None).update(how=how)
