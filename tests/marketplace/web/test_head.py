"""The head of a page leads people to where they work, and nobody else."""

from __future__ import annotations

import pytest
from django.test import Client

from marketplace.organisations.models import Membership, Organisation
from tests import factories

pytestmark = pytest.mark.django_db


def places(client: Client) -> set[str]:
    head = client.get("/loesungen/").content.decode().partition("</header>")[0]
    return {name for name in ("/anbieten/", "/pruefung/", "/projekte/") if f'href="{name}"' in head}


def test_each_finds_the_own_place_in_the_head(client: Client) -> None:
    assert places(client) == set()
    client.force_login(factories.reviewer())
    assert places(client) == {"/projekte/", "/pruefung/"}
    seller = factories.person("emil")
    firm = Organisation.objects.create(kind=Organisation.Kind.PROVIDER, name="Muster Software")
    Membership.objects.create(organisation=firm, user=seller, role="reader")
    client.force_login(seller)
    assert places(client) == {"/projekte/", "/anbieten/"}
