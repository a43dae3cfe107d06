"""The criteria of the repository are complete, dated, in both languages, and name no product."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date

import pytest

from marketplace.catalogue.models import Listing
from marketplace.catalogue.starter_files import read_starter_catalogue
from marketplace.catalogue.vocabulary import FACT_KIND_BY_KEY, OPERATION_LABELS
from marketplace.criteria.digests import RECORD, changed_files
from marketplace.criteria.editions import FOLDER, current_edition
from marketplace.criteria.model import AnswerKind, Criterion, Text

EDITION = current_edition()
CRITERIA = [one for one in EDITION.criteria if not one.is_own]


def texts(value: object) -> Iterator[Text]:
    """Every text of a criterion, wherever it stands."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))


def test_published_editions_are_as_they_were() -> None:
    assert RECORD.exists()
    assert changed_files() == [], "put changes into a new edition (docs/guides/own-criteria.md)"


def test_every_topic_has_criteria_and_there_are_enough() -> None:
    assert len(CRITERIA) >= 40
    assert all(len(EDITION.of_topic(topic.key)) >= 4 for topic in EDITION.topics)


def test_keys_and_places_are_unique() -> None:
    assert len({one.key for one in CRITERIA}) == len(CRITERIA)
    assert len({(one.topic, one.position) for one in CRITERIA}) == len(CRITERIA)
    assert len({one.title.de for one in CRITERIA}) == len(CRITERIA)


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda one: one.key)
class TestEveryCriterion:
    """What holds for each of them."""

    def test_speaks_both_languages(self, criterion: Criterion) -> None:
        sentences = [one for one in texts(criterion) if " " in one.de]
        assert len(sentences) >= 8
        assert [one.de for one in sentences if one.de == one.en and one.de.count(" ") > 3] == []

    def test_names_where_it_comes_from_and_when_that_was_read(self, criterion: Criterion) -> None:
        assert criterion.references
        for one in criterion.references:
            assert one.url.startswith("https://")
            assert (one.seen_on and one.seen_on <= date(2026, 12, 31)) or one.note

    def test_says_what_a_reviewer_looks_at(self, criterion: Criterion) -> None:
        assert 2 <= len(criterion.review) <= 5
        assert all(line.de.endswith("?") for line in criterion.review)

    def test_asks_the_provider_politely(self, criterion: Criterion) -> None:
        assert criterion.ask_provider.de.endswith(("?", "."))
        assert " du " not in criterion.ask_provider.de.lower()

    def test_reasons_why_it_does_not_arise(self, criterion: Criterion) -> None:
        narrowed = len(criterion.applies.kinds) < len(Listing.Kind) or criterion.applies.conditions
        everywhere = criterion.applies.otherwise.de == "Die Frage stellt sich bei jedem Angebot."
        assert bool(narrowed) is not everywhere

    def test_can_be_met(self, criterion: Criterion) -> None:
        chosen = criterion.answer in {AnswerKind.YES_NO, AnswerKind.CHOICE, AnswerKind.CHOICES}
        assert chosen is bool(criterion.options)
        assert not criterion.options or any(option.meets for option in criterion.options)

    def test_counts_a_fact_the_catalogue_knows(self, criterion: Criterion) -> None:
        assert not criterion.fact or criterion.fact in FACT_KIND_BY_KEY


def test_no_requirement_names_a_product_of_the_catalogue() -> None:
    starter = read_starter_catalogue()
    names = {listing.name for listing in starter.listings} | {one.name for one in starter.providers}
    named = [
        (one.key, name)
        for one in CRITERIA
        for name in names
        if f" {name} " in f" {one.requirement.text.de} {one.requirement.proof.de} "
    ]
    assert named == []


def test_operation_and_facets_speak_the_words_of_the_catalogue() -> None:
    operation = EDITION.criterion("operation-offer")
    assert operation is not None
    assert {option.key for option in operation.options} == set(OPERATION_LABELS)
    assert 8 <= sum(one.facet for one in CRITERIA) <= 12


def test_conditions_have_no_circles() -> None:
    def depends(criterion: Criterion, seen: tuple[str, ...]) -> None:
        for key in criterion.applies.conditions:
            assert key not in seen, f"{criterion.key}: {' → '.join((*seen, key))}"
            needed = EDITION.criterion(key)
            assert needed is not None
            depends(needed, (*seen, key))

    for one in CRITERIA:
        depends(one, (one.key,))


def test_every_file_lies_in_its_topic() -> None:
    files = {file.stem: file.parent.name for file in (FOLDER / EDITION.key).glob("*/*.yaml")}
    assert {one.key: one.topic for one in CRITERIA} == files
