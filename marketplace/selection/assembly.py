"""Puts the stored rows of a project together into a `Folder`. Asks the database nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from marketplace.selection.chain import digest_of, freezing_of, is_unbroken
from marketplace.selection.folder import (
    Decision,
    Folder,
    FolderCandidate,
    FolderSearch,
    FolderWish,
    Person,
    Reasoned,
)
from marketplace.selection.judging import Setting, judged, standing, suggestion
from marketplace.selection.log import log_line
from marketplace.selection.models import (
    Candidate,
    FolderEntry,
    FrozenSearch,
    Project,
    ProjectPerson,
    ProjectWish,
)
from marketplace.selection.ranking import rank
from marketplace.selection.sensitivity import sensitivity
from marketplace.selection.wording import ORDERS, as_text, in_both, profile_lines, wish_in_words
from marketplace.suitability.json import from_json

MOVES = {"shortlisted": "shortlisted", "set_aside": "set_aside", "reopened": "open"}


def assembled(
    project: Project,
    *,
    wishes: Sequence[ProjectWish],
    search: FrozenSearch | None,
    candidates: Sequence[Candidate],
    entries: Sequence[FolderEntry],
    people: Sequence[ProjectPerson],
    names: Mapping[int, str],
) -> Folder:
    """The folder these rows make; candidates and entries in their order.

    Args:
        names: of everybody the entries speak of, by the number of their account.
    """
    in_words = _wishes(project, wishes, search)
    by_candidate: dict[int, list[FolderEntry]] = defaultdict(list)
    for entry in entries:
        if entry.candidate_id is not None:
            by_candidate[entry.candidate_id].append(entry)
    operation = tuple(project.profile.get("operation") or ())
    found = tuple(
        _candidate(one, in_words, by_candidate[one.pk], Setting(operation, project.edition, _kind(one)))
        for one in candidates
    )
    standings = [standing(one.id, one.position, one.judged) for one in found if one.standing != "set_aside"]
    titles = {one.criterion: one.title for one in in_words}
    return Folder(
        id=project.pk,
        title=project.title,
        organisation=project.organisation.name,
        need=project.need,
        state=project.state,
        state_label=in_both(Project.State(project.state).label),
        edition=project.edition,
        created_at=project.created_at,
        remind_on=project.remind_on,
        profile=profile_lines(project.profile),
        wishes=in_words,
        search=_search(search, entries) if search else None,
        candidates=found,
        ranking=rank(standings),
        sensitivity=sensitivity(standings),
        decisions=_decisions(project, entries),
        log=tuple(log_line(one, names=names, titles=titles) for one in entries),
        people=tuple(_person(one) for one in people),
        intact=is_unbroken(entries, last_number=project.last_number, last_hash=project.last_hash)
        and _is_as_frozen(search, candidates, entries),
    )


def _is_as_frozen(
    search: FrozenSearch | None, candidates: Sequence[Candidate], entries: Sequence[FolderEntry]
) -> bool:
    """Whether what was frozen is what the chain says of it: no candidate changed, missing or put in."""
    frozen = _frozen_entry(entries)
    if search is None or frozen is None:
        return search is None and frozen is None and not candidates
    said = {"hits": len(candidates), "query": search.query}
    said |= freezing_of(search.request, [one.digest for one in candidates], search.described())
    if "search" not in frozen.details:
        # Frozen before the chain covered how the candidates were found.
        said.pop("search")
    return all(frozen.details.get(key) == value for key, value in said.items()) and all(
        one.digest == digest_of(one.snapshot) for one in candidates
    )


def _frozen_entry(entries: Sequence[FolderEntry]) -> FolderEntry | None:
    return next((one for one in entries if one.kind == FolderEntry.Kind.FROZEN), None)


def _wishes(
    project: Project, wishes: Sequence[ProjectWish], search: FrozenSearch | None
) -> tuple[FolderWish, ...]:
    """Musts first, then the heaviest; among equals as they were chosen."""
    frozen = {one["criterion"]: one for one in search.request["wishes"]} if search else {}
    in_order = sorted(wishes, key=lambda one: (one.level != "must", -one.weight, one.pk or 0))
    return tuple(
        wish_in_words(
            key=one.criterion,
            level=one.level,
            weight=one.weight,
            options=one.options,
            note=one.note,
            edition_key=project.edition,
            frozen=frozen.get(one.criterion),
        )
        for one in in_order
    )


def _search(search: FrozenSearch, entries: Sequence[FolderEntry]) -> FolderSearch:
    frozen = _frozen_entry(entries)
    return FolderSearch(
        query=search.query,
        words=search.words,
        filters=tuple(as_text(one) for one in search.filters),
        language=search.language,
        order=in_both(ORDERS.get(search.order, search.order)),
        hits=search.hits,
        catalogue=search.catalogue,
        frozen_at=search.frozen_at,
        frozen_by=frozen.author_name if frozen else "",
        need=str(search.request.get("need", "")),
        profile=profile_lines(search.request.get("profile", {})),
        is_chosen=search.order == "chosen",
    )


def _kind(one: Candidate) -> str:
    return str(one.snapshot["listing"].get("kind", "solution"))


def _candidate(
    one: Candidate, wishes: Sequence[FolderWish], entries: Sequence[FolderEntry], setting: Setting
) -> FolderCandidate:
    snapshot: Mapping[str, Any] = one.snapshot
    stored = snapshot.get("suitability")
    verdicts = judged(from_json(stored) if stored else None, wishes, setting)
    moves = [entry.kind for entry in entries if entry.kind in MOVES]
    return FolderCandidate(
        id=one.pk,
        position=one.position,
        listing=one.listing,
        slug=one.slug,
        name=one.name,
        provider=snapshot["listing"]["provider"]["name"],
        summary=as_text(snapshot["listing"]["summary"]),
        standing=MOVES[moves[-1]] if moves else "open",
        history=tuple(_reasoned(entry) for entry in entries),
        judged=verdicts,
        suggestion=suggestion(verdicts),
        snapshot=snapshot,
        digest=one.digest,
    )


def _reasoned(entry: FolderEntry) -> Reasoned:
    label = in_both(FolderEntry.Kind(entry.kind).label)
    return Reasoned(entry.kind, label, entry.reason, entry.author_name, entry.at)


def _decisions(project: Project, entries: Sequence[FolderEntry]) -> tuple[Decision, ...]:
    decided = [one for one in entries if one.kind == FolderEntry.Kind.DECIDED]
    is_decided = project.state == Project.State.DECIDED
    return tuple(
        Decision(
            outcome=one.details["outcome"],
            label=in_both(Project.Outcome(one.details["outcome"]).label),
            candidate=one.candidate_id,
            name=str(one.details.get("name", "")),
            reason=one.reason,
            author=one.author_name,
            at=one.at,
            remind_on=project.remind_on if is_decided and one is decided[-1] else None,
            standing=is_decided and one is decided[-1],
        )
        for one in decided
    )


def _person(one: ProjectPerson) -> Person:
    role = in_both(ProjectPerson.Role(one.role).label)
    return Person(one.user_id, one.user.get_full_name(), one.user.email, one.role, role)
