"""The thesaurus: every concept can be asked for by each of its names."""

from __future__ import annotations

import pytest
import yaml

from marketplace.catalogue import thesaurus
from marketplace.catalogue.nearness import compared_names, names_of
from marketplace.catalogue.phrases import asked_names, said_names
from marketplace.catalogue.thesaurus import Concept, concepts
from marketplace.catalogue.words import words


def test_ids_are_unique_over_all_files() -> None:
    rows = [
        row for path in thesaurus.FOLDER.glob("*.yaml") for row in yaml.safe_load(path.read_text("utf-8"))
    ]
    ids = [row["concept"] for row in rows]
    assert len(ids) == len(set(ids)) == len(concepts())


def test_rows_know_only_the_documented_keys() -> None:
    rows = [
        row for path in thesaurus.FOLDER.glob("*.yaml") for row in yaml.safe_load(path.read_text("utf-8"))
    ]
    assert {key for row in rows for key in row} <= {"concept", "words", "asked", "products", "related"}


@pytest.mark.parametrize("concept", concepts(), ids=lambda concept: concept.id)
def test_each_name_leads_to_its_concept(concept: Concept) -> None:
    lost = [
        name
        for name in names_of(concept)
        if _stems(name) and concept.id not in _led_to(name) and not _is_compared_only(concept, name)
    ]
    assert concept.words
    assert lost == []


def test_few_asked_names_are_compared_by_their_meaning_only_and_none_that_entries_use() -> None:
    names = [(concept, name) for concept in concepts() for name in names_of(concept)]
    only_compared = {name for concept, name in names if _is_compared_only(concept, name)}
    assert len(only_compared) < len(names) / 20
    assert only_compared <= set(compared_names())
    # Else whoever asks for a lot ("Los") would be told about events.
    assert "was ist los" in only_compared
    assert asked_names().found_in(_stems("Los")) == []


def _stems(name: str) -> list[str]:
    return [word.stem for word in words(name)]


def _led_to(name: str) -> set[str]:
    stems = _stems(name)
    return {phrase.concept for phrase in (*said_names().found_in(stems), *asked_names().found_in(stems))}


def _is_compared_only(concept: Concept, name: str) -> bool:
    """A name people ask with, of whose words only one is no stop word."""
    is_asked = name not in concept.words
    return is_asked and len(set(_stems(name))) == 1 and len(name.replace("-", " ").split()) > 1


def test_words_of_a_name_may_stand_apart_and_in_another_order() -> None:
    stems = [word.stem for word in words("Die Laterne vor unserem Haus ist seit Tagen defekt")]
    assert "maengelmelder" in {phrase.concept for phrase in asked_names().found_in(stems)}
