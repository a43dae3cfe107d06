"""Personal data of cases: who reviewed, asked, answered, reported or hid something."""

from __future__ import annotations

from django.db.models import Q

from marketplace.accounts.models import User
from marketplace.accounts.personal import Personal, Rows
from marketplace.review.models import Case, CaseEntry, Quarantine

KEPT = "A decision stays provable; it points at the erased account."


def _cases(user: User) -> Rows:
    mine = Q(opened_by=user) | Q(assigned_to=user) | Q(proposed_by=user) | Q(decided_by=user)
    for one in Case.objects.filter(mine):
        yield {"kind": one.kind, "opened": one.opened_at.isoformat(), "state": one.state}


def _entries(user: User) -> Rows:
    for one in CaseEntry.objects.filter(author=user):
        yield {"kind": one.kind, "text": one.text, "at": one.at.isoformat()}


def _quarantines(user: User) -> Rows:
    for one in Quarantine.objects.filter(Q(by=user) | Q(released_by=user)):
        yield {"reason": one.reason, "at": one.at.isoformat()}


PERSONAL = [
    Personal("review.Case", _cases, None, KEPT),
    Personal("review.CaseEntry", _entries, None, KEPT),
    Personal("review.Quarantine", _quarantines, None, KEPT),
]
