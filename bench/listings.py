"""Fill a database with made-up listings for measurements; the same seed gives the same catalogue.

    python -m bench.listings 10000

The distributions follow the starter catalogue: one listing in twenty is consulting, two in three name a
licence, summaries have 60 to 150 characters, and most listings have six to ten facts.
"""

from __future__ import annotations

import datetime
import os
import random
import sys
from typing import Any

import django
import numpy
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
django.setup()

from bench.words import NOUNS, PEOPLE, PLACES, TASKS, VERBS, WAYS  # noqa: E402
from marketplace.catalogue.meaning import SIZE, Vectors, digest_of, packed, vectors_of  # noqa: E402
from marketplace.catalogue.models import Fact, FieldOfAction, Listing, Reference, Source, TextVector  # noqa: E402
from marketplace.catalogue.nearness import compared_names  # noqa: E402
from marketplace.catalogue.search_index import compared_texts  # noqa: E402
from marketplace.catalogue.services import bump_revision  # noqa: E402
from marketplace.organisations.models import Land, Provider  # noqa: E402

SEED = 20261123
SEEN_ON = datetime.date(2026, 8, 31)
LICENCES = (
    ["EUPL-1.2"] * 3 + ["AGPL-3.0-or-later"] * 4 + ["GPL-3.0-only"] * 3 + ["MIT"] * 5 + ["Apache-2.0"] * 4
)
LICENCES += ["LicenseRef-proprietary"] * 6 + ["NONE"] * 2
TECHNOLOGY = [
    "PHP",
    "Python",
    "Django",
    "Ruby on Rails",
    "Java",
    "Spring",
    "TypeScript",
    "Vue",
    "React",
    "PostgreSQL",
    "MariaDB",
    "Docker",
]
OPERATION = ["self_hosted", "provider_operated", "data_centre"]
INTERFACES = ["Open311 GeoReport v2", "OGC WMS", "OGC WFS", "OParl", "GTFS", "OpenID Connect", "LDAP", "MQTT"]
INTERFACES += ["OpenAPI", "REST API", "GraphQL", "iCalendar", "DCAT-AP", "SAML", "GeoJSON", "XPlanung"]
COST_MODELS = ["subscription", "one_time", "per_use", "on_request", "free_self_run"]


def term(chance: random.Random) -> str:
    """A compound of two or three nouns; few of them are frequent and most are rare, as in real texts."""
    parts = [NOUNS[_rank(chance, len(NOUNS))] for _ in range(chance.choice([2, 2, 2, 3]))]
    return parts[0] + "".join(part.lower() for part in parts[1:])


def _rank(chance: random.Random, size: int) -> int:
    """A place in a list, the first ones most often (Zipf's law)."""
    return min(int(size ** chance.random()) - 1, size - 1)


def task(chance: random.Random) -> str:
    """What somebody does with a solution: one of the usual tasks, or a compound and a verb."""
    if chance.random() < 0.3:
        return chance.choice(TASKS)
    return f"{term(chance)} {VERBS[_rank(chance, len(VERBS))]}"


def summary(chance: random.Random) -> str:
    people, place, way = chance.choice(PEOPLE), chance.choice(PLACES), chance.choice(WAYS)
    first, second = task(chance), task(chance)
    return f"{people} können {place} {way} {first}; die zuständige Stelle kann {second}."[:240]


def facts(chance: random.Random) -> dict[str, Any]:
    """Return values by key; which ones are missing is up to chance, as in real sources."""
    year, month = chance.choice([2026, 2026, 2026, 2025, 2024, 2022]), chance.randint(1, 8)
    possible: dict[str, tuple[float, Any]] = {
        "purpose": (1.0, {"de": " ".join(summary(chance) for _ in range(3)), "en": "What it is for."}),
        "license": (0.67, chance.choice(LICENCES)),
        "operation": (0.6, chance.sample(OPERATION, chance.randint(1, 2))),
        "technology": (0.8, chance.sample(TECHNOLOGY, 3)),
        "version": (0.7, f"{chance.randint(0, 9)}.{chance.randint(0, 30)}.{chance.randint(0, 9)}"),
        "last_change": (0.8, f"{year}-{month:02}-{chance.randint(1, 28):02}"),
        "maturity": (0.5, chance.choice(["beta", "stable", "stable", "obsolete"])),
        "languages": (0.5, ["de", "en"]),
        "source_code": (0.6, f"https://git.example/{chance.randrange(10**6)}"),
        "interfaces": (0.5, chance.sample(INTERFACES, chance.randint(1, 3))),
        "cost_model": (0.2, [chance.choice(COST_MODELS)]),
        "cost": (0.2, {"de": "Kosten auf Anfrage.", "en": "Price on request."}),
    }
    return {key: value for key, (share, value) in possible.items() if chance.random() < share}


