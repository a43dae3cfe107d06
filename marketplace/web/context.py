"""What every page knows: its address in both languages, and what is put aside for comparison."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from marketplace.accounts.models import User
from marketplace.accounts.oidc import PROVIDER
from marketplace.notices.queries import unread_count
from marketplace.organisations.models import Organisation
from marketplace.organisations.queries import memberships_of
from marketplace.web.comparison.choice import Choice

PROVIDERS = {Organisation.Kind.PROVIDER, Organisation.Kind.CONSULTING}
LANGUAGE_NAMES = {"de": "Deutsch", "en": "English"}


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in a language."""

    code: str
    name: str
    path: str
    url: str
    is_current: bool


def site(request: HttpRequest) -> dict[str, Any]:
    """Alternates of the page for the language switch and for search engines; the choice for comparison."""
    path = request.get_full_path()
    alternates = [_alternate(code, path) for code in LANGUAGE_NAMES]
    current = next(one for one in alternates if one.is_current)
    choice = Choice.of(request)
    return {
        "compared": choice,
        "compare_count": len(choice),
        "alternates": alternates,
        "other_language": next(one for one in alternates if not one.is_current),
        "canonical": current.url.split("?")[0],
    }


def account(request: HttpRequest) -> dict[str, Any]:
    """What pages say to signed-in people, and the directories one can sign in through.

    Asks the database only where a page really shows it.
    """
    user = getattr(request, "user", None)
    return {
        "unread_notices": SimpleLazyObject(lambda: unread_count(user)) if isinstance(user, User) else 0,
        "workplaces": SimpleLazyObject(lambda: _workplaces(user)) if isinstance(user, User) else (),
        "directories": [Directory()] if settings.OIDC_ISSUER else [],
        "mail_folder": settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"),
    }


def _workplaces(user: User) -> list[str]:
    """Which places to work in the head of a page leads to, by the organisations somebody belongs to."""
    kinds = {one.organisation.kind for one in memberships_of(user)}
    return [
        place for place, its in (("provider", PROVIDERS), ("review", {Organisation.Kind.TEAM})) if kinds & its
    ]


class Directory:
    """The directory people can sign in through, as templates need it."""

    @property
    def name(self) -> str:
        return str(settings.OIDC_NAME)

    @property
    def url(self) -> str:
        return reverse("openid_connect_login", args=[PROVIDER])


def _alternate(code: str, path: str) -> Alternate:
    there = translate_url(path, code)
    is_current = code == (get_language() or "de")
    return Alternate(code, LANGUAGE_NAMES[code], there, settings.SITE_URL.rstrip("/") + there, is_current)
