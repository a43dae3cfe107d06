"""Asks for pages in any role; whatever an answer changes is taken back before the next question."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.permissions.matrix import Row
from tests.permissions.outcomes import outcome_of
from tests.permissions.world import World


class Asker:
    """The world, and a session for every person of it."""

    def __init__(self, world: World, sessions: Mapping[str, str]) -> None:
        self.world, self._sessions = world, sessions

    def address(self, row: Row, state: str) -> str:
        """The address of a row's object in this state, with the query the row names."""
        return self.path(row, state, "de") + row.query

    def path(self, row: Row, state: str, language: str) -> str:
        """The same without the query, in one of the languages."""
        values = {key: self.value(name) for key, name in row.addresses[state].items()}
        with override(language):
            return reverse(row.route, kwargs=values)

    def value(self, name: Any) -> Any:
        """What a name of the matrix stands for: `$name` or a bare name of an object, `=text` for itself."""
        if isinstance(name, list):
            return [self.value(one) for one in name]
        text = str(name)
        return text[1:] if text.startswith("=") else self.world.objects[text]

    def body(self, row: Row) -> dict[str, Any]:
        """What the row sends; `$name` stands for an object, everything else for itself."""
        return {key: self._sent(value) for key, value in row.send.items()}

    def _sent(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._sent(one) for one in value]
        return self.world.objects[value[1:]] if str(value).startswith("$") else value

    def ask(
        self,
        role: str,
        method: str,
        address: str,
        body: Any = None,
        *,
        confirmed: bool = True,
        kind: str | None = None,
        **more: Any,
    ) -> HttpResponse:
        """Ask once; nothing of it stays.

        Args:
            confirmed: whether the person gave the password a moment ago.
            kind: media type of a body that is sent as it stands.
        """
        client = Client(raise_request_exception=False, **more.pop("client", {}))
        with self._nothing_stays():
            if role != "anonymous":
                client.cookies[settings.SESSION_COOKIE_NAME] = self._session(role, confirmed)
            if kind is None:
                answer: Any = getattr(client, method)(address, body, **more)
            else:
                answer = client.generic(method.upper(), address, body, kind, **more)
            if answer.streaming:
                # Read to its end, it closes itself without ending the connection to the database.
                answer.getvalue()
        return cast(HttpResponse, answer)

    def outcome(self, role: str, method: str, row: Row, state: str, **more: Any) -> str:
        """The class of the answer to a row's question."""
        address = self.address(row, state)
        body = self.body(row) if method == "post" else None
        answer = self.ask(role, method, address, body, headers=dict(row.headers), **more)
        return outcome_of(answer, address.partition("?")[0])

    def _session(self, role: str, confirmed: bool) -> str:
        key = self._sessions[role]
        if confirmed:
            store = SessionStore(key)
            said = {"method": "password", "at": time.time(), "reauthenticated": True}
            store["account_authentication_methods"] = [said]
            store["account_authentication_methods_user"] = str(self.world.people[role].pk)
            store.save()
        return key

    @contextmanager
    def _nothing_stays(self) -> Iterator[None]:
        cache.clear()
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
