"""The world of the matrix: built once for all its tests, and taken back after each of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker

from tests.permissions.asking import Asker
from tests.permissions.world import World, build


@pytest.fixture(scope="package")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the files of the world lie, and those the tests add."""
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="package")
def built(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, media: Path
) -> Iterator[tuple[World, dict[str, str]]]:
    """Everything in one transaction that never ends well, with a session for every person."""
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media), transaction.atomic():
        world = build()
        sessions = {role: _session(person) for role, person in world.people.items()}
        yield world, sessions
        transaction.set_rollback(True)


def _session(person: Any) -> str:
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def _django_db_helper() -> None:
    """Instead of pytest-django's own: that one would end the transaction of `built` after the first test.

    The mark `django_db` is still needed: it says that the database has to be set up.
    """


@pytest.fixture
def asker(
    built: tuple[World, dict[str, str]], django_db_blocker: DjangoDbBlocker, media: Path, settings: Any
) -> Iterator[Asker]:
    """Somebody who asks in every role. Mails and files of the test go nowhere else."""
    settings.MEDIA_ROOT = media
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    with django_db_blocker.unblock():
        yield Asker(*built)
