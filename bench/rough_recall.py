"""How many of the nearest texts the search's rough comparison lets through, on vectors of real texts.

    make bench WHAT="recall [--documents 5000]"

A document has two texts, as in the catalogue: the beginning of one of the starter catalogue's sentences
joined with the end of another, and some names of tasks. Asked are the judged questions of the tuning part. As
at 100,000 entries, a twentieth of the documents is let through. Words and tasks, which in the search let
through further ones, play no part here.
"""

from __future__ import annotations

import argparse
import os
import random
import secrets
import sys
from collections.abc import Iterator

import django
import numpy as np

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
os.environ.setdefault("MARKTPLATZ_SECRET_KEY", secrets.token_hex())
django.setup()

from bench.search import SEED, questions  # noqa: E402
from marketplace.catalogue.meaning import Vectors, packed, vectors_of  # noqa: E402
from marketplace.catalogue.nearness import MOST_EXACT, compared_names  # noqa: E402
from marketplace.catalogue.rough import estimated, exact, rough_arrays  # noqa: E402
from marketplace.catalogue.search_arrays import Packed  # noqa: E402
from marketplace.catalogue.starter_files import StarterListing, read_starter_catalogue  # noqa: E402

AMONG = 100_000
NEAREST = (10, 20, 100)


def sentences(listing: StarterListing) -> Iterator[str]:
    """What a listing of the starter catalogue says in whole sentences, in both languages."""
    content = listing.model_dump(mode="json")
    said = [content["summary"], *(fact["value"] for fact in content["facts"] if fact["key"] == "purpose")]
    for text in (one for pair in said for one in pair.values() if one):
        yield from (part.strip() for part in text.split(". ") if part.count(" ") > 4)


def documents(number: int, chance: random.Random) -> list[tuple[str, str]]:
    """Sentence and names of each made-up document; all words are from real texts."""
    said = [one for listing in read_starter_catalogue().listings for one in sentences(listing)]
    names = compared_names()
    made = []
    for _ in range(number):
        first, second = (one.split() for one in chance.sample(said, 2))
        whole = " ".join(first[: len(first) // 2 + 1] + second[len(second) // 2 :])
        at = chance.randrange(len(names) - 4)
        made.append((whole, ", ".join(names[at : at + chance.randint(2, 4)])))
    return made


def _packed(rows: Vectors) -> Packed:
    return np.frombuffer(b"".join(packed(row) for row in rows), dtype=np.int8).reshape(rows.shape)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=5_000)
    options = parser.parse_args()
    made = documents(options.documents, random.Random(SEED))  # noqa: S311 - the point is to repeat it
    through = options.documents * MOST_EXACT // AMONG
    print(f"{len(made):,} documents, of which {through:,} are let through; encoding their texts", flush=True)
    texts = _packed(vectors_of([text for one in made for text in one])).reshape(len(made), 2, -1)
    rough = rough_arrays(texts, _packed(vectors_of(compared_names())))
    asked = vectors_of(questions())
    shares: dict[int, list[float]] = {most: [] for most in NEAREST}
    off = []
    for vector in asked:
        told = exact(texts, vector).max(axis=1)
        guessed = estimated(rough, vector).reshape(-1, 2).max(axis=1)
        off.append(np.abs(told - guessed).mean())
        kept = set(np.argsort(-guessed, kind="stable")[:through].tolist())
        order = np.argsort(-told, kind="stable")
        for most, found in shares.items():
            found.append(len(kept & set(order[:most].tolist())) / most)
    for most, found in shares.items():
        whole = sum(share == 1 for share in found)
        print(
            f"of the nearest {most:>3}: {np.mean(found):.4f} let through on average, least {min(found):.2f};"
            f" all of them for {whole} of {len(asked)} questions"
        )
    print(f"the estimate is off by {np.mean(off):.3f} on average")
    return 0


if __name__ == "__main__":
    sys.exit(main())
