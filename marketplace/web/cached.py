"""Whole pages kept per catalogue revision: what has not changed is not computed again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from marketplace.catalogue.queries import revision_token
from marketplace.web.comparison.choice import Choice

View = Callable[..., HttpResponse]
MOST_BYTES = 64 << 20
# Whoever has one of these sees something of their own: an account, or a message such as "signed out".
PERSONAL_COOKIES = {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name}


class PageCache:
    """The most recently asked pages of this process; a page is valid for one key only.

    Args:
        most: bytes of content that are kept; whoever invents addresses shall not fill the memory.
    """

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._bytes = 0
        self._pages: OrderedDict[tuple[Any, ...], tuple[bytes, dict[str, str]]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: tuple[Any, ...]) -> HttpResponse | None:
        """A fresh response with the kept content, or None."""
        with self._lock:
            kept = self._pages.get(key)
            if kept is None:
                return None
            self._pages.move_to_end(key)
        content, headers = kept
        return HttpResponse(content, headers=headers)

    def keep(self, key: tuple[Any, ...], response: HttpResponse) -> None:
        """Keep a successful page; the least recently asked one makes room."""
        with self._lock:
            if key not in self._pages:
                self._bytes += len(response.content)
                self._pages[key] = (response.content, dict(response.items()))
            while self._bytes > self._most:
                _, (content, _) = self._pages.popitem(last=False)
                self._bytes -= len(content)


_cache = PageCache()


def cached_by_revision(view: View) -> View:
    """Keep a public page that depends on its address, the language, the day and the catalogue only.

    What a visitor has put aside for comparison shows on every page and so belongs to the key.

    Signed-in people always get a page of their own, and so does everyone before a catalogue is loaded.
    """

    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        token = revision_token()
        if request.method != "GET" or token is None or PERSONAL_COOKIES & request.COOKIES.keys():
            return view(request, *args, **kwargs)
        key = (
            token,
            timezone.localdate(),
            get_language(),
            request.get_full_path(),
            request.headers.get("HX-Request") == "true",
            Choice.of(request),
        )
        if (found := _cache.get(key)) is not None:
            return found
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, ["Cookie"])
        is_of_now = "no-store" not in response.get("Cache-Control", "")
        if response.status_code == 200 and is_of_now and not response.cookies:
            _cache.keep(key, response)
        return response

    return kept
