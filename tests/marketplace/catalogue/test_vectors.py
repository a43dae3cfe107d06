"""Vectors of texts are kept when the catalogue changes; reading never writes."""

from __future__ import annotations

import numpy as np
import pytest
from django.core.checks import run_checks
from numpy.typing import NDArray
from pytest_django import DjangoAssertNumQueries

from marketplace.catalogue import checks, meaning, nearness, vectors
from marketplace.catalogue.models import TextVector
from marketplace.catalogue.search import search
from marketplace.catalogue.search_index import keep_compared_texts
from marketplace.catalogue.search_request import SearchRequest
from marketplace.catalogue.vectors import forget_vectors, keep_vectors, known_vectors
from tests.factories import listing

pytestmark = pytest.mark.django_db
TEXTS = ["Schlaglöcher melden", "Räume buchen", ""]


def _row(packed: bytes) -> NDArray[np.int8]:
    return np.frombuffer(packed, dtype=np.int8)[None, :]


def test_a_packed_vector_keeps_its_direction() -> None:
    row = meaning.vectors_of(["Schlaglöcher melden"])[0]
    assert float(meaning.unpacked(_row(meaning.packed(row)))[0] @ row) > 0.99


def test_texts_of_like_meaning_are_near_each_other() -> None:
    cool, heat, dogs = meaning.vectors_of(
        ["Abkühlung an heißen Tagen", "Hitzeschutz", "Hundesteuer anmelden"]
    )
    assert cool @ heat > cool @ dogs


def test_kept_vectors_are_read_with_one_query_and_unused_ones_forgotten(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    assert keep_vectors(TEXTS) == 2
    assert keep_vectors(TEXTS) == 0
    with django_assert_num_queries(1):
        rows = known_vectors(TEXTS)
    assert rows.shape == (3, meaning.SIZE)
    assert np.allclose(np.linalg.norm(meaning.unpacked(rows), axis=1), [1, 1, 0], atol=1e-5)
    assert forget_vectors(except_of=TEXTS[:1]) == 1
    assert TextVector.objects.count() == 1


def test_reading_unknown_texts_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "_own", {})
    computed = known_vectors(TEXTS)
    assert TextVector.objects.count() == 0
    keep_vectors(TEXTS)
    assert np.array_equal(known_vectors(TEXTS), computed)


def test_a_question_writes_nothing_and_a_kept_catalogue_needs_no_computing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    listing("klarschiff", summary_de="Schäden im Ort melden.")
    assert keep_compared_texts() > 0
    kept = TextVector.objects.count()
    monkeypatch.setattr(vectors, "_own", {})
    monkeypatch.setattr(
        vectors, "vectors_of", lambda texts: meaning.vectors_of([]) if not texts else pytest.fail("computed")
    )
    assert search(SearchRequest(text="Schäden")).total == 1
    assert TextVector.objects.count() == kept


def test_without_the_package_words_still_find_and_the_operator_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in (checks, nearness, vectors, meaning):
        monkeypatch.setattr(module, "is_available", lambda: False)
    listing("klarschiff", summary_de="Schäden im Ort melden.")
    assert keep_compared_texts() == 0
    assert search(SearchRequest(text="Schäden")).total == 1
    assert [message.id for message in run_checks() if message.id == "catalogue.W001"] == ["catalogue.W001"]
