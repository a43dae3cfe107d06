"""Builds what the search knows of the catalogue; texts that are known already are not analysed again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from marketplace.catalogue import meaning
from marketplace.catalogue.entry import as_number, openness
from marketplace.catalogue.listing_rows import INDEXED_FACTS, ListingRow, published_ids, read_rows
from marketplace.catalogue.nearness import SHORT, compared_names, said_in_short
from marketplace.catalogue.postings import Bags, Packing, Postings
from marketplace.catalogue.rough import rough_arrays
from marketplace.catalogue.search_arrays import ListingArrays, Packed, SearchArrays, TextArrays
from marketplace.catalogue.standards import NAMED_IN, standards_named
from marketplace.catalogue.terms import Document, weights_of
from marketplace.catalogue.variants import words_by_part
from marketplace.catalogue.vectors import known_vectors
from marketplace.catalogue.vocabulary import licence_family

ROWS_AT_ONCE = 400
DIGEST = 16
VectorsOf = Callable[[Sequence[str]], Packed]


class _Analysed:
    """Documents as they come in: what is new is analysed, what a former index knows is taken from there."""

    def __init__(self, former: SearchArrays | None, vectors_of: VectorsOf) -> None:
        self._former, self._vectors_of = former, vectors_of
        self._known: dict[bytes, int] = {}
        if former is not None:
            self._known = {row.tobytes(): at for at, row in enumerate(former.listings.digests)}
        self.digests: list[bytes] = []
        # For each document its place among the former ones, or -1 minus its place among the new ones.
        self._from: list[int] = []
        self._new = Packing()
        self._new_vectors: list[Packed] = []

    def add(self, documents: Sequence[Document]) -> None:
        """Take in the next documents."""
        new: list[Document] = []
        for document in documents:
            digest = digest_of_document(document)
            self.digests.append(digest)
            place = self._known.get(digest)
            if place is None:
                place = -1 - len(self._new)
                self._new.add(weights_of(document))
                new.append(document)
            self._from.append(place)
        texts = [text for document in new for text in said_in_short(document)]
        self._new_vectors.append(self._vectors_of(texts).reshape(-1, len(SHORT), meaning.SIZE))

    def arrays(self) -> TextArrays:
        """Everything taken in, former and new, in the order of coming in."""
        came_from = np.array(self._from, dtype=np.int64)
        is_new = came_from < 0
        former, vectors = Bags.none(), np.zeros((0, len(SHORT), meaning.SIZE), np.int8)
        if self._former is not None and not is_new.all():
            former, vectors = self._former.text.postings.bags(self._former.text.size), self._former.text.texts
        bags = former.followed_by(self._new.bags())
        places = np.where(is_new, len(former.starts) - 2 - came_from, came_from)
        texts = np.zeros((len(came_from), len(SHORT), meaning.SIZE), dtype=np.int8)
        texts[~is_new] = vectors[came_from[~is_new]]
        if self._new_vectors:
            texts[is_new] = np.concatenate(self._new_vectors)[-1 - came_from[is_new]]
        postings = Postings.of_bags(bags.picked(places))
        names = self._vectors_of(compared_names())
        return TextArrays(postings, words_by_part(postings), texts, names, rough_arrays(texts, names))


def digest_of_document(document: Document) -> bytes:
    """What tells whether a document's texts, or what encodes them, have changed; 16 bytes."""
    encoder = meaning.MODEL if meaning.is_available() else ""
    return hashlib.sha256(json.dumps([encoder, document], ensure_ascii=False).encode()).digest()[:DIGEST]


def text_arrays(documents: Sequence[Document], vectors_of: VectorsOf = known_vectors) -> TextArrays:
    """Analyse documents that are at hand."""
    analysed = _Analysed(None, vectors_of)
    analysed.add(documents)
    return analysed.arrays()


def build(former: SearchArrays | None = None) -> SearchArrays:
    """Read the published listings, some hundred at a time, and make the arrays of them.

    Args:
        former: arrays of an earlier state of the catalogue, made by the same code. The result is the same
            with them and without.
    """
    ids = published_ids()
    analysed, columns = _Analysed(former, known_vectors), _Columns()
    for at in range(0, len(ids), ROWS_AT_ONCE):
        rows = read_rows(ids[at : at + ROWS_AT_ONCE], INDEXED_FACTS)
        analysed.add([row.texts() for row in rows])
        for row in rows:
            columns.add(row)
    return SearchArrays(analysed.arrays(), columns.arrays(analysed.digests))


class _Columns:
    """What decides about filters and order, collected listing by listing."""

    def __init__(self) -> None:
        self._ids: list[int] = []
        self._names: list[str] = []
        self._neutral: list[int] = []
        self._recency: list[int] = []
        self._values: dict[tuple[str, str], list[int]] = {}

    def add(self, row: ListingRow) -> None:
        for key, values in facet_values(row).items():
            for value in values:
                self._values.setdefault((key, value), []).append(len(self._ids))
        self._ids.append(row.id)
        self._names.append(row.name.casefold())
        self._neutral.append(int.from_bytes(hashlib.sha256(row.slug.encode()).digest()[:8]))
        self._recency.append(as_number(row.last_change))

    def arrays(self, digests: Iterable[bytes]) -> ListingArrays:
        size = len(self._ids)
        values = sorted(self._values)
        masks = np.zeros((len(values), size), dtype=bool)
        for number, value in enumerate(values):
            masks[number, self._values[value]] = True
        by_name = np.empty(size, dtype=np.int32)
        by_name[sorted(range(size), key=self._names.__getitem__)] = np.arange(size)
        return ListingArrays(
            ids=np.array(self._ids, dtype=np.int64),
            digests=np.frombuffer(b"".join(digests), dtype=np.uint8).reshape(size, DIGEST),
            neutral=np.array(self._neutral, dtype=np.uint64),
            recency=np.array(self._recency, dtype=np.int32),
            by_name=by_name,
            values=values,
            masks=masks,
        )


def facet_values(row: ListingRow) -> Mapping[str, Sequence[str]]:
    """The values a listing has in each facet, except how well it is maintained: that depends on the day."""
    licence = row.licence
    return {
        "art": (row.kind,),
        "feld": [slug for slug, _german, _english in row.fields],
        "offen": (openness(licence),),
        "lizenz": (licence_family(licence).value,) if licence else (),
        "betrieb": list(dict.fromkeys(row.items("operation"))),
        "anbieter": (row.provider_kind,),
        "kosten": list(dict.fromkeys(row.items("cost_model"))),
        "standard": standards_named(one for key in NAMED_IN for one in row.items(key)),
        "land": sorted({land for _name, land, _size in row.references if land}),
        "groesse": sorted({size for _name, _land, size in row.references if size}),
    }  # fmt: skip
