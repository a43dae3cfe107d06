"""Which listings have which value of a facet, and how many of those found: 64 listings in one number."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Bits = NDArray[np.uint64]


class Masks(dict[str, Mask]):
    """The listings with each value of one facet; not changed once it is made."""

    def counts(self, under: Bits) -> dict[str, int]:
        """How many of some listings have each value."""
        if not self:
            return {}
        counted = np.bitwise_count(self._bits & under).sum(axis=1)
        return dict(zip(self, counted.tolist(), strict=True))

    def unknown(self, under: Bits) -> int:
        """How many of some listings have none of the values."""
        left = under & ~np.bitwise_or.reduce(self._bits) if self else under
        return int(np.bitwise_count(left).sum())

    @cached_property
    def _bits(self) -> Bits:
        return packed(np.stack(list(self.values())))


def packed(masks: Mask) -> Bits:
    """Masks as numbers of 64 bits.

    Args:
        masks: listings are the last axis.

    Returns:
        The same with a 64th of the listings there; behind the last listing stand zeros.
    """
    size = masks.shape[-1]
    padded = np.zeros((*masks.shape[:-1], -(-size // 64) * 64), dtype=bool)
    padded[..., :size] = masks
    bits: Bits = np.packbits(padded, axis=-1).view(np.uint64)
    return bits
