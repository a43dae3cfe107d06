"""Which index answers now: the stored one of the present state, or for a moment the last good one.

A small catalogue is built by whoever asks first. A large one is built beside the visitors: by the errand
process or, where none runs, in a thread; until then the last index goes on answering (docs/adr/0019).
"""

from __future__ import annotations

import gc
import logging
import threading
import time
from datetime import date
from uuid import UUID

from django.db import close_old_connections
from django.utils import timezone

from marketplace.catalogue import index_store
from marketplace.catalogue.index_build import build
from marketplace.catalogue.queries import published_listings, revision_token
from marketplace.catalogue.search_arrays import SearchArrays
from marketplace.catalogue.search_index import SearchIndex

log = logging.getLogger(__name__)

# Up to so many listings are built while the visitor waits: a second at most.
BUILT_AT_ONCE = 1000
# For so many seconds a web process leaves building a large catalogue to the errand process.
PATIENCE = 20.0


class _Held:
    """The index this process answers with, and since when it knows that it is no longer the present one."""

    def __init__(self) -> None:
        self.index: SearchIndex | None = None
        self.outdated_since: float | None = None
        self.lock = threading.Lock()
        self.renewing = threading.Lock()


_held = _Held()


def current_index() -> tuple[SearchIndex, bool]:
    """The index to answer with, and whether it is of the present state of the catalogue."""
    wanted, today = revision_token(), timezone.localdate()
    held = _held.index
    if held is not None and wanted is not None and held.token == wanted:
        return (held if held.today == today else _hold(held.on(today))), True
    if held is None or wanted is None or held.token is None or _is_small():
        with _held.lock:
            held = _held.index
            if held is None or held.token != wanted or wanted is None:
                held = _hold(SearchIndex(_stored_or_built(wanted, former=held), wanted, today))
            return held, True
    _renew_beside(wanted, today)
    return held, False


def _hold(index: SearchIndex) -> SearchIndex:
    if _held.index is None or index.size > BUILT_AT_ONCE:
        # Else each full collection walks through the whole index, a fifth of a second at 100,000 listings.
        gc.freeze()
    _held.index, _held.outdated_since = index, None
    return index


def _is_small() -> bool:
    return published_listings().count() <= BUILT_AT_ONCE


def _stored_or_built(wanted: UUID | None, former: SearchIndex | None = None) -> SearchArrays:
    if wanted is None:
        return build()
    if (stored := index_store.opened(wanted)) is not None:
        return stored
    try:
        with index_store.building(wait=True):
            return index_store.opened(wanted) or _built(wanted, former)
    except OSError as error:
        log.warning("The search index cannot be stored, each process builds its own: %s", error)
        return build(former.arrays if former else None)


def _built(wanted: UUID, former: SearchIndex | None) -> SearchArrays:
    arrays = build(former.arrays if former else index_store.latest())
    index_store.store(arrays, wanted)
    # Opened again, so that the memory is shared with the other processes.
    return index_store.opened(wanted) or arrays


def _renew_beside(wanted: UUID, today: date) -> None:
    """Open the present index in a thread, or build it where nobody else has done so for a while."""
    now = time.monotonic()
    _held.outdated_since = _held.outdated_since or now
    if not index_store.is_stored(wanted) and now - _held.outdated_since < PATIENCE:
        return
    if _held.renewing.acquire(blocking=False):
        threading.Thread(target=_renew, args=(wanted, today), name="search-index", daemon=True).start()


def _renew(wanted: UUID, today: date) -> None:
    try:
        _hold(SearchIndex(_stored_or_built(wanted, _held.index), wanted, today))
    except Exception:
        log.exception("The search index could not be renewed; the last one goes on answering")
    finally:
        _held.renewing.release()
        close_old_connections()


def store_current_index() -> int:
    """Store the index of the present state where it is missing; for the errand process and the first start.

    Returns:
        How many listings were indexed; 0 where nothing was to be done or somebody else is at it.
    """
    wanted = revision_token()
    if wanted is None or index_store.is_stored(wanted):
        return 0
    with index_store.building(wait=False) as is_ours:
        if not is_ours or index_store.is_stored(wanted):
            return 0
        arrays = build(index_store.latest())
        index_store.store(arrays, wanted)
        return len(arrays.listings.ids)
