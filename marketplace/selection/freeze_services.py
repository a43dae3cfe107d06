"""Freezes a search, or entries chosen by hand: everything found, as it is now, for good."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, override

from marketplace.accounts.models import User
from marketplace.catalogue.queries import published_listings, revision_token
from marketplace.catalogue.search import Hit, SearchResult, search
from marketplace.catalogue.search_request import SearchRequest
from marketplace.selection.chain import digest_of, freezing_of
from marketplace.selection.errors import WrongInput
from marketplace.selection.models import Candidate, FolderEntry, FrozenSearch, Project
from marketplace.selection.record import append, locked
from marketplace.selection.services import title_of
from marketplace.selection.snapshot import taken
from marketplace.suitability.list_facets import list_facets

MOST_HITS = 200
# The order of a FrozenSearch that is no search; its query names the entries ("?l=…&l=…").
CHOSEN = "chosen"


@transaction.atomic
def freeze(project: Project, user: User, request: SearchRequest) -> FrozenSearch:
    """Keep every hit of a search in the project.

    Args:
        request: the search; its page does not matter.

    Raises:
        NotAllowed, FolderConflict: see `record.locked`; a project freezes one search.
        WrongInput: the search finds more than `MOST_HITS` entries, or the catalogue is changing just now.
    """
    fresh = locked(project, user, role="editor", states=(Project.State.DRAFT,))
    first = search(replace(request, page=1), extra=list_facets())
    if first.total > MOST_HITS:
        raise WrongInput(
            "too-many-hits",
            f"Diese Suche hat {first.total} Treffer. Festhalten lassen sich höchstens {MOST_HITS}: "
            "Bitte grenzen Sie sie mit Worten oder Filtern ein.",
            f"This search has {first.total} hits. At most {MOST_HITS} can be frozen: "
            "please narrow it down with words or filters.",
        )
    if not first.is_current:
        raise WrongInput(
            "changing",
            "Das Verzeichnis hat sich gerade geändert. Bitte prüfen Sie die Treffer noch einmal.",
            "The catalogue has changed just now. Please look at the hits once more.",
        )
    hits = _all_hits(first)
    return _keep(
        fresh,
        user,
        {hit.entry.id: hit.is_close for hit in hits},
        query=replace(first.request, page=1).query()[:2000],
        words=first.request.text,
        filters=_filters(request),
        order=first.request.effective_sort,
        hits=first.total,
    )


@transaction.atomic
def freeze_chosen(project: Project, user: User, slugs: Sequence[str]) -> FrozenSearch:
    """Keep entries somebody chose by hand, for example in a comparison, in the given order.

    Args:
        slugs: of published entries; others are left out.

    Raises:
        NotAllowed, FolderConflict: see `record.locked`.
        WrongInput: none of them is published, or there are more than `MOST_HITS`.
    """
    fresh = locked(project, user, role="editor", states=(Project.State.DRAFT,))
    numbers = dict(published_listings().filter(slug__in=slugs).values_list("slug", "pk"))
    known = [slug for slug in dict.fromkeys(slugs) if slug in numbers]
    if not 0 < len(known) <= MOST_HITS:
        raise WrongInput(
            "nothing-chosen",
            f"Bitte wählen Sie mindestens einen und höchstens {MOST_HITS} Einträge aus.",
            f"Please choose at least one and at most {MOST_HITS} entries.",
        )
    return _keep(
        fresh,
        user,
        {numbers[slug]: True for slug in known},
        query="?" + urlencode([("l", slug) for slug in known]),
        order=CHOSEN,
        hits=len(known),
    )


def _keep(fresh: Project, user: User, found: Mapping[int, bool], **described: Any) -> FrozenSearch:
    """Store what was found, in its order, and note it.

    Args:
        found: number of each entry → whether it fits closely.
        described: the columns of `FrozenSearch` that say how it was found.
    """
    stored = FrozenSearch.objects.create(
        project=fresh,
        language=get_language() or "de",
        catalogue=revision_token(),
        request=_request(fresh),
        frozen_at=timezone.now(),
        frozen_by=user.pk,
        **described,
    )
    candidates = _store_candidates(stored, found)
    fresh.state = Project.State.FROZEN
    fresh.save(update_fields=["state", "changed_at"])
    details = {
        "hits": len(candidates),
        "query": stored.query,
        **freezing_of(stored.request, [one.digest for one in candidates], stored.described()),
    }
    append(fresh, user, FolderEntry.Kind.FROZEN, details=details)
    return stored


def _all_hits(first: SearchResult) -> list[Hit]:
    """Hits of all pages in order; an entry counts once."""
    hits = list(first.hits)
    for page in range(2, first.pages + 1):
        hits += search(replace(first.request, page=page), extra=list_facets()).hits
    return list({hit.entry.id: hit for hit in hits}.values())


def _filters(request: SearchRequest) -> list[dict[str, str]]:
    """The chosen filters in the words of both languages."""
    labels = {}
    for language in ("de", "en"):
        with override(language):
            labels[language] = [label for label, _query in search(request, extra=list_facets()).removable]
    return [{"de": de, "en": en} for de, en in zip(labels["de"], labels["en"], strict=True)]


def _request(project: Project) -> dict[str, Any]:
    """Need, profile and wishes at this moment."""
    return {
        "title": project.title,
        "need": project.need,
        "profile": project.profile,
        "edition": project.edition,
        "wishes": [
            {
                "criterion": one.criterion,
                "title": title_of(one.criterion, project.edition),
                "level": one.level,
                "weight": one.weight,
                "options": one.options,
                "note": one.note,
            }
            for one in project.wishes.all()
        ],
    }


def _store_candidates(stored: FrozenSearch, found: Mapping[int, bool]) -> list[Candidate]:
    snapshots = taken(list(found))
    made = [
        Candidate(
            search=stored,
            position=position,
            listing=number,
            slug=snapshots[number]["listing"]["slug"],
            name=snapshots[number]["listing"]["name"],
            snapshot=snapshots[number] | {"close": is_close},
            digest="",
        )
        for position, (number, is_close) in enumerate(found.items(), 1)
        if number in snapshots
    ]
    for one in made:
        one.digest = digest_of(one.snapshot)
    Candidate.objects.bulk_create(made)
    return list(stored.candidates.all())
