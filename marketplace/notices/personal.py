"""Personal data of notices, and of mail and trail below, which do not know accounts."""

from __future__ import annotations

from marketplace.accounts.models import User
from marketplace.accounts.personal import Personal, Rows
from marketplace.audit.chain import moment
from marketplace.audit.models import AuditEvent
from marketplace.notices.models import Notice, NoticeWish
from marketplace.outbox.models import OutgoingMail
from marketplace.outbox.services import forget_recipient


def _notices(user: User) -> Rows:
    for one in Notice.objects.filter(user=user):
        yield {
            "text": one.text_en if user.language == User.Language.ENGLISH else one.text_de,
            "url": one.url,
            "given": one.created_at.isoformat(),
            "read": one.read_at.isoformat() if one.read_at else None,
        }


def _wishes(user: User) -> Rows:
    for one in NoticeWish.objects.filter(user=user):
        yield {"group": one.group, "how": one.how}


def _mails(user: User) -> Rows:
    for one in OutgoingMail.objects.filter(to__iexact=user.email).exclude(to=""):
        yield {
            "subject": one.subject,
            "written": one.created_at.isoformat(),
            "sent": one.sent_at.isoformat() if one.sent_at else None,
        }


def _events(user: User) -> Rows:
    for one in AuditEvent.objects.filter(actor=user.pk):
        yield {"at": moment(one.at), "kind": one.kind, "subject": one.subject, "said": one.said}


PERSONAL = [
    Personal("notices.Notice", _notices, lambda user: Notice.objects.filter(user=user).delete()),
    Personal("notices.NoticeWish", _wishes, lambda user: NoticeWish.objects.filter(user=user).delete()),
    Personal("outbox.OutgoingMail", _mails, lambda user: forget_recipient(user.email)),
    Personal(
        "audit.AuditEvent",
        _events,
        None,
        "The chain of events would break; what stays is a number that names nobody any more.",
    ),
]
