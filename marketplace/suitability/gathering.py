"""Collects what is said about listings: people's statements, the catalogue's facts, the checks' answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import OuterRef, Subquery
from django.db.models.fields.json import KeyTransform

from marketplace.analysis.forge import forge_of
from marketplace.analysis.models import CodeSource, Grade
from marketplace.catalogue.models import Fact, Listing
from marketplace.criteria.model import Edition, Text
from marketplace.lib.days import day_of
from marketplace.suitability.checks.material import Graded, Material
from marketplace.suitability.checks.running import claims_of, run
from marketplace.suitability.claims import Claim, Verified, keys_of
from marketplace.suitability.evidenced import names_its_proof, proved
from marketplace.suitability.fact_claims import claims_from_facts
from marketplace.suitability.models import Statement, Verification
from marketplace.suitability.stated_pages import linked_statements, page_looks

SECTIONS = ("findings", "notices", "history", "stated", "as_of")


@dataclass
class Gathered:
    """What is said about one listing: criterion → claims, and why a check could not say anything.

    `linked`: addresses its sources name as accessibility statements.
    """

    listing: int
    kind: str
    claims: dict[str, list[Claim]] = field(default_factory=lambda: defaultdict(list))
    not_assessable: dict[str, Text] = field(default_factory=dict)
    linked: tuple[str, ...] = ()


def gather(edition: Edition, listing_ids: Collection[int]) -> list[Gathered]:
    """Collect everything said about these listings, with a constant number of queries."""
    statements = _statements(listing_ids, edition)
    facts = _facts(listing_ids)
    sources, pages = _graded(listing_ids), page_looks(listing_ids)
    kinds = Listing.objects.filter(pk__in=listing_ids).order_by("pk").values_list("pk", "kind")
    return [
        _one(
            edition, Gathered(pk, kind), statements[pk], facts[pk],
            Material(tuple(sources[pk]), pages.get(pk, {})),
        )
        for pk, kind in kinds
    ]  # fmt: skip


def _one(
    edition: Edition,
    gathered: Gathered,
    statements: Mapping[str, Sequence[Claim]],
    facts: Mapping[str, Sequence[Fact]],
    material: Material,
) -> Gathered:
    gathered.linked = linked_statements(material.sources)
    for criterion in edition.criteria:
        claims = [*statements.get(criterion.key, ()), *_of_facts(edition, criterion.key, facts)]
        checked = run(criterion.check, material) if criterion.check else None
        claims += claims_of(checked) if checked else []
        if checked and not checked.result.answer and checked.result.words.de:
            gathered.not_assessable[criterion.key] = checked.result.words
        gathered.claims[criterion.key] = claims
    return gathered


def _of_facts(edition: Edition, key: str, facts: Mapping[str, Sequence[Fact]]) -> list[Claim]:
    criterion = edition.criterion(key)
    if criterion is None or not criterion.fact:
        return []
    return claims_from_facts(criterion, facts.get(criterion.fact, ()))


def _statements(listing_ids: Collection[int], edition: Edition) -> dict[int, dict[str, list[Claim]]]:
    """People's statements that have not ended; answers to what a criterion replaces count for it."""
    now = {old: one.key for one in edition.criteria for old in one.replaces}
    rows = Statement.objects.filter(listing__in=listing_ids, ended_at__isnull=True)
    rows = rows.select_related("document_version__document")
    found: dict[int, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for row in rows.prefetch_related("verifications"):
        key = now.get(row.criterion, row.criterion)
        found[row.listing_id][key].append(proved(_said(row), row, edition.criterion(key)))
    return found


def _said(row: Statement) -> Claim:
    return Claim(
        basis=row.basis,
        value=keys_of(row.value),
        words_de=row.words_de,
        words_en=row.words_en,
        source_de=row.source_title_de,
        source_en=row.source_title_en,
        url=row.url,
        locator=row.locator,
        on=row.on or day_of(row.said_at),
        until=row.valid_until,
        verified=tuple(_verified(one, row) for one in row.verifications.all()),
    )


def _verified(row: Verification, statement: Statement) -> Verified:
    return Verified(
        by=row.by_name,
        on=day_of(row.at),
        until=row.valid_until,
        agreed=row.second_at is not None,
        ended=row.ended_at is not None or not names_its_proof(row, statement),
    )


def _facts(listing_ids: Collection[int]) -> dict[int, dict[str, list[Fact]]]:
    found: dict[int, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in Fact.objects.filter(listing__in=listing_ids).select_related("source"):
        found[fact.listing_id][fact.key].append(fact)
    return found


def _graded(listing_ids: Collection[int]) -> dict[int, list[Graded]]:
    """The newest result of each source, in the order of the sources; long sections stay in the database."""
    newest = Grade.objects.filter(source=OuterRef("pk")).order_by("-created_at", "-pk").values("pk")[:1]
    sources = CodeSource.objects.filter(listing__in=listing_ids)
    rows = (
        Grade.objects.filter(pk__in=sources.values(newest=Subquery(newest)))
        .annotate(**{f"in_{name}": KeyTransform(name, "result") for name in SECTIONS})
        .select_related("source")
        .defer("result")
        .order_by("source__position", "source_id")
    )
    found: dict[int, list[Graded]] = defaultdict(list)
    for grade in rows:
        if grade.source.listing_id is not None:
            found[grade.source.listing_id].append(_as_graded(grade))
    return found


def _as_graded(grade: Grade) -> Graded:
    section = {name: getattr(grade, f"in_{name}") for name in SECTIONS}
    source = grade.source
    return Graded(
        location=source.public_location,
        kind=source.kind,
        part=Text(source.part_de, source.part_en),
        on=_day(section["as_of"], grade),
        findings={str(one["indicator"]): one for one in section["findings"] or ()},
        notices={str(one["id"]): one for one in section["notices"] or ()},
        history=section["history"] or {},
        stated=section["stated"] or {},
        forge=forge_of(grade),
    )


def _day(written: object, grade: Grade) -> date:
    try:
        return date.fromisoformat(str(written))
    except ValueError:
        return day_of(grade.created_at)
