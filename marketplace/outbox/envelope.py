"""The dialogue with the mail server, through Django's mail backend."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from marketplace.outbox.models import OutgoingMail


class NotAccepted(Exception):
    """The mail did not get out.

    Attributes:
        final: the server refused this mail for good (5xx, RFC 5321 section 4.2.1); trying again is no use.
        server_is_gone: the next mail would fare no better now.
    """

    def __init__(self, message: str, *, final: bool = False, server_is_gone: bool = False) -> None:
        super().__init__(message)
        self.final = final
        self.server_is_gone = server_is_gone


@contextmanager
def open_connection() -> Iterator[BaseEmailBackend]:
    """One connection for several mails; opened by the first."""
    server = get_connection()
    try:
        yield server
    finally:
        with suppress(OSError, smtplib.SMTPException):
            server.close()


def hand_over(mail: OutgoingMail, server: BaseEmailBackend) -> None:
    """Give one mail to the server.

    Raises:
        NotAccepted: with the server's own words.
    """
    try:
        taken = server.send_messages([message_of(mail)])
    except smtplib.SMTPRecipientsRefused as error:
        answers = list(error.recipients.values())
        raise NotAccepted(_words(answers), final=all(code >= 500 for code, _ in answers)) from error
    except (smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as error:
        # A refused sender or text is often a matter of the server's settings: the operator can mend it.
        raise NotAccepted(_words([(error.smtp_code, error.smtp_error)])) from error
    except (OSError, smtplib.SMTPException) as error:
        raise NotAccepted(f"{type(error).__name__}: {error}", server_is_gone=True) from error
    except ValueError as error:
        raise NotAccepted(f"{type(error).__name__}: {error}", final=True) from error
    if not taken:
        raise NotAccepted("The mail backend took nothing.", server_is_gone=True)


def message_of(mail: OutgoingMail) -> EmailMultiAlternatives:
    """The message as it is sent: plain text first, HTML as the alternative."""
    headers = {
        # The same for every try, so that a mail server can tell a repetition from a second mail.
        "Message-ID": f"<{mail.pk}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>",
        "Auto-Submitted": "auto-generated",  # RFC 3834: out-of-office answers stay away
    }
    if mail.unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{mail.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    message = EmailMultiAlternatives(mail.subject, mail.text, to=[mail.to], headers=headers)
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def _words(answers: Sequence[tuple[int, bytes | str]]) -> str:
    return "; ".join(
        f"{code} {words.decode('utf-8', 'replace') if isinstance(words, bytes) else words}"
        for code, words in answers
    )
