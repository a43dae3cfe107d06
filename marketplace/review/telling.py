"""Who hears of a case's steps. Notices are written in the transaction of what they tell of."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import override

from marketplace.accounts.models import User
from marketplace.criteria.model import Text
from marketplace.notices.services import notify
from marketplace.organisations.models import Membership, Organisation
from marketplace.review.models import Case, CaseEntry
from marketplace.review.rights import may_review, party_organisations

LONGEST_NAME = 80


def tell_parties(case: Case, entry: CaseEntry, text: Text) -> None:
    """Tell the other side's editors and admins; the notice leads to their page of the case."""
    address = _address("web:provider-case", case.pk)
    for user in _members(party_organisations(case)):
        _notify(user, case, entry, text, address)


def tell_team(case: Case, entry: CaseEntry, text: Text, *, but: User | None = None) -> None:
    """Tell the reviewer who has taken the case, or all of them where nobody has."""
    assigned = case.assigned_to if case.assigned_to and may_review(case.assigned_to) else None
    people = [assigned] if assigned else reviewers()
    for user in people:
        if user != but:
            _notify(user, case, entry, text, _address("web:review-case", case.pk))


def tell_all_reviewers(case: Case, entry: CaseEntry, text: Text, *, but: User | None = None) -> None:
    """Tell everybody who works for the team, for example that a second person is needed."""
    for user in reviewers():
        if user != but:
            _notify(user, case, entry, text, _address("web:review-case", case.pk))


def tell_reporters(case: Case, entry: CaseEntry, text: Text) -> None:
    """Tell those who reported a listing with an account; whoever reported without one left no address."""
    reports = case.entries.filter(kind=CaseEntry.Kind.REPORT, author__isnull=False)
    slug = case.listing.slug if case.listing else ""
    for report in reports.select_related("author"):
        if report.author:
            _notify(report.author, case, entry, text, _address("web:report", slug))


def reviewers() -> list[User]:
    """Everybody who may review at this moment."""
    roles = [Membership.Role.EDITOR, Membership.Role.ADMIN]
    rows = Membership.objects.filter(organisation__kind=Organisation.Kind.TEAM, role__in=roles)
    people = User.objects.filter(pk__in=rows.values("user"), is_active=True).order_by("pk")
    return [user for user in people if may_review(user)]


def subject_words(case: Case) -> Text:
    """The case in few words for a notice: listing and criterion, or the organisation."""
    name = case.listing.name if case.listing else case.organisation.name if case.organisation else ""
    name = Truncator(name).chars(LONGEST_NAME)
    with override("de"):
        de = f"{case.get_kind_display()}: {name}"
    with override("en"):
        en = f"{case.get_kind_display()}: {name}"
    return Text(de, en)


def _members(organisations: Collection[uuid.UUID]) -> list[User]:
    roles = [Membership.Role.EDITOR, Membership.Role.ADMIN]
    rows = Membership.objects.filter(organisation__in=organisations, role__in=roles).values("user")
    return list(User.objects.filter(pk__in=rows, is_active=True).order_by("pk"))


def _notify(user: User, case: Case, entry: CaseEntry, text: Text, url: str) -> None:
    about = subject_words(case)
    notify(
        user,
        kind=f"review.{entry.kind}",
        key=f"review:{case.pk}:{entry.number}",
        text_de=f"{about.de} – {text.de}",
        text_en=f"{about.en} – {text.en}",
        url=url,
    )


def _address(name: str, *args: object) -> str:
    with override("de"):
        return reverse(name, args=args)
