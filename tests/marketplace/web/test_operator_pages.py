"""The operator's desk: every page of it answers, and what is changed there shows at once."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.catalogue.queries import revision_token
from marketplace.catalogue.services import bump_revision
from tests import factories

pytestmark = pytest.mark.django_db
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)


@pytest.fixture
def operator(client: Client) -> Client:
    client.force_login(factories.operator())
    return client


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_each_list_and_form_answers(operator: Client, model: type[Model]) -> None:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    assert operator.get(reverse(f"{name}_changelist"), {"q": "ä'\"%"}).status_code in {200, 302}
    # Runs, grades and workers are never made by hand.
    assert operator.get(reverse(f"{name}_add")).status_code in {200, 403}


def test_nobody_else_gets_in(client: Client) -> None:
    client.force_login(User.objects.create_user("anna"))
    assert client.get("/betrieb/").status_code == 302


def test_a_provider_renamed_by_the_operator_has_its_new_name_in_lists_at_once(operator: Client) -> None:
    provider = factories.listing().provider
    bump_revision()
    assert provider.name in operator.get("/loesungen/").content.decode()
    values = {"slug": provider.slug, "name": "Neustadt an der Aue", "kind": provider.kind}
    answer = operator.post(reverse("admin:organisations_provider_change", args=[provider.pk]), values)
    assert answer.status_code == 302
    assert "Neustadt an der Aue" in operator.get("/loesungen/").content.decode()


def test_a_listing_that_is_deleted_leaves_the_lists(operator: Client) -> None:
    listing = factories.listing()
    bump_revision()
    before = revision_token()
    operator.post(reverse("admin:catalogue_listing_delete", args=[listing.pk]), {"post": "yes"})
    assert revision_token() != before
