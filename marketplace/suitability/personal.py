"""Personal data of statements and verifications: who said or checked something about a listing."""

from __future__ import annotations

from django.db.models import Q

from marketplace.accounts.models import User
from marketplace.accounts.personal import Personal, Rows
from marketplace.suitability.models import Reply, Statement, Verification


def _statements(user: User) -> Rows:
    for one in Statement.objects.filter(said_by=user):
        yield {"criterion": one.criterion, "said": one.said_at.isoformat()}


def _verifications(user: User) -> Rows:
    for one in Verification.objects.filter(Q(by=user) | Q(second=user)):
        yield {"by": one.by_name, "at": one.at.isoformat()}


def _replies(user: User) -> Rows:
    for one in Reply.objects.filter(said_by=user):
        yield {"criterion": one.criterion, "text": one.text, "said": one.said_at.isoformat()}


PERSONAL = [
    Personal("suitability.Statement", _statements, None, "Providers answer for what was said in their name."),
    Personal("suitability.Reply", _replies, None, "Providers answer for what was said in their name."),
    Personal("suitability.Verification", _verifications, None, "A verification names the body that made it."),
]
