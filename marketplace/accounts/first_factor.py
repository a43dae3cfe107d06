"""Sessions from before a second factor end with it: rights that take one ask whether the account has it."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.http import HttpRequest

from marketplace.accounts.models import User
from marketplace.accounts.queries import FACTORS


def end_other_sessions(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> int:
    """Sign a person out everywhere else when they set up their first second factor.

    Whoever had signed in with the password alone would else have the rights of both (ASVS 4.0.3, 3.3.3).

    Returns:
        How many sessions ended.
    """
    others = Authenticator.objects.filter(user=user, type__in=FACTORS).exclude(pk=authenticator.pk)
    if authenticator.type not in FACTORS or others.exists():
        return 0
    sessions = UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key)
    found = list(sessions)
    for session in found:
        session.end()
    return len(found)
