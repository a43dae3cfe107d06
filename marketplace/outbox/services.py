"""Puts mails into the outbox and sends what is due.

The outbox is a table so that a mail is written in the same transaction as what it tells of: either both are
there or neither (the "transactional outbox" pattern). Exactly once is kept as far as SMTP allows: who dies
between the server's "accepted" and our note sends again, under the same Message-ID.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from marketplace.outbox.envelope import NotAccepted, hand_over, open_connection
from marketplace.outbox.errors import MailRefused, RecipientLimit
from marketplace.outbox.models import OutgoingMail

log = logging.getLogger(__name__)

PAUSES = (
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(hours=24),
    timedelta(hours=24),
)
"""Waiting time after each try; five minutes are longer than any SMTP dialogue may take (EMAIL_TIMEOUT). After
the last try, 65 hours on, a mail is undeliverable: a weekend without a mail server loses nothing."""
KEPT = timedelta(days=30)
"""How long address and subject can be read by the operator; texts go as soon as they are sent."""


def post(
    *,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    key: str,
    unsubscribe_url: str = "",
    not_before: datetime | None = None,
    can_wait: bool = False,
) -> bool:
    """Write a mail into the outbox, inside the caller's transaction.

    Args:
        to: one plain address, no display name.
        subject: one line of at most 200 characters.
        text: plain text; always needed.
        html: the same as HTML, or empty.
        key: at most 200 characters without personal data; the same key never makes a second mail.
        unsubscribe_url: where one click ends mails of this sort (RFC 8058), or empty.
        not_before: earliest time of sending; now if left out.
        can_wait: takes only half of what an address may have in a day, so that a link to a new password
            always finds room.

    Returns:
        True if the mail is new, False if the key was there already.

    Raises:
        MailRefused: odd address, line breaks in address or subject, no text.
        RecipientLimit: the address has had as many as it may have in 24 hours.
    """
    _check(to, subject, text, key, unsubscribe_url)
    if OutgoingMail.objects.filter(key=key).exists():
        return False
    _check_limit(to, settings.MAILS_PER_RECIPIENT // 2 if can_wait else settings.MAILS_PER_RECIPIENT)
    now = timezone.now()
    mail = OutgoingMail(
        key=key, to=to, subject=subject, text=text, html=html, unsubscribe_url=unsubscribe_url,
        created_at=now, not_before=not_before or now,
    )  # fmt: skip
    # Two writers of the same key at once: the second waits for the first and then adds nothing.
    OutgoingMail.objects.bulk_create([mail], ignore_conflicts=True)
    return OutgoingMail.objects.filter(pk=mail.pk).exists()


def send_due(limit: int = 20) -> int:
    """Send mails whose time has come, the longest due first.

    Args:
        limit: most mails of one call.

    Returns:
        How many the mail server took.
    """
    if not _due().exists():
        return 0
    sent = 0
    with open_connection() as server:
        for _turn in range(limit):
            if (mail := _claim()) is None:
                break
            try:
                hand_over(mail, server)
            except NotAccepted as refusal:
                _note_problem(mail, str(refusal), final=refusal.final)
                if refusal.server_is_gone:
                    break
            else:
                sent += _note_sent(mail)
    return sent


def retry(mail: OutgoingMail) -> None:
    """Give an undeliverable mail all its tries again, from now on."""
    OutgoingMail.objects.filter(pk=mail.pk, sent_at=None).exclude(text="").update(
        gave_up_at=None, attempts=0, not_before=timezone.now()
    )


def tidy() -> int:
    """Blank address, subject and text of what ended over 30 days ago. Returns how many there were."""
    before = timezone.now() - KEPT
    old = OutgoingMail.objects.filter(Q(sent_at__lt=before) | Q(gave_up_at__lt=before)).exclude(to="")
    return old.update(to="", subject="", text="", html="", unsubscribe_url="", problem="")


def forget_recipient(to: str) -> int:
    """Blank all mails to one address; what has not gone out yet never will. Returns how many there were."""
    if not to:
        return 0
    mails = OutgoingMail.objects.filter(to__iexact=to)
    mails.filter(sent_at=None, gave_up_at=None).update(gave_up_at=timezone.now())
    return mails.update(to="", subject="", text="", html="", unsubscribe_url="", problem="")


def _check(to: str, subject: str, text: str, key: str, unsubscribe_url: str) -> None:
    try:
        validate_email(to)
    except ValidationError as error:
        raise _odd("odd-address", "die Adresse", "the address") from error
    # Line breaks would begin a new header; validate_email lets none through, this line does not rely on it.
    if any(ord(char) < 32 or ord(char) == 127 for char in to + subject + key + unsubscribe_url):
        raise _odd("line-break", "Adresse oder Betreff", "address or subject")
    if len(to) > 254 or not 0 < len(subject) <= 200:
        raise _odd("odd-length", "die Länge von Adresse oder Betreff", "the length of address or subject")
    if not text.strip() or not 0 < len(key) <= 200:
        raise _odd("odd-text", "Text oder Schlüssel", "text or key")


def _odd(word: str, de: str, en: str) -> MailRefused:
    return MailRefused(word, f"So kann keine Mail verschickt werden: {de} passt nicht.",
                       f"No mail can be sent like this: {en} does not fit.")  # fmt: skip


def _check_limit(to: str, most: int) -> None:
    since = timezone.now() - timedelta(hours=24)
    count = OutgoingMail.objects.filter(to__iexact=to, created_at__gt=since).count()
    if count >= most:
        raise RecipientLimit(
            "recipient-limit",
            "An diese Adresse gingen heute schon so viele Mails, wie an einem Tag erlaubt sind.",
            "This address has had as many mails today as are allowed in one day.",
        )


def _due() -> QuerySet[OutgoingMail]:
    return OutgoingMail.objects.filter(
        sent_at=None, gave_up_at=None, not_before__lte=timezone.now()
    ).order_by("not_before")


def _claim() -> OutgoingMail | None:
    """Take the next mail for one try: nobody else gets it until its pause is over."""
    skip = connection.features.has_select_for_update_skip_locked
    with transaction.atomic():
        mail = _due().select_for_update(skip_locked=skip).first()
        if mail is None:
            return None
        mail.not_before = timezone.now() + PAUSES[min(mail.attempts, len(PAUSES) - 1)]
        mail.attempts += 1
        mail.save(update_fields=["not_before", "attempts"])
    return mail


def _note_sent(mail: OutgoingMail) -> int:
    """The text goes at once: it may hold links that open doors."""
    return OutgoingMail.objects.filter(pk=mail.pk, sent_at=None).update(
        sent_at=timezone.now(), problem="", text="", html="", unsubscribe_url=""
    )


def _note_problem(mail: OutgoingMail, problem: str, *, final: bool) -> None:
    over = final or mail.attempts >= len(PAUSES)
    # The server's words go into a log: they begin no line of their own there.
    problem = " ".join(problem.split())
    # `attempts` fences off a try that was slower than its pause.
    OutgoingMail.objects.filter(pk=mail.pk, attempts=mail.attempts, sent_at=None).update(
        problem=problem[:500], gave_up_at=timezone.now() if over else None
    )
    log.warning("Mail %s, try %s: %s", mail.pk, mail.attempts, problem)
