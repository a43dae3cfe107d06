"""Solutions side by side: the address, the rule of the order, and the whole page."""

from __future__ import annotations

import pytest
from django.test import Client

from marketplace.catalogue.models import Listing
from tests import factories


@pytest.fixture
def two(db: None) -> None:
    """Two solutions that differ in licence and operation."""
    factories.listing("klarschiff", name="Klarschiff", facts={"license": "GPL-3.0-only"})
    factories.listing("mark-a-spot", name="Mark-a-Spot", facts={"license": "MIT"})


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_two_solutions_stand_side_by_side_in_the_order_of_the_address(client: Client, two: None) -> None:
    html = page(client, "/vergleich/?l=mark-a-spot&l=klarschiff")
    assert "Zwei Lösungen nebeneinander" in html
    assert html.index('column-name">Mark-a-Spot') < html.index('column-name">Klarschiff')
