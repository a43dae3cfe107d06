"""What is forgotten of invitations."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.organisations.membership_services import invite
from marketplace.organisations.models import Invitation
from marketplace.organisations.retention import forget_old_invitations
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("days", "accepted", "gone"), [(29, False, 0), (31, False, 1), (29, True, 0), (31, True, 1)]
)
def test_old_invitations_go_with_the_address_they_hold(days: int, accepted: bool, gone: int) -> None:
    alice = factories.person("alice")
    town = factories.municipality(members={alice: "admin"})
    made, _token = invite(town, by=alice, email="neu@stadt.example", role="reader")
    then = timezone.now() - timedelta(days=days)
    Invitation.objects.filter(pk=made.pk).update(expires_at=then, accepted_at=then if accepted else None)
    assert forget_old_invitations() == gone
