"""People who are still to join the municipality take part in a project as soon as they have."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.accounts.services import erase_account, personal_data
from marketplace.audit.models import AuditEvent
from marketplace.notices.models import Notice
from marketplace.organisations import membership_services as members
from marketplace.organisations.models import Invitation, Membership
from marketplace.outbox.models import OutgoingMail
from marketplace.selection import invitations, services
from marketplace.selection.errors import NotAllowed, WrongInput
from marketplace.selection.invitation_models import ProjectInvitation
from marketplace.selection.invitations import (
    MOST_WAITING,
    forget_old_invitations,
    invite_address,
    withdraw_invitation,
)
from marketplace.selection.models import Project
from marketplace.selection.queries import rights
from tests import factories
from tests.marketplace.accounts.conftest import link_in
from tests.marketplace.selection import folders

pytestmark = pytest.mark.django_db
NEW = "neu@stadt.example"


@pytest.fixture
def town() -> folders.Town:
    """Anna edits and leads a project; Vera administers."""
    return folders.town()


@pytest.fixture
def admin(town: folders.Town) -> User:
    return folders.member(town.organisation, "vera", "admin")


@pytest.fixture
def project(town: folders.Town, admin: User) -> Project:
    return services.open_project(town.clerk, town.organisation, title="Mängelmelder")


def join(town: folders.Town, admin: User, *, role: str = "editor") -> User:
    """Somebody with the new address is invited into the municipality and accepts."""
    _made, token = members.invite(town.organisation, by=admin, email=NEW, role=role)
    user = factories.person("neu")
    members.accept_invitation(token, user)
    return user


@pytest.mark.parametrize("role", ["editor", "reader"])
def test_the_role_counts_once_the_person_has_joined(
    town: folders.Town, admin: User, project: Project, role: str
) -> None:
    invite_address(project, town.clerk, f" {NEW.upper()} ", role)
    stranger = factories.person("fremd")
    assert rights(stranger, project) == ""
    user = join(town, admin)
    assert rights(user, project) == role
    assert not ProjectInvitation.objects.exists()
    assert "Mängelmelder" in Notice.objects.get(user=user).text_de


def test_who_only_reads_in_the_municipality_only_reads_in_the_project(
    town: folders.Town, admin: User, project: Project
) -> None:
    invite_address(project, town.clerk, NEW, "editor")
    assert rights(join(town, admin, role="reader"), project) == "reader"


def test_nobody_else_s_project_opens(town: folders.Town, admin: User, project: Project) -> None:
    other = folders.town("Stadt Anderswo", "otto")
    theirs = services.open_project(other.clerk, other.organisation, title="Anderes")
    invite_address(theirs, other.clerk, NEW, "editor")
    user = join(town, admin)
    assert (rights(user, project), rights(user, theirs)) == ("", "")
    assert theirs.invitations.count() == 1


def test_it_does_not_count_when_whoever_asked_leads_no_longer(
    town: folders.Town, admin: User, project: Project
) -> None:
    invite_address(project, town.clerk, NEW, "editor")
    services.invite(project, admin, admin, "owner")
    services.invite(project, admin, town.clerk, "reader")
    assert rights(join(town, admin), project) == ""


def test_it_ends_when_whoever_asked_leaves_or_it_is_taken_back(
    town: folders.Town, admin: User, project: Project
) -> None:
    made = invite_address(project, town.clerk, NEW, "editor")
    assert made
    withdraw_invitation(project, town.clerk, made.pk)
    assert not ProjectInvitation.objects.exists()
    invite_address(project, town.clerk, NEW, "editor")
    members.remove_member(town.organisation, town.clerk.pk, by=admin)
    assert not ProjectInvitation.objects.exists()


def test_only_who_leads_asks_and_only_with_an_address_and_a_role(
    town: folders.Town, admin: User, project: Project
) -> None:
    reader = folders.member(town.organisation, "lea")
    services.invite(project, town.clerk, reader, "editor")
    with pytest.raises(NotAllowed):
        invite_address(project, reader, NEW, "editor")
    with pytest.raises(NotAllowed):
        withdraw_invitation(project, reader, 1)
    for email, role in (("keine adresse", "editor"), (NEW, "owner"), (NEW, "admin")):
        with pytest.raises(WrongInput):
            invite_address(project, town.clerk, email, role)
    assert not ProjectInvitation.objects.exists()


def test_no_project_waits_for_very_many(town: folders.Town, admin: User, project: Project) -> None:
    for number in range(MOST_WAITING):
        invite_address(project, town.clerk, f"p{number}@stadt.example", "reader")
    invite_address(project, town.clerk, "p0@stadt.example", "editor")
    with pytest.raises(WrongInput):
        invite_address(project, town.clerk, NEW, "reader")


def test_taking_back_does_not_let_anybody_ask_for_ever(
    town: folders.Town, admin: User, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invitations, "MOST_A_DAY", 3)
    for _turn in range(3):
        made = invite_address(project, town.clerk, NEW, "reader")
        assert made
        withdraw_invitation(project, town.clerk, made.pk)
    with pytest.raises(WrongInput):
        invite_address(project, town.clerk, NEW, "reader")
    assert invite_address(project, admin, NEW, "reader")


def test_a_member_takes_part_at_once(town: folders.Town, admin: User, project: Project) -> None:
    lea = folders.member(town.organisation, "lea")
    assert invite_address(project, town.clerk, lea.email, "reader") is None
    assert rights(lea, project) == "reader"


def test_expired_ones_do_not_count_and_are_forgotten(
    town: folders.Town, admin: User, project: Project
) -> None:
    invite_address(project, town.clerk, NEW, "editor")
    invite_address(project, town.clerk, "anders@stadt.example", "editor")
    over = timezone.now() - timedelta(minutes=1)
    ProjectInvitation.objects.filter(email=NEW).update(expires_at=over)
    user = join(town, admin)
    assert rights(user, project) == ""
    ProjectInvitation.objects.create(
        project=project, email=NEW, invited_by=town.clerk, expires_at=timezone.now() - timedelta(minutes=1)
    )
    assert (forget_old_invitations(), ProjectInvitation.objects.get().email) == (1, "anders@stadt.example")


def test_an_admin_s_invitation_by_mail_leads_into_town_and_project(
    town: folders.Town, admin: User, project: Project, client: Client
) -> None:
    client.force_login(admin)
    page = f"/projekte/{project.pk}/beteiligte/"
    assert client.post(f"{page}einladen/", {"email": NEW, "rolle": "reader"}).status_code == 302
    [mail] = OutgoingMail.objects.filter(to=NEW)
    assert "an einem Projekt" in mail.text
    assert "Mängelmelder" not in mail.text
    assert "in die Kommune eingeladen" in client.get(page).content.decode()
    user = factories.person("neu")
    client.force_login(user)
    client.post(link_in(mail))
    assert rights(user, project) == "reader"
    assert Membership.objects.get(user=user).role == "reader"


def test_without_the_right_to_let_in_admins_are_asked_and_the_address_stays_in_the_project(
    town: folders.Town, admin: User, project: Project, client: Client
) -> None:
    client.force_login(town.clerk)
    page = f"/projekte/{project.pk}/beteiligte/"
    client.post(f"{page}einladen/", {"email": NEW, "rolle": "editor"})
    assert not OutgoingMail.objects.exists()
    assert not Invitation.objects.exists()
    [notice] = Notice.objects.filter(user=admin)
    assert NEW not in notice.text_de + notice.text_en
    assert all(NEW not in str(one.said) for one in AuditEvent.objects.all())
    client.force_login(admin)
    assert NEW in client.get(notice.url).content.decode()
    client.post(f"{page}einladen/", {"email": NEW, "rolle": "editor"})
    assert OutgoingMail.objects.get().to == NEW


def test_an_odd_address_is_said_so_and_stays_in_the_field(
    town: folders.Town, admin: User, project: Project, client: Client
) -> None:
    client.force_login(town.clerk)
    answer = client.post(f"/projekte/{project.pk}/beteiligte/einladen/", {"email": "neu@", "rolle": "reader"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "keine E-Mail-Adresse" in text
    assert 'value="neu@"' in text


def test_somebody_s_data_name_the_address_and_it_goes_with_the_account(
    town: folders.Town, admin: User, project: Project
) -> None:
    invite_address(project, town.clerk, NEW, "editor")
    user = factories.person("neu")
    [row] = personal_data(user)["selection.ProjectInvitation"]
    assert row["email"] == NEW
    erase_account(user)
    assert not ProjectInvitation.objects.exists()
