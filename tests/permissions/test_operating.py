"""The operators' pages of Django: nobody gets in but operators with a second factor."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.permissions.asking import Asker
from tests.permissions.outcomes import outcome_of
from tests.permissions.routes import Route, all_routes

pytestmark = pytest.mark.django_db
ROUTES = {name: one for name, one in all_routes().items() if name.startswith("admin:")}
FILLED = {"object_id": "0", "id": "0", "content_type_id": "0", "app_label": "catalogue"}
# What those who are no operators may get: the way to sign in or to the second factor, or a refusal.
SHUT = {"sign_in", "second_factor", "forbidden", "not_found", "method"}
# These stand for all others: nobody else is staff.
ASKING = ("anonymous", "town_admin", "lead", "bare_operator", "operator")
# Signing out is for everybody.
OPEN = {"admin:logout"}


@pytest.mark.parametrize("route", ROUTES.values(), ids=ROUTES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_only_operators_get_in(asker: Asker, route: Route, method: str) -> None:
    address = reverse(route.name, kwargs={key: FILLED[key] for key in route.values})
    for role in ASKING:
        answer = asker.ask(role, method, address)
        assert answer.status_code < 500, role
        if role != "operator" and route.name not in OPEN:
            assert outcome_of(answer, "") in SHUT, role
