"""Listings as plain values, read in bulk: what the index is built from and what a list shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from marketplace.catalogue.models import Fact, Listing, Reference
from marketplace.catalogue.queries import published_listings
from marketplace.catalogue.states import Statement
from marketplace.catalogue.terms import SEPARATOR

# Kinds of facts whose words can be searched for, or that decide about a facet.
SEARCHED_DETAILS = ("interfaces", "technology", "license")
SEARCHED_TEXTS = ("purpose", "audience")
INDEXED_FACTS = (*SEARCHED_DETAILS, *SEARCHED_TEXTS, "operation", "last_change", "cost_model")
_COLUMNS = (
    "pk", "slug", "kind", "name", "provider__name", "provider__kind", "claimed_at",
    "summary_de", "summary_en", "search_words_de", "search_words_en",
)  # fmt: skip


@dataclass(slots=True)
class ListingRow:
    """One listing with everything said about it.

    Attributes:
        fields: slug, German and English name of its fields of action.
        facts: by kind the values with the basis of their source.
        references: name, Land and size of the bodies that use it.
    """

    id: int
    slug: str
    kind: str
    name: str
    provider_name: str
    provider_kind: str
    claimed: bool
    summaries: dict[str, str]
    search_words: dict[str, list[str]]
    fields: list[tuple[str, str, str]] = field(default_factory=list)
    facts: dict[str, list[Statement]] = field(default_factory=lambda: defaultdict(list))
    references: list[tuple[str, str, str]] = field(default_factory=list)

    def values(self, key: str) -> list[Any]:
        """All values of one kind of fact, in their order."""
        return [value for value, _basis in self.facts.get(key, ())]

    def items(self, key: str) -> list[str]:
        """The same with lists opened: ["Open311", "OGC WMS"]."""
        return [str(one) for value in self.values(key) for one in as_list(value)]

    @property
    def licence(self) -> str:
        values = self.values("license")
        return str(values[0]) if values else ""

    @property
    def last_change(self) -> str:
        return max((str(value) for value in self.values("last_change")), default="")

    def texts(self) -> dict[str, dict[str, str]]:
        """What can be searched for, by place (terms.FIELD_WEIGHTS) and language."""
        details = [one for key in ("interfaces", "technology", "license") for one in self.items(key)]
        details += [name for name, _land, _size in self.references]
        purposes = [value for key in SEARCHED_TEXTS for value in self.values(key) if isinstance(value, dict)]
        return {
            "name": {"de": self.name},
            "search_words": {lang: SEPARATOR.join(some) for lang, some in self.search_words.items()},
            "summary": self.summaries,
            "field": {
                "de": SEPARATOR.join(german for _slug, german, _english in self.fields),
                "en": SEPARATOR.join(english for _slug, _german, english in self.fields),
            },
            "purpose": {lang: " ".join(text.get(lang, "") for text in purposes) for lang in ("de", "en")},
            "provider": {"de": self.provider_name},
            "details": {"de": SEPARATOR.join(details)},
        }


def as_list(value: Any) -> list[Any]:
    """A list as it is, anything else as a list of one."""
    return value if isinstance(value, list) else [value]


def published_ids() -> list[int]:
    """Primary keys of all published listings, ascending."""
    return list(published_listings().order_by("pk").values_list("pk", flat=True))


def read_rows(ids: Sequence[int], kinds_of_facts: Iterable[str] | None = None) -> list[ListingRow]:
    """Read listings with four queries, however many they are.

    Args:
        ids: primary keys, at most some hundreds: databases limit how many they take at once.
        kinds_of_facts: which facts to read; None for all.

    Returns:
        The published ones in the order of `ids`.
    """
    rows = {values[0]: _row(values) for values in _listings(ids)}
    known = list(rows)
    through = Listing.fields_of_action.through.objects.filter(listing_id__in=known)
    names = ("listing_id", "fieldofaction__slug", "fieldofaction__name_de", "fieldofaction__name_en")
    for listing, *named in through.order_by("fieldofaction__position").values_list(*names):
        rows[listing].fields.append((named[0], named[1], named[2]))
    facts = Fact.objects.filter(listing_id__in=known).order_by("position", "pk")
    if kinds_of_facts is not None:
        facts = facts.filter(key__in=kinds_of_facts)
    for listing, key, value, basis in facts.values_list("listing_id", "key", "value", "source__basis"):
        rows[listing].facts[key].append((value, basis))
    bodies = Reference.objects.filter(listing_id__in=known).order_by("position", "name")
    for listing, *body in bodies.values_list("listing_id", "name", "land", "size"):
        rows[listing].references.append((body[0], body[1], body[2]))
    return [rows[one] for one in ids if one in rows]


def _listings(ids: Sequence[int]) -> Iterable[tuple[Any, ...]]:
    return published_listings().filter(pk__in=ids).values_list(*_COLUMNS)


def _row(values: tuple[Any, ...]) -> ListingRow:
    (pk, slug, kind, name, provider, provider_kind, claimed_at, *texts) = values
    return ListingRow(
        id=pk,
        slug=slug,
        kind=kind,
        name=name,
        provider_name=provider,
        provider_kind=provider_kind,
        claimed=claimed_at is not None,
        summaries={"de": texts[0], "en": texts[1]},
        search_words={"de": texts[2], "en": texts[3]},
    )
