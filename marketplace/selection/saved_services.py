"""Remembers searches and looks them up again when the catalogue has changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone, translation

from marketplace.accounts.models import User
from marketplace.catalogue.models import Listing
from marketplace.catalogue.queries import revision_token
from marketplace.catalogue.search_request import SearchRequest
from marketplace.lib.mail_text import one_line
from marketplace.notices.services import notify
from marketplace.selection.errors import WrongInput
from marketplace.selection.matches import MOST, close_matches
from marketplace.selection.models import SavedSearch
from marketplace.selection.saved_models import LONGEST_NAME

MOST_SEARCHES = 50
"""Most searches of one person."""
BURST = timedelta(minutes=1)
"""Changes of the catalogue come in bursts; a search for immediate news waits this long between two looks."""
HOUR = 6
"""Local hour of the daily look, and of the weekly one on Mondays; the gathered mail goes out after it."""
NAMED = 5
How = SavedSearch.How


def remember(user: User, request: SearchRequest, *, how: How = How.DAILY, name: str = "") -> SavedSearch:
    """Keep a search for a person; the same search twice is the same one.

    Args:
        request: words and filters; its page does not matter.
        name: what the person calls it; words and filters themselves if left out.

    Raises:
        WrongInput: the person keeps `MOST_SEARCHES` already, or the search finds more than `MOST` entries.
    """
    query = replace(request, page=1).query()
    if len(query) > 2000:
        raise WrongInput(
            "long-search", "Diese Suche hat zu viele Filter.", "This search has too many filters."
        )
    found = close_matches(request)
    if found.total > MOST:
        raise _too_broad(found.total)
    with transaction.atomic():
        # Two requests at once would both count 49: the person's row is the lock.
        User.objects.select_for_update().get(pk=user.pk)
        before = SavedSearch.objects.filter(user=user, query=query).first()
        if before:
            return before
        if SavedSearch.objects.filter(user=user).count() >= MOST_SEARCHES:
            raise _too_many()
        return SavedSearch.objects.create(
            user=user,
            name=one_line(name)[:LONGEST_NAME] or _own_words(request, found.labels),
            query=query,
            language=translation.get_language() or settings.LANGUAGE_CODE,
            how=how,
            known=found.ids,
            revision=revision_token() if found.is_current else None,
        )


def change(search: SavedSearch, *, name: str, how: How) -> None:
    """Rename a search and settle how often it is looked up.

    Raises:
        WrongInput: the name is empty or longer than 120 characters.
    """
    cleaned = one_line(name)
    if not 0 < len(cleaned) <= LONGEST_NAME:
        raise WrongInput(
            "odd-name",
            f"Der Name der Suche fehlt oder ist länger als {LONGEST_NAME} Zeichen.",
            f"The name of the search is missing or longer than {LONGEST_NAME} characters.",
        )
    SavedSearch.objects.filter(pk=search.pk).update(name=cleaned, how=how)


def mark_seen(search: SavedSearch) -> None:
    """The person has looked at what was new."""
    SavedSearch.objects.filter(pk=search.pk).update(fresh=[])


def forget(search: SavedSearch) -> None:
    """Delete a saved search."""
    SavedSearch.objects.filter(pk=search.pk).delete()


def look_again(limit: int = 20) -> int:
    """Look up again what is due since the catalogue changed, and tell of new matches.

    Args:
        limit: most searches of one call.

    Returns:
        How many notices were given.
    """
    token = revision_token()
    if token is None:
        return 0
    due = list(_due(token).order_by("looked_at").values_list("pk", flat=True)[:limit])
    return sum(_look(search_id, token) for search_id in due)


def _due(token: UUID) -> QuerySet[SavedSearch]:
    now = timezone.localtime()
    morning = timezone.make_aware(datetime.combine(now.date(), time(HOUR)))
    morning = morning if now >= morning else morning - timedelta(days=1)
    monday = morning - timedelta(days=morning.weekday())
    return SavedSearch.objects.filter(
        Q(how=How.IMMEDIATE, looked_at__lt=now - BURST)
        | Q(how__in=(How.DAILY, How.NEVER), looked_at__lt=morning)
        | Q(how=How.WEEKLY, looked_at__lt=monday),
        Q(revision__isnull=True) | ~Q(revision=token),
        user__is_active=True,
    )


@transaction.atomic
def _look(search_id: int, token: UUID) -> int:
    """Look up one search; whoever holds the row does it alone, and once for each state of the catalogue."""
    skip = connection.features.has_select_for_update_skip_locked
    rows = _due(token).select_related("user").select_for_update(skip_locked=skip, of=("self",))
    search = rows.filter(pk=search_id).first()
    if search is None:
        return 0
    with translation.override(search.language):
        found = close_matches(request_of(search))
    if not found.is_current:
        return 0
    known = set(search.known)
    fresh = [number for number in found.ids if number not in known]
    search.known = [*search.known, *fresh]
    search.fresh = [*search.fresh, *fresh]
    search.revision, search.looked_at = token, timezone.now()
    search.save(update_fields=["known", "fresh", "revision", "looked_at"])
    return int(bool(fresh) and search.how != How.NEVER and _tell(search, fresh, token))


def _tell(search: SavedSearch, fresh: Sequence[int], token: UUID) -> bool:
    rows = {one.pk: one for one in Listing.objects.filter(pk__in=fresh[:NAMED])}
    entries = [rows[number] for number in fresh[:NAMED] if number in rows]
    names = ", ".join(entry.name for entry in entries)
    more = len(fresh) - NAMED
    with translation.override(settings.LANGUAGE_CODE):
        url = (
            reverse("web:solution", args=[entries[0].slug])
            if len(fresh) == len(entries) == 1
            else _page_of(search)
        )
    return notify(
        search.user,
        kind="search.new_matches",
        key=f"search:{search.pk}:{token.hex}",
        text_de=f"Neu zu Ihrer Suche „{search.name}“: {names}"
        + (f" und {more} weitere." if more > 0 else "."),
        text_en=f"New for your search “{search.name}”: {names}" + (f" and {more} more." if more > 0 else "."),
        url=url,
    )


def _page_of(search: SavedSearch) -> str:
    return f"{reverse('web:saved-searches')}#suche-{search.pk}"


def request_of(search: SavedSearch) -> SearchRequest:
    """The search as the list page understands it."""
    return SearchRequest.from_query(QueryDict(search.query.removeprefix("?")))


def _own_words(request: SearchRequest, labels: Sequence[str]) -> str:
    words = [request.text, *labels] if request.text else list(labels)
    text = one_line(" · ".join(words)) or translation.gettext("Alle Einträge")
    return text if len(text) <= LONGEST_NAME else text[: LONGEST_NAME - 1].rstrip() + "…"


def _too_many() -> WrongInput:
    return WrongInput(
        "too-many-searches",
        f"Sie haben schon {MOST_SEARCHES} Suchen gespeichert. Bitte löschen Sie zuerst eine.",
        f"You have saved {MOST_SEARCHES} searches already. Please delete one first.",
    )


def _too_broad(total: int) -> WrongInput:
    return WrongInput(
        "too-broad",
        f"Diese Suche hat {total} passende Treffer. Speichern lassen sich höchstens {MOST}: "
        "Bitte grenzen Sie sie mit Worten oder Filtern ein.",
        f"This search has {total} close matches. At most {MOST} can be saved: "
        "please narrow it down with words or filters.",
    )