def fill(number: int) -> None:
    """Write `number` listings with their providers, sources and facts in few statements."""
    chance = random.Random(SEED)  # noqa: S311 - the point is to repeat it
    listings = _write_listings(number, chance, _write_providers(max(1, number // 15), chance))
    _write_fields(listings, chance)
    _write_facts(listings, chance)
    _write_vectors()
    bump_revision()


def _write_providers(number: int, chance: random.Random) -> list[Provider]:
    kinds = Provider.Kind.values
    return Provider.objects.bulk_create(
        Provider(slug=f"anbieter-{n}", name=f"Anbieter {n}", kind=chance.choice(kinds)) for n in range(number)
    )


def _write_listings(number: int, chance: random.Random, providers: list[Provider]) -> list[Listing]:
    listings = (_listing(n, chance, chance.choice(providers)) for n in range(number))
    return Listing.objects.bulk_create(listings, batch_size=500)


def _listing(number: int, chance: random.Random, provider: Provider) -> Listing:
    kind = "consulting" if chance.random() < 0.05 else "solution"
    style = chance.choice(["Plus", "Digital", "Kommunal", "Regional"])
    return Listing(
        slug=f"eintrag-{number}",
        kind=kind,
        name=f"{term(chance)} {style} {number}",
        provider=provider,
        summary_de=summary(chance),
        summary_en="Residents and staff do this together.",
        search_words_de=[task(chance) for _ in range(3)],
        search_words_en=["municipality"],
        as_of=SEEN_ON,
    )


def _write_fields(listings: list[Listing], chance: random.Random) -> None:
    through, fields = Listing.fields_of_action.through, list(FieldOfAction.objects.all())
    chosen = ((listing, chance.sample(fields, chance.choice([1, 1, 2, 3]))) for listing in listings)
    rows = (through(listing_id=listing.pk, fieldofaction_id=f.pk) for listing, some in chosen for f in some)
    through.objects.bulk_create(rows, batch_size=2000)


def _write_facts(listings: list[Listing], chance: random.Random) -> None:
    named = {
        "key": "repository",
        "title_de": "Quelltext-Archiv",
        "title_en": "Repository",
        "seen_on": SEEN_ON,
    }
    bases = Source.Basis.values
    sources = Source.objects.bulk_create(
        (Source(listing=listing, basis=chance.choice(bases), **named) for listing in listings), batch_size=500
    )
    Fact.objects.bulk_create(
        (
            Fact(listing_id=source.listing_id, key=key, value=value, source=source, position=position)
            for source in sources
            for position, (key, value) in enumerate(facts(chance).items())
        ),
        batch_size=1000,
    )
    users = [source for source in sources if chance.random() < 0.3]
    Reference.objects.bulk_create((_reference(source, chance) for source in users), batch_size=1000)


def _reference(source: Source, chance: random.Random) -> Reference:
    return Reference(
        listing_id=source.listing_id,
        source=source,
        name=f"Gemeinde {chance.choice(NOUNS)}hausen",
        land=chance.choice(["", *Land.values]),
        size=chance.choice(["", *Reference.Size.values]),
    )


def _write_vectors() -> None:
    """Give every text a vector that leans towards two tasks' names, as those of real texts do.

    Encoding hundreds of thousands of texts would take half an hour.
    """
    chance = numpy.random.default_rng(SEED)
    names = vectors_of(compared_names())
    kept = set(TextVector.objects.values_list("digest", flat=True))
    texts = {text for some in compared_texts() for text in some if text}
    rows = (
        TextVector(digest=digest, vector=packed(_leaning(names, chance)))
        for digest in sorted({digest_of(text) for text in texts} - kept)
    )
    TextVector.objects.bulk_create(rows, batch_size=500)


def _leaning(names: Vectors, chance: numpy.random.Generator) -> Vectors:
    first, second = names[chance.integers(len(names), size=2)]
    noise = chance.standard_normal(SIZE).astype(numpy.float32) / numpy.float32(SIZE**0.5)
    leaning: Vectors = first + numpy.float32(0.6) * second + numpy.float32(0.5) * noise
    return leaning / numpy.linalg.norm(leaning)


def main() -> int:
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("load_starter", verbosity=0)
    fill(int(sys.argv[1]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
