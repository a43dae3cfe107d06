"""Mails notices: at once or gathered once a day, each exactly once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from marketplace.accounts.models import User
from marketplace.accounts.queries import confirmed_addresses, known_language
from marketplace.lib.mail_text import one_line
from marketplace.lib.own_addresses import absolute
from marketplace.notices.models import Group, How, Notice
from marketplace.notices.unsubscribing import token_of
from marketplace.outbox.errors import MailRefused, RecipientLimit
from marketplace.outbox.letter import sender
from marketplace.outbox.services import post

DIGEST_HOUR = 7
"""Local hour from which on the day's gathered mail is sent."""
MOST_IN_A_MAIL = 40
STALE = timedelta(days=7)
"""What could not be mailed for a week is no news any more; it stays in the app."""


def mail_due(limit: int = 50) -> int:
    """Hand notices that wish for a mail to the outbox.

    The notice is marked and the mail is written in one transaction, so neither a crash nor a second process
    makes two mails of one notice.

    Args:
        limit: most mails of one call.

    Returns:
        How many mails were written.
    """
    written = 0
    for user_id, how in _people():
        if written >= limit:
            break
        with transaction.atomic():
            written += _mail_to(user_id, how)
    return written


def _waiting(how: How) -> QuerySet[Notice]:
    # What was read in the app meanwhile is no news any more.
    since = timezone.now() - STALE
    waiting = Notice.objects.filter(how=how, mailed_at=None, read_at=None, created_at__gt=since)
    return waiting.filter(created_at__lt=_digest_time()) if how == How.DAILY else waiting


def _digest_time() -> datetime:
    """The last time the gathered mail was due: today's or yesterday's."""
    now = timezone.localtime()
    today = timezone.make_aware(datetime.combine(now.date(), time(DIGEST_HOUR)))
    return today if now >= today else today - timedelta(days=1)


def _people() -> list[tuple[int, How]]:
    """Who is to be mailed, and how; also those whose address has had enough for today."""
    found: list[tuple[int, How]] = []
    for how in (How.IMMEDIATE, How.DAILY):
        users = _waiting(how).order_by("user").values_list("user", flat=True).distinct()
        found += [(user, how) for user in users]
    return found


def _mail_to(user_id: int, how: How) -> int:
    """Mail what waits for one person; whoever holds the rows' locks does it alone."""
    rows = _waiting(how).filter(user=user_id).order_by("created_at", "id")
    skip = connection.features.has_select_for_update_skip_locked
    notices = list(rows.select_for_update(skip_locked=skip)[:MOST_IN_A_MAIL])
    if not notices:
        return 0
    user = User.objects.get(pk=user_id)
    try:
        # A savepoint: what the outbox refuses leaves no half of a mail behind.
        with transaction.atomic():
            written = _post(user, notices, how)
    except RecipientLimit:
        return 0
    except MailRefused:
        written = 0
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mailed_at=timezone.now())
    return written


def _post(user: User, notices: Sequence[Notice], how: How) -> int:
    if not user.is_active or user.email.lower() not in confirmed_addresses(user):
        return 0
    with translation.override(known_language(user.language)):
        groups = list(dict.fromkeys(notice.group for notice in notices))
        scope = groups[0] if len(groups) == 1 else ""
        leaving = absolute(reverse("web:unsubscribe", args=[token_of(user.pk, scope)]))
        context: dict[str, Any] = {
            "notices": [(notice, absolute(notice.address)) for notice in notices],
            "subject": _subject(notices, how),
            "list_url": absolute(reverse("web:notices")),
            "leaving": leaving,
            "scope": Group(scope).label if scope else "",
        } | sender()
        return int(
            post(
                to=user.email,
                subject=context["subject"],
                text=render_to_string("notices/mail.txt", context).strip() + "\n",
                html=render_to_string("notices/mail.html", context),
                key=f"notices:{user.pk}:{notices[0].pk}-{notices[-1].pk}",
                unsubscribe_url=leaving,
                can_wait=True,
            )
        )


def _subject(notices: Sequence[Notice], how: How) -> str:
    if len(notices) == 1:
        text = one_line(notices[0].text)
        return text if len(text) <= 120 else text[:119].rstrip() + "…"
    count = len(notices)
    if how == How.DAILY:
        return (
            ngettext(
                "Marktplatz: %d Nachricht seit gestern", "Marktplatz: %d Nachrichten seit gestern", count
            )
            % count
        )
    return ngettext("Marktplatz: %d neue Nachricht", "Marktplatz: %d neue Nachrichten", count) % count
