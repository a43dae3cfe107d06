"""Reading project folders. What a person has no right to see does not exist for them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from marketplace.accounts.models import User
from marketplace.organisations.models import Membership, Organisation
from marketplace.organisations.queries import members_of, role_in
from marketplace.selection.assembly import assembled
from marketplace.selection.folder import Folder
from marketplace.selection.models import Candidate, FolderEntry, FrozenSearch, Project, ProjectPerson

RANK = {"": 0, "reader": 1, "editor": 2, "owner": 3}


def rights(user: User, project: Project) -> str:
    """What a person may do: "owner", "editor", "reader" or "" for somebody to whom the project is unknown.

    Rights need a membership in the municipality and end with it. Who administers the municipality leads
    all its projects, so that none is orphaned; who only reads there only reads here.
    """
    member = role_in(user, project.organisation)
    if not member:
        return ""
    if member == Membership.Role.ADMIN:
        return str(ProjectPerson.Role.OWNER)
    found = ProjectPerson.objects.filter(project=project, user=user).values_list("role", flat=True).first()
    if not found:
        return ""
    return str(ProjectPerson.Role.READER if member == Membership.Role.READER else found)


def may(user: User, project: Project, role: str) -> bool:
    """Whether the person has at least this role in the project."""
    return RANK[rights(user, project)] >= RANK[role]


def project_for(user: User, pk: uuid.UUID | str) -> tuple[Project, str] | None:
    """A project and the person's role in it; None if it does not exist for this person."""
    try:
        wanted = uuid.UUID(str(pk))
    except ValueError:
        return None
    project = Project.objects.select_related("organisation").filter(pk=wanted).first()
    role = rights(user, project) if project else ""
    return (project, role) if project and role else None


@dataclass(frozen=True)
class ProjectLine:
    """One project in the list; counts are of candidates."""

    project: Project
    hits: int | None
    shortlisted: int
    set_aside: int
    chosen: str


def projects_of(user: User, organisation: Organisation) -> list[ProjectLine]:
    """The projects of a municipality this person may see, the last changed first; three queries."""
    member = role_in(user, organisation)
    if not member:
        return []
    found = Project.objects.filter(organisation=organisation).select_related("frozen_search", "chosen")
    if member != Membership.Role.ADMIN:
        found = found.filter(people__user=user)
    projects = list(found)
    moved = standings_in(projects)
    return [_line(project, moved.get(project.pk, {})) for project in projects]


def _line(project: Project, standing: dict[int, str]) -> ProjectLine:
    values = list(standing.values())
    search = getattr(project, "frozen_search", None)
    return ProjectLine(
        project=project,
        hits=search.hits if search else None,
        shortlisted=values.count("shortlisted"),
        set_aside=values.count("set_aside"),
        chosen=project.chosen.name if project.chosen else "",
    )


MOVES = {"shortlisted": "shortlisted", "set_aside": "set_aside", "reopened": "open"}


def standings_in(projects: Sequence[Project]) -> dict[uuid.UUID, dict[int, str]]:
    """Project → candidate → "shortlisted" or "set_aside" (or "open" again), by the last move."""
    moves = FolderEntry.objects.filter(project__in=projects, kind__in=MOVES, candidate__isnull=False)
    found: dict[uuid.UUID, dict[int, str]] = {}
    for project, candidate, kind in moves.order_by("number").values_list("project", "candidate", "kind"):
        found.setdefault(project, {})[candidate] = MOVES[kind]
    return found


def standing_of(candidate: Candidate) -> tuple[str, FolderEntry | None]:
    """Where one candidate stands, and the entry that put it there."""
    last = FolderEntry.objects.filter(candidate=candidate, kind__in=MOVES).order_by("-number").first()
    return (MOVES[last.kind], last) if last else ("open", None)


def folder(project: Project) -> Folder:
    """Everything about one project as plain values, with a constant number of queries."""
    search = FrozenSearch.objects.filter(project=project).first()
    entries = list(project.entries.order_by("number"))
    # Who was invited or removed is named as long as the account exists, also when they take no part now.
    named = User.objects.filter(pk__in={one.details["person"] for one in entries if "person" in one.details})
    return assembled(
        project,
        wishes=list(project.wishes.all()),
        search=search,
        candidates=list(search.candidates.all()) if search else [],
        entries=entries,
        people=list(project.people.select_related("user")),
        names={one.pk: one.get_full_name() for one in named},
    )


def candidate_of(project: Project, number: Any) -> Candidate | None:
    """The candidate of this project with this id, or None."""
    return Candidate.objects.filter(search__project=project, pk=number).first()


def colleagues_to_invite(project: Project) -> list[User]:
    """Members of the municipality who do not take part yet."""
    taking_part = set(project.people.values_list("user", flat=True))
    return [one.user for one in members_of(project.organisation) if one.user_id not in taking_part]


def due_reminders(today: date) -> list[Project]:
    """Decided projects whose reminder is due and has not been given for its day."""
    due = Project.objects.filter(remind_on__lte=today, state=Project.State.DECIDED)
    return [one for one in due.select_related("organisation") if one.reminded_on != one.remind_on]
