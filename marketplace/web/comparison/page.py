"""Everything a comparison's page shows, read with a number of queries that five solutions bound."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.catalogue.models import Listing
from marketplace.catalogue.queries import profile
from marketplace.catalogue.vocabulary import State
from marketplace.criteria.editions import current_edition
from marketplace.criteria.model import Edition, Topic
from marketplace.suitability.queries import profiles
from marketplace.web.code_parts import code_parts
from marketplace.web.comparison.address import ComparisonAddress
from marketplace.web.comparison.choice import listings_in_order
from marketplace.web.comparison.fitting import town_section
from marketplace.web.comparison.overview import Compared, overview
from marketplace.web.comparison.programming import programming
from marketplace.web.comparison.suitability import topics
from marketplace.web.comparison.table import (
    Column,
    Evidence,
    Section,
    Unanswered,
    numbered,
    only_differences,
    without_unanswered,
)
from marketplace.web.suitability.fitting import Town


@dataclass(frozen=True)
class OpenQuestions:
    """The criteria nobody answers for a solution; `keys` as an address part."""

    listing: Listing
    keys: tuple[str, ...]

    @property
    def query(self) -> str:
        return "?" + "&".join(f"kriterium={key}" for key in self.keys)


@dataclass(frozen=True)
class Comparison:
    """A comparison ready to be shown."""

    address: ComparisonAddress
    columns: list[Column]
    sections: list[Section]
    footnotes: list[Evidence]
    edition: Edition
    questions: list[OpenQuestions]
    unanswered: list[Unanswered]

    @property
    def silent(self) -> int:
        """Criteria nobody says anything about."""
        return sum(len(one.questions) for one in self.unanswered)

    @property
    def same(self) -> int:
        """Rows that are left out because the solutions do not differ."""
        return sum(section.same for section in self.sections)

    @property
    def criteria(self) -> list[tuple[Topic, list[tuple[str, str, bool]]]]:
        """What can be marked as important: key, title and whether it is, by topic."""
        marked = self.address.important
        return [
            (
                topic,
                [(one.key, str(one.title), one.key in marked) for one in self.edition.of_topic(topic.key)],
            )
            for topic in sorted(self.edition.topics, key=lambda one: one.position)
        ]

    @property
    def pair(self) -> list[list[tuple[str, str, bool]]]:
        """Per place of a narrow page: name, address and whether it stands there, for each solution."""
        if len(self.columns) <= 2:
            return []
        first, second = self.address.shown_pair()
        return [
            [
                self._option(one, one.slug, second, one.slug == first)
                for one in self.columns
                if one.slug != second
            ],
            [
                self._option(one, first, one.slug, one.slug == second)
                for one in self.columns
                if one.slug != first
            ],
        ]

    def _option(self, one: Column, first: str, second: str, chosen: bool) -> tuple[str, str, bool]:
        return one.name, self.address.with_pair(first, second), chosen


def comparison(address: ComparisonAddress, town: Town | None = None) -> Comparison:
    """Put the solutions of an address side by side; those the public may not see are missing.

    Args:
        address: which solutions, what is left out and what is marked.
        town: the reader's own municipality, None where there is none.
    """
    listings = listings_in_order(address.slugs)
    address = address.only([one.slug for one in listings])
    suitability = profiles([one.pk for one in listings])
    solutions = [Compared(one, profile(one), suitability.get(one.pk), code_parts(one)) for one in listings]
    edition = current_edition()
    asks = {one.fact: one.key for one in edition.criteria if one.fact}
    told, unanswered = without_unanswered(
        topics(solutions, edition, address.important), [one.name for one in listings]
    )
    own = [town_section(town, solutions)] if town else []
    size = town.profile.size if town else ""
    sections = [*own, overview(solutions, asks, size), *told, programming(solutions)]
    if address.only_differences:
        sections = only_differences(sections)
    sections, footnotes = numbered(sections)
    questions = [OpenQuestions(one.listing, _unanswered(one, edition)) for one in solutions]
    return Comparison(
        address=address,
        columns=_columns(address, listings),
        sections=sections,
        footnotes=footnotes,
        edition=edition,
        questions=[one for one in questions if one.keys],
        unanswered=unanswered,
    )


def _unanswered(one: Compared, edition: Edition) -> tuple[str, ...]:
    """The criteria of the edition that nobody answers, or where two answers contradict each other."""
    if one.suitability is None:
        return ()
    open_states = {State.UNKNOWN, State.CONTRADICTED}
    known = {cell.criterion for cell in one.suitability.cells if cell.state in open_states}
    return tuple(criterion.key for criterion in edition.criteria if criterion.key in known)


def _columns(address: ComparisonAddress, listings: list[Listing]) -> list[Column]:
    shown = address.shown_pair()
    return [
        Column(one.slug, one.name, one, address.without(one.slug), is_shown=one.slug in shown)
        for one in listings
    ]
