"""Relevance by words and tasks alone: meaning is switched off here, as on a machine without the encoder."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest

from marketplace.catalogue import nearness
from marketplace.catalogue.index_build import text_arrays
from marketplace.catalogue.meaning import SIZE
from marketplace.catalogue.search_arrays import Packed
from marketplace.catalogue.terms import Document
from marketplace.catalogue.text_index import TextIndex


@pytest.fixture(autouse=True)
def _without_meaning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearness, "is_available", lambda: False)


def _no_vectors(texts: Sequence[str]) -> Packed:
    return np.zeros((len(texts), SIZE), dtype=np.int8)


DOCUMENTS: list[Document] = [
    {"name": {"de": "Klarschiff"}, "search_words": {"de": "Mängelmelder"}},
    {"name": {"de": "Saalplan"}, "summary": {"de": "Buchung von Räumen im Rathaus", "en": "Book rooms"}},
    {
        "name": {"de": "Adhocracy"},
        "summary": {"de": "Bürgerbeteiligung im Netz", "en": "Public participation"},
    },
    {"name": {"de": "Gießapp"}, "summary": {"de": "Bäume gießen", "en": "Water the trees"}},
]


def _document(name: str, search_words: str) -> Document:
    return {"name": {"de": name}, "search_words": {"de": search_words}}


def _found(text: str) -> list[int]:
    relevance = TextIndex(text_arrays(DOCUMENTS, _no_vectors)).ask(text).relevance
    return [int(place) for place in np.argsort(-relevance, kind="stable") if relevance[place] > 0]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Raumbuchung", 1),
        ("Räume buchen", 1),
        ("Beteiligung der Bürger", 2),
        ("Bürgerbeteiligugn", 2),
        ("Buergerbeteiligung", 2),
        ("participation", 2),
        ("Schlagloch melden", 0),
        ("defekte Straßenlaterne", 0),
        ("Baum", 3),
        ("trees", 3),
    ],
)
def test_compounds_slips_spellings_languages_and_tasks_lead_to_the_listing(text: str, place: int) -> None:
    assert _found(text)[0] == place


@pytest.mark.parametrize("text", ["xqzvw", "der die das", "", "???"])
def test_nonsense_finds_nothing(text: str) -> None:
    assert _found(text) == []


def test_a_task_named_in_other_words_is_told_with_them() -> None:
    answer = TextIndex(text_arrays(DOCUMENTS, _no_vectors)).ask("ein Schlagloch melden")
    assert "Schlagloch" in answer.tasks["maengelmelder"]


def test_without_the_encoder_no_document_is_like_a_question() -> None:
    answer = TextIndex(text_arrays(DOCUMENTS, _no_vectors)).ask("Raumbuchung")
    assert answer.likeness is not None
    assert not answer.likeness.scores.any()


def test_an_empty_catalogue_answers_nothing() -> None:
    assert TextIndex(text_arrays([], _no_vectors)).ask("Raum").relevance.size == 0


def test_a_word_that_stands_only_in_names_of_one_task_hints_at_it() -> None:
    documents = [_document("Eins", "Mängelmelder"), _document("Zwei", "Raumbuchung")]
    answer = TextIndex(text_arrays(documents, _no_vectors)).ask("die Laterne vor dem Haus")
    assert answer.relevance[0] > 0
    assert answer.relevance[1] == 0


def test_what_mainly_does_a_task_stands_above_what_does_it_beside_others() -> None:
    many = "Mängelmelder · Raumbuchung · Abfallkalender · Terminvergabe"
    documents = [_document("Alles", many), _document("Eines", "Mängelmelder")]
    answer = TextIndex(text_arrays(documents, _no_vectors)).ask("Schlagloch melden")
    assert answer.relevance[1] > answer.relevance[0] > 0


def test_for_a_task_nobody_does_nothing_is_close_unless_an_entry_says_the_very_words() -> None:
    documents: list[Document] = [{"summary": {"de": "Räume verwalten"}}, _document("Zwei", "Raumbuchung")]
    index = TextIndex(text_arrays(documents, _no_vectors))
    assert index.ask("Grabstellen auf dem Friedhof verwalten").close_from == math.inf
    served = index.ask("Raumbuchung")
    assert (served.relevance >= served.close_from).tolist() == [False, True]


def test_it_is_a_word_where_it_is_written_like_an_abbreviation() -> None:
    documents = [_document("Eins", "IT-Hilfe"), _document("Zwei", "Hilfe finden")]
    answer = TextIndex(text_arrays(documents, _no_vectors)).ask("IT-Hilfe")
    assert answer.relevance[0] > answer.relevance[1]
