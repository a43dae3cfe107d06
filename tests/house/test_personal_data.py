"""Every model that points at a person says what becomes of it in the download and when an account goes."""

from __future__ import annotations

from django.apps import apps
from django.db.models import Model

from marketplace.accounts.models import User
from marketplace.accounts.personal import declarations

# Rows of the frameworks that go with the account or hold nothing of the person.
OF_THE_FRAMEWORK = {"accounts.User_groups", "accounts.User_user_permissions", "admin.LogEntry"}


def _points_at_people(model: type[Model]) -> bool:
    return any(field.related_model is User for field in model._meta.get_fields() if field.concrete)


def test_no_model_with_personal_data_is_forgotten() -> None:
    pointing = {model._meta.label for model in apps.get_models() if _points_at_people(model)}
    declared = {one.model for one in declarations()}
    assert pointing - OF_THE_FRAMEWORK - declared == set()


def test_what_stays_after_an_account_is_erased_says_why() -> None:
    assert [one.model for one in declarations() if one.erase is None and not one.why_kept] == []


def test_each_declaration_names_a_model_that_exists() -> None:
    known = {model._meta.label for model in apps.get_models()}
    assert {one.model for one in declarations()} <= known
