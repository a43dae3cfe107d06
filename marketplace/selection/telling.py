"""Tells people that they take part in a project, or that somebody is to be let in for one."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import override

from marketplace.accounts.models import User
from marketplace.notices.services import notify
from marketplace.organisations.models import Membership
from marketplace.selection.invitation_models import ProjectInvitation
from marketplace.selection.models import Project


def tell_invited(project: Project, user: User) -> None:
    """Tell somebody that they take part now."""
    part = project.people.get(user=user)
    notify(
        user, kind="selection.invited", key=f"selection.invited:{part.pk}",
        text_de=f"Sie nehmen jetzt am Projekt „{project.title}“ teil.",
        text_en=f"You now take part in the project “{project.title}”.",
        url=_address("web:project", project),
    )  # fmt: skip


def tell_admins(project: Project, asked: ProjectInvitation, by: User) -> None:
    """Ask those who administer the municipality to let somebody in. The address stands in the project."""
    name = by.get_full_name()[:120]
    for one in project.organisation.memberships.filter(role=Membership.Role.ADMIN).select_related("user"):
        notify(
            one.user, kind="organisation.let_in", key=f"organisation.let_in:{asked.pk}",
            text_de=f"{name} möchte jemanden am Projekt „{project.title}“ beteiligen, der noch nicht zu "
            f"{project.organisation.name} gehört. Bitte entscheiden Sie, ob Sie die Person einladen.",
            text_en=f"{name} would like somebody to take part in the project “{project.title}” who does not "
            f"belong to {project.organisation.name} yet. Please decide whether to invite this person.",
            url=_address("web:project-people", project),
        )  # fmt: skip


def _address(name: str, project: Project) -> str:
    with override("de"):
        return reverse(name, args=[project.pk])
