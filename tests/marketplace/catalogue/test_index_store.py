"""Stored indexes: whole or not at all, shared by processes, and the same however they came about."""

from __future__ import annotations

import subprocess
import sys
import threading
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from pytest_django import Settings

from marketplace.catalogue import current_index, index_build, index_store, meaning, vectors
from marketplace.catalogue.index_build import build, text_arrays
from marketplace.catalogue.models import Listing
from marketplace.catalogue.queries import revision_token
from marketplace.catalogue.search import search
from marketplace.catalogue.search_arrays import ListingArrays, Packed, SearchArrays, TextArrays
from marketplace.catalogue.search_request import SearchRequest
from marketplace.catalogue.services import bump_revision
from marketplace.catalogue.terms import Document, weights_of
from tests.factories import listing

WORDS = ["Baumkataster", "Schlagloch", "melden", "Räume", "buchen", "Bürger", "Beteiligung", "Wald", "Plan"]


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.CACHE_ROOT = tmp_path
    monkeypatch.setattr(current_index, "_held", current_index._Held())


def _same(one: SearchArrays, other: SearchArrays) -> bool:
    return (
        list(one.text.postings.names) == list(other.text.postings.names)
        and one.text.words_with == other.text.words_with
        and one.listings.values == other.listings.values
        and all(np.array_equal(a, b) for a, b in zip(_plain(one), _plain(other), strict=True))
    )


def _plain(arrays: SearchArrays) -> list[NDArray[Any]]:
    postings, text, listings = arrays.text.postings, arrays.text, arrays.listings
    columns: list[NDArray[Any]] = [
        listings.masks,
        listings.ids,
        listings.digests,
        listings.neutral,
        listings.recency,
        listings.by_name,
    ]
    return [
        postings.starts,
        postings.documents,
        postings.weights,
        text.texts,
        text.names,
        *columns,
        listings.masks,
    ]


@pytest.mark.django_db
def test_what_is_stored_is_opened_the_same() -> None:
    listing("baum", summary_de="Bäume pflegen.", facts={"interfaces": ["Open311"], "license": "MIT"})
    token, arrays = uuid.uuid4(), build()
    index_store.store(arrays, token)
    opened = index_store.opened(token)
    assert opened is not None
    assert _same(arrays, opened)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content"),
    [("texts.npy", b"x"), ("words.json", b"{}"), ("contents.json", b"[1"), ("masks.npy", None)],
)
def test_a_damaged_index_is_built_again(name: str, content: bytes | None) -> None:
    listing("baum", summary_de="Bäume pflegen.")
    token = revision_token()
    assert token is not None
    assert search(SearchRequest(text="Bäume")).total == 1
    file = index_store.place_of(token) / name
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    assert index_store.opened(token) is None
    current_index._held.index = None
    assert search(SearchRequest(text="Bäume")).total == 1
    assert index_store.opened(token) is not None


@pytest.mark.django_db
def test_an_index_of_other_code_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    token = uuid.uuid4()
    index_store.store(build(), token)
    monkeypatch.setattr(index_store, "code_version", lambda: "another")
    assert index_store.opened(token) is None
    assert index_store.latest() is None


@pytest.mark.django_db
def test_a_new_index_replaces_the_others_and_leaves_nothing_unfinished() -> None:
    first, second = uuid.uuid4(), uuid.uuid4()
    index_store.store(build(), first)
    index_store.store(build(), second)
    assert not index_store.is_stored(first)
    assert [path.name for path in index_store.folder().iterdir()] == [index_store.place_of(second).name]


