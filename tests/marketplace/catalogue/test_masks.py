"""Counting listings by value, 64 at a time, against counting them one by one."""

from __future__ import annotations

import numpy as np
import pytest

from marketplace.catalogue.masks import Masks, packed


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 1000])
def test_counts_are_those_of_the_single_listings(size: int) -> None:
    chance = np.random.default_rng(size)
    masks = Masks(
        {value: chance.random(size) < share for value, share in (("a", 0.3), ("b", 0.9), ("c", 0.0))}
    )
    under = chance.random(size) < 0.5
    counts = {value: int((mask & under).sum()) for value, mask in masks.items()}
    assert masks.counts(packed(under)) == counts
    known = masks["a"] | masks["b"]
    assert masks.unknown(packed(under)) == int((under & ~known).sum())


def test_without_values_everything_is_unknown() -> None:
    under = packed(np.ones(70, dtype=bool))
    assert (Masks().counts(under), Masks().unknown(under)) == ({}, 70)
