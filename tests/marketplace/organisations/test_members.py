"""Who joins, who may what, and that rights end at once."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from marketplace.audit.models import AuditEvent
from marketplace.organisations import membership_services
from marketplace.organisations.errors import MembershipRefused, NotAllowed
from marketplace.organisations.membership_services import (
    accept_invitation,
    change_role,
    invite,
    remove_member,
    transfer,
    use_organisation,
    withdraw_invitation,
)
from marketplace.organisations.models import Invitation, Membership
from marketplace.organisations.queries import municipality_of, role_in
from tests import factories

pytestmark = pytest.mark.django_db


def test_an_invited_person_joins_with_the_offered_role() -> None:
    alice, bob = factories.person("alice"), factories.person("bob")
    town = factories.municipality(members={alice: "admin"})
    _invitation, token = invite(town, by=alice, email="Bob@Stadt.example", role="reader")
    accept_invitation(token, bob)
    assert role_in(bob, town) == "reader"
    assert municipality_of(bob) == town
    kinds = list(AuditEvent.objects.values_list("kind", flat=True))
    assert kinds == ["membership.invited", "membership.began"]


def test_the_token_itself_is_stored_nowhere() -> None:
    alice = factories.person("alice")
    town = factories.municipality(members={alice: "admin"})
    invitation, token = invite(town, by=alice, email="bob@stadt.example", role="reader")
    assert token not in str(Invitation.objects.filter(pk=invitation.pk).values().get())


def test_an_invitation_works_once_for_the_invited_address_only() -> None:
    alice, bob, carl = (factories.person(name) for name in ("alice", "bob", "carl"))
    town = factories.municipality(members={alice: "admin"})
    _invitation, token = invite(town, by=alice, email=bob.email, role="editor")
    with pytest.raises(NotAllowed):
        accept_invitation(token, carl)
    accept_invitation(token, bob)
    remove_member(town, bob.pk, by=alice)
    with pytest.raises(NotAllowed):
        accept_invitation(token, bob)


def test_an_address_that_is_not_confirmed_joins_nothing() -> None:
    alice, bob = factories.person("alice"), factories.person("bob")
    bob.emailaddress_set.update(verified=False)  # type: ignore[attr-defined]
    town = factories.municipality(members={alice: "admin"})
    _invitation, token = invite(town, by=alice, email=bob.email, role="editor")
    with pytest.raises(NotAllowed):
        accept_invitation(token, bob)


def test_invitations_expire_and_can_be_withdrawn_or_replaced() -> None:
    alice, bob = factories.person("alice"), factories.person("bob")
    town = factories.municipality(members={alice: "admin"})
    _first, replaced = invite(town, by=alice, email=bob.email, role="editor")
    second, late = invite(town, by=alice, email=bob.email, role="editor")
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    third, withdrawn = invite(town, by=alice, email=bob.email, role="editor")
    withdraw_invitation(town, third.pk, by=alice)
    for token in (replaced, late, withdrawn, "erfunden", withdrawn + "x"):
        with pytest.raises(NotAllowed):
            accept_invitation(token, bob)
    assert not Invitation.objects.filter(pk=second.pk).exists()


def test_expired_invitations_block_no_new_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    alice = factories.person("alice")
    town = factories.municipality(members={alice: "admin"})
    monkeypatch.setattr(membership_services, "MOST_OPEN", 1)
    invite(town, by=alice, email="a@example.org", role="reader")
    with pytest.raises(MembershipRefused, match="1 Einladungen offen"):
        invite(town, by=alice, email="b@example.org", role="reader")
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    invite(town, by=alice, email="b@example.org", role="reader")


def test_withdrawing_makes_no_room_for_more_mails_to_strangers(monkeypatch: pytest.MonkeyPatch) -> None:
    alice = factories.person("alice")
    town = factories.municipality(members={alice: "admin"})
    monkeypatch.setattr(membership_services, "MOST_A_DAY", 2)
    for number in range(2):
        made, _token = invite(town, by=alice, email=f"{number}@example.org", role="reader")
        withdraw_invitation(town, made.pk, by=alice)
    with pytest.raises(MembershipRefused, match="morgen"):
        invite(town, by=alice, email="c@example.org", role="reader")


@pytest.mark.parametrize("leaving", ["removed", "made a reader"])
def test_who_administers_no_longer_leaves_no_way_back_in(leaving: str) -> None:
    alice, bob, other = (factories.person(name) for name in ("alice", "bob", "bob-privat"))
    town = factories.municipality(members={alice: "admin", bob: "admin"})
    _invitation, token = invite(town, by=bob, email=other.email, role="admin")
    if leaving == "removed":
        remove_member(town, bob.pk, by=alice)
    else:
        change_role(town, bob.pk, by=alice, role="reader")
    with pytest.raises(NotAllowed):
        accept_invitation(token, other)


@pytest.mark.parametrize("role", ["editor", "reader", ""])
def test_only_admins_change_members(role: str) -> None:
    alice, bob, carl = (factories.person(name) for name in ("alice", "bob", "carl"))
    town = factories.municipality(members={alice: "admin", carl: "reader"})
    if role:
        Membership.objects.create(organisation=town, user=bob, role=role)
    with pytest.raises(NotAllowed):
        invite(town, by=bob, email="neu@stadt.example", role="admin")
    with pytest.raises(NotAllowed):
        change_role(town, bob.pk, by=bob, role="admin")
    with pytest.raises(NotAllowed):
        remove_member(town, carl.pk, by=bob)
    assert role_in(carl, town) == "reader"


def test_an_admin_of_one_town_has_no_rights_in_another() -> None:
    alice, bob = factories.person("alice"), factories.person("bob")
    factories.municipality("Stadt Eins", members={alice: "admin"})
    other = factories.municipality("Stadt Zwei", members={bob: "admin"})
    with pytest.raises(NotAllowed):
        remove_member(other, bob.pk, by=alice)
    with pytest.raises(NotAllowed):
        remove_member(other, alice.pk, by=alice)


def test_the_last_admin_stays_until_somebody_takes_over() -> None:
    alice, bob = factories.person("alice"), factories.person("bob")
    town = factories.municipality(members={alice: "admin", bob: "reader"})
    with pytest.raises(MembershipRefused, match="letzte Person"):
        remove_member(town, alice.pk, by=alice)
    with pytest.raises(MembershipRefused, match="letzte Person"):
        change_role(town, alice.pk, by=alice, role="reader")
    transfer(town, bob.pk, by=alice)
    assert (role_in(alice, town), role_in(bob, town)) == ("editor", "admin")
    remove_member(town, alice.pk, by=alice)
    assert role_in(alice, town) == ""
    assert municipality_of(alice) is None


def test_one_works_where_one_chose_to() -> None:
    alice, bob = factories.person("alice"), factories.person("bob")
    one = factories.municipality("Stadt Eins", members={alice: "admin"})
    two = factories.municipality("Stadt Zwei", members={alice: "reader"})
    assert municipality_of(alice) == one
    assert use_organisation(alice, two)
    assert municipality_of(alice) == two
    assert not use_organisation(bob, two)


@pytest.mark.django_db(transaction=True)
def test_two_admins_cannot_remove_each_other_at_once() -> None:
    alice, bob = factories.person("alice"), factories.person("bob")
    town = factories.municipality(members={alice: "admin", bob: "admin"})
    refused: list[Exception] = []

    def remove(member: int, by: object) -> None:
        try:
            remove_member(town, member, by=by)  # type: ignore[arg-type]
        except (NotAllowed, MembershipRefused) as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    both = [threading.Thread(target=remove, args=args) for args in ((bob.pk, alice), (alice.pk, bob))]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert len(refused) == 1
    assert Membership.objects.filter(organisation=town, role="admin").count() == 1
