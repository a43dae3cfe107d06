"""Freezes a search: everything it finds, as it is now, for good."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, override

from marketplace.accounts.models import User
from marketplace.catalogue.queries import revision_token
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
    stored = _stored_search(fresh, user, first, _filters(request))
    candidates = _store_candidates(stored, hits)
    fresh.state = Project.State.FROZEN
    fresh.save(update_fields=["state", "changed_at"])
    details = {
        "hits": len(candidates),
        "query": stored.query,
        **freezing_of(stored.request, [one.digest for one in candidates]),
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


def _stored_search(
    project: Project, user: User, found: SearchResult, filters: list[dict[str, str]]
) -> FrozenSearch:
    request = found.request
    return FrozenSearch.objects.create(
        project=project,
        query=replace(request, page=1).query()[:2000],
        words=request.text,
        filters=filters,
        language=get_language() or "de",
        order=request.effective_sort,
        hits=found.total,
        catalogue=revision_token(),
        request=_request(project),
        frozen_at=timezone.now(),
        frozen_by=user.pk,
    )


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


def _store_candidates(stored: FrozenSearch, hits: list[Hit]) -> list[Candidate]:
    snapshots = taken([hit.entry.id for hit in hits])
    made = [
        Candidate(
            search=stored,
            position=position,
            listing=hit.entry.id,
            slug=hit.entry.slug,
            name=hit.entry.name,
            snapshot=snapshots[hit.entry.id] | {"close": hit.is_close},
            digest="",
        )
        for position, hit in enumerate(hits, 1)
        if hit.entry.id in snapshots
    ]
    for one in made:
        one.digest = digest_of(one.snapshot)
    Candidate.objects.bulk_create(made)
    return list(stored.candidates.all())
