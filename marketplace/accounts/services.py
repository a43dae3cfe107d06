"""Accounts beside signing in: taking one's data along, erasing, forgetting unfinished ones."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.accounts.personal import declarations
from marketplace.audit.services import record

UNCONFIRMED_DAYS = 7
"""An account nobody confirmed is removed after this time: the link in the mail is valid for three days."""


def personal_data(user: User) -> dict[str, list[dict[str, Any]]]:
    """Everything the marketplace keeps of a person, by model, as plain values (Art. 15 and 20 GDPR)."""
    return {
        one.model: [dict(row) for row in one.export(user)] for one in declarations() if one.export is not None
    }


def change_language(user: User, language: str) -> None:
    """Write to somebody in this language from now on; one of `User.Language`."""
    user.language = User.Language(language)
    user.save(update_fields=["language"])


@transaction.atomic
def erase_account(user: User) -> None:
    """Erase a person: rights, addresses and secrets go, records keep pointing at "gelöschtes Konto".

    Raises:
        Refusal: an app has a reason not to let the person go yet, for example as the last admin.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    for one in declarations():
        if one.erase is not None:
            one.erase(user)
    user.name = user.email = ""
    user.language = User.Language.GERMAN
    user.username = f"erased-{uuid.uuid4().hex}"
    user.is_active = user.is_staff = user.is_superuser = False
    user.last_login = None
    user.erased_at = timezone.now()
    user.set_unusable_password()
    user.groups.clear()
    user.user_permissions.clear()
    user.save()
    record("account.erased", actor=user.pk, subject=f"account:{user.pk}", said={})


def forget_unconfirmed() -> int:
    """Remove accounts that never confirmed an address; returns how many."""
    before = timezone.now() - timedelta(days=UNCONFIRMED_DAYS)
    confirmed = EmailAddress.objects.filter(verified=True).values("user")
    old = User.objects.filter(date_joined__lt=before, last_login=None, is_staff=False, erased_at=None)
    # Whoever was given an account in another way has no address in this table at all.
    started = EmailAddress.objects.filter(verified=False).values("user")
    found = old.filter(pk__in=started).exclude(pk__in=confirmed)
    count = found.count()
    found.delete()
    return count
