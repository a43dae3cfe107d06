"""Which personal data the marketplace keeps, where, and what happens to it when an account is erased.

Each app declares its own in a module `personal.py` as `PERSONAL`; a house test compares the declarations
with the models that point at accounts, so that none is forgotten (Art. 15, 17 and 20 GDPR).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.apps import apps

from marketplace.accounts.models import User

Rows = Iterable[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Personal:
    """What one model keeps of a person.

    Attributes:
        model: "app.Model".
        export: rows for the download, as plain values; None where the rows say nothing of the person.
        erase: removes or blanks the rows; None where the row stays and points at the erased account.
        why_kept: why the row stays, in one sentence; empty where it goes.
    """

    model: str
    export: Callable[[User], Rows] | None = None
    erase: Callable[[User], object] | None = None
    why_kept: str = ""


def declarations() -> list[Personal]:
    """All declarations of the marketplace's apps, accounts last, so that rights end before the account."""
    found: list[Personal] = []
    for app in apps.get_app_configs():
        name = f"{app.name}.personal"
        if app.name.startswith("marketplace.") and app.label != "accounts" and find_spec(name):
            found += import_module(name).PERSONAL
    return found + PERSONAL


def _account(user: User) -> Rows:
    yield {
        "name": user.name,
        "email": user.email,
        "language": user.language,
        "joined": user.date_joined.isoformat(),
        "last_sign_in": user.last_login.isoformat() if user.last_login else None,
    }


def _addresses(user: User) -> Rows:
    for one in EmailAddress.objects.filter(user=user):
        yield {"email": one.email, "confirmed": one.verified}


def _factors(user: User) -> Rows:
    for one in Authenticator.objects.filter(user=user):
        yield {"kind": one.type, "created": one.created_at.isoformat()}


def _sessions(user: User) -> Rows:
    for one in UserSession.objects.filter(user=user):
        yield {"address": one.ip, "browser": one.user_agent, "since": one.created_at.isoformat()}


def _directories(user: User) -> Rows:
    for one in SocialAccount.objects.filter(user=user):
        yield {"provider": one.provider, "subject": one.uid, "said": one.extra_data}


def end_all_sessions(user: User) -> int:
    """Sign a person out everywhere. Returns how many sessions ended."""
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    return len(sessions)


PERSONAL = [
    Personal(
        "account.EmailAddress", _addresses, lambda user: EmailAddress.objects.filter(user=user).delete()
    ),
    Personal("mfa.Authenticator", _factors, lambda user: Authenticator.objects.filter(user=user).delete()),
    Personal("usersessions.UserSession", _sessions, end_all_sessions),
    Personal(
        "socialaccount.SocialAccount",
        _directories,
        lambda user: SocialAccount.objects.filter(user=user).delete(),
    ),
    Personal("accounts.User", _account, None, "Records name their authors; name and address are blanked."),
]