@pytest.mark.django_db
def test_where_nothing_can_be_stored_the_search_still_answers(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(index_store, "store", full)
    listing("baum", summary_de="Bäume pflegen.")
    assert search(SearchRequest(text="Bäume")).total == 1
    assert "cannot be stored" in caplog.text


def test_only_one_process_builds(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom fcntl import LOCK_EX, LOCK_NB, flock\n"
        "file = open(sys.argv[1], 'w')\n"
        "try:\n    flock(file, LOCK_EX | LOCK_NB)\n    print('mine')\n"
        "except BlockingIOError:\n    print('taken')\n"
    )
    with index_store.building(wait=False) as is_ours:
        assert is_ours
        lock = str(index_store.folder() / "building.lock")
        command = [sys.executable, "-c", script, lock]
        assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "taken\n"
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "mine\n"


@pytest.mark.django_db
def test_the_errand_stores_once(monkeypatch: pytest.MonkeyPatch) -> None:
    listing("baum")
    assert current_index.store_current_index() == 1
    assert current_index.store_current_index() == 0
    monkeypatch.setattr(
        current_index, "build", lambda _former=None: pytest.fail("built although it is stored")
    )
    assert search(SearchRequest()).total == 1


@pytest.mark.django_db
def test_a_large_catalogue_answers_from_the_last_index_until_the_new_one_is_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    listing("baum", summary_de="Bäume pflegen.")
    assert search(SearchRequest(text="Hundesteuer")).total == 0
    monkeypatch.setattr(current_index, "BUILT_AT_ONCE", 0)
    listing("hund", summary_de="Hundesteuer anmelden.")
    before = search(SearchRequest(text="Hundesteuer"))
    assert (before.total, before.is_current) == (0, False)
    assert current_index.store_current_index() == 2
    # A thread has a connection of its own, which sees nothing of this test's transaction.
    monkeypatch.setattr("threading.Thread", _AtOnce)
    monkeypatch.setattr(current_index, "close_old_connections", lambda: None)
    search(SearchRequest(text="Hundesteuer"))
    after = search(SearchRequest(text="Hundesteuer"))
    assert (after.total, after.is_current) == (1, True)


class _AtOnce(threading.Thread):
    def start(self) -> None:
        self.run()


@pytest.mark.django_db
def test_what_has_not_changed_is_not_analysed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in WORDS[:4]:
        listing(name.casefold().replace("ä", "ae"), summary_de=f"{name} im Ort.")
    former = build()
    Listing.objects.filter(slug="wald").update(summary_de="x")
    changed = Listing.objects.order_by("pk").last()
    assert changed is not None
    changed.summary_de = "Etwas ganz anderes."
    changed.save()
    bump_revision()
    analysed: list[Document] = []

    def noted(document: Document) -> dict[str, float]:
        analysed.append(document)
        return weights_of(document)

    monkeypatch.setattr(index_build, "weights_of", noted)
    again = build(former)
    assert len(analysed) == 1
    assert _same(again, build())


def _no_vectors(texts: Sequence[str]) -> Packed:
    return np.zeros((len(texts), meaning.SIZE), dtype=np.int8)


documents = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(
        lambda some: {"summary": {"de": " ".join(some)}}
    ),
    max_size=12,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=documents, after=documents)
def test_taking_over_from_any_former_index_gives_the_same_as_building_anew(
    before: list[dict[str, dict[str, str]]], after: list[dict[str, dict[str, str]]]
) -> None:
    former_text = text_arrays(before, _no_vectors)
    analysed = index_build._Analysed(_with_digests(former_text, before), _no_vectors)
    analysed.add(after)
    taken, anew = analysed.arrays(), text_arrays(after, _no_vectors)
    assert list(taken.postings.names) == list(anew.postings.names)
    assert np.array_equal(taken.postings.starts, anew.postings.starts)
    assert np.array_equal(taken.postings.documents, anew.postings.documents)
    assert np.array_equal(taken.postings.weights, anew.postings.weights)
    assert taken.words_with == anew.words_with


def _with_digests(text: TextArrays, of: list[dict[str, dict[str, str]]]) -> SearchArrays:
    digests = b"".join(index_build.digest_of_document(document) for document in of)
    nothing = np.zeros(len(of), dtype=np.int64)
    listings = ListingArrays(
        ids=nothing,
        digests=np.frombuffer(digests, dtype=np.uint8).reshape(len(of), index_build.DIGEST),
        neutral=nothing.astype(np.uint64),
        recency=nothing.astype(np.int32),
        by_name=nothing.astype(np.int32),
        values=[],
        masks=np.zeros((0, len(of)), dtype=bool),
    )
    return SearchArrays(text, listings)


def test_what_encodes_texts_belongs_to_their_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    document = {"summary": {"de": "Bäume"}}
    with_encoder = index_build.digest_of_document(document)
    for module in (meaning, vectors):
        monkeypatch.setattr(module, "is_available", lambda: False)
    assert index_build.digest_of_document(document) != with_encoder
