"""In a large catalogue the nearest texts are found by a rough look first, and then compared exactly."""

from __future__ import annotations

import numpy as np

from marketplace.catalogue import meaning, rough
from marketplace.catalogue.search_arrays import Packed


def _texts(count: int, names: Packed) -> Packed:
    """Made-up texts of two places each, every one leaning towards two names."""
    chance = np.random.default_rng(7)
    known = meaning.unpacked(names)
    pairs = known[chance.integers(len(known), size=(count * 2, 2))]
    rows = pairs[:, 0] + np.float32(0.6) * pairs[:, 1]
    return np.frombuffer(b"".join(map(meaning.packed, rows)), np.int8).reshape(count, 2, meaning.SIZE)


def _names() -> Packed:
    chance = np.random.default_rng(3)
    topics = chance.standard_normal((40, meaning.SIZE))
    rows = topics[chance.integers(40, size=400)] + 0.3 * chance.standard_normal((400, meaning.SIZE))
    packed = b"".join(meaning.packed(row.astype(np.float32)) for row in rows)
    return np.frombuffer(packed, np.int8).reshape(400, meaning.SIZE)


def test_a_small_catalogue_has_no_estimates() -> None:
    assert not len(rough.rough_arrays(_texts(50, _names()), _names()).texts)


def test_the_nearest_texts_are_among_the_best_by_estimate() -> None:
    names = _names()
    texts = _texts(rough.FROM_DOCUMENTS, names)
    asked = meaning.unpacked(names)[5]
    guessed = rough.estimated(rough.rough_arrays(texts, names), asked)
    told = rough.exact(texts, asked).reshape(-1)
    nearest = set(np.argsort(-told)[:100].tolist())
    assert nearest <= set(np.argsort(-guessed)[:500].tolist())
    assert float(np.abs(guessed - told).mean()) < 0.05
