"""Personal data of saved searches and project folders."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from marketplace.accounts.models import User
from marketplace.accounts.personal import Personal, Rows
from marketplace.accounts.queries import confirmed_addresses
from marketplace.selection.models import FolderEntry, Project, ProjectInvitation, ProjectPerson, SavedSearch

ERASED = "gelöschtes Konto"


def _saved_searches(user: User) -> Rows:
    for one in SavedSearch.objects.filter(user=user):
        yield {"name": one.name, "query": one.query, "how": one.how, "since": one.created_at.isoformat()}


def _folders(user: User) -> Rows:
    for one in ProjectPerson.objects.filter(user=user).select_related("project"):
        yield {"project": one.project.title, "role": one.role, "since": one.since.isoformat()}


def _invitations(user: User) -> QuerySet[ProjectInvitation]:
    """To an address of this person, or made by them."""
    mine = Q(email__in=confirmed_addresses(user)) | Q(invited_by=user)
    return ProjectInvitation.objects.filter(mine).select_related("project")


def _asked(user: User) -> Rows:
    for one in _invitations(user):
        yield {"email": one.email, "role": one.role, "asked": one.created_at.isoformat()}


def _projects(user: User) -> Rows:
    for one in Project.objects.filter(created_by=user):
        yield {"project": one.title, "created": one.created_at.isoformat()}


def _entries(user: User) -> Rows:
    for one in FolderEntry.objects.filter(author=user.pk):
        yield {"kind": one.kind, "reason": one.reason, "at": one.at.isoformat()}


def _take_name_out(user: User) -> None:
    """The record stays and stays provable: the name is the one column outside its hash."""
    FolderEntry.objects.filter(author=user.pk).update(author_name=ERASED)


PERSONAL = [
    Personal(
        "selection.SavedSearch", _saved_searches, lambda user: SavedSearch.objects.filter(user=user).delete()
    ),
    Personal(
        "selection.ProjectPerson", _folders, lambda user: ProjectPerson.objects.filter(user=user).delete()
    ),
    Personal("selection.ProjectInvitation", _asked, lambda user: _invitations(user).delete()),
    Personal("selection.Project", _projects, None, "The folder belongs to the municipality."),
    Personal("selection.FolderEntry", _entries, _take_name_out),
]
