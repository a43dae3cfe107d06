"""The thesaurus: every concept can be asked for by each of its names."""

from __future__ import annotations

import pytest
import yaml

from marketplace.catalogue import thesaurus
from marketplace.catalogue.nearness import names_of
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
    lost = []
    for name in names_of(concept):
        stems = [word.stem for word in words(name)]
        found = [*said_names().found_in(stems), *asked_names().found_in(stems)]
        # A name of which stop words leave one word or none is compared by its meaning only.
        is_remainder = len(set(stems)) < 2 and len(name.replace("-", " ").split()) > 1
        if stems and not is_remainder and concept.id not in {phrase.concept for phrase in found}:
            lost.append(name)
    assert concept.words
    assert lost == []


def test_words_of_a_name_may_stand_apart_and_in_another_order() -> None:
    stems = [word.stem for word in words("Die Laterne vor unserem Haus ist seit Tagen defekt")]
    assert "maengelmelder" in {phrase.concept for phrase in asked_names().found_in(stems)}
