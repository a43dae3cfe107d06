"""What is forgotten of sessions and attempts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from marketplace.accounts.retention import forget_counted_attempts, forget_ended_sessions
from tests import factories

pytestmark = pytest.mark.django_db


def test_ended_sessions_go_with_their_devices_and_others_stay() -> None:
    person = factories.person("anna")
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(person)
        key = client.session.session_key
        UserSession.objects.get_or_create(
            session_key=key, defaults={"user": person, "ip": "192.0.2.1", "user_agent": "Browser"}
        )
    over = clients[0].session.session_key
    Session.objects.filter(pk=over).update(expire_date=timezone.now() - timedelta(minutes=1))
    assert forget_ended_sessions() == 1
    assert [one.session_key for one in UserSession.objects.all()] == [clients[1].session.session_key]
    assert not Session.objects.filter(pk=over).exists()


def test_counted_attempts_go_when_they_count_no_longer_and_others_stay() -> None:
    cache.clear()
    cache.set("rl:login:ip:192.0.2.1", [1], timeout=300)
    cache.set("rl:login:ip:192.0.2.2", [1], timeout=300)
    with connection.cursor() as cursor:
        then = connection.ops.adapt_datetimefield_value(timezone.now() - timedelta(seconds=2))
        cursor.execute(
            "UPDATE short_term_notes SET expires = %s WHERE cache_key LIKE %s", [then, "%192.0.2.1"]
        )
    assert forget_counted_attempts() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM short_term_notes")
        [(key,)] = cursor.fetchall()
    assert key.endswith("192.0.2.2")
    assert cache.get("rl:login:ip:192.0.2.2") == [1]
