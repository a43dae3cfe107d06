"""Everything the search knows of the catalogue, as arrays: what is built, stored, shared and asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from marketplace.catalogue.postings import Postings

Packed = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class RoughArrays:
    """For estimating how like texts are to a question, see rough.rough_arrays; empty for a small catalogue.

    Attributes:
        texts: packed, one text per row, along few directions.
        steps: per text what one unit of `texts` stands for.
        directions: 512 x directions.
    """

    texts: Packed
    steps: NDArray[np.float32]
    directions: NDArray[np.float32]

    @classmethod
    def none(cls) -> RoughArrays:
        """No estimates."""
        return cls(np.zeros((0, 0), np.int8), np.zeros(0, np.float32), np.zeros((0, 0), np.float32))


@dataclass(frozen=True, slots=True)
class TextArrays:
    """What is compared with the words and the meaning of a question.

    Attributes:
        postings: which documents hold which terms.
        words_with: for each part of a compound the words it stands in, see variants.words_by_part.
        texts: packed vectors of what documents say in short: documents x nearness.SHORT x 512.
        names: packed vectors of the names of all tasks, in the order of nearness.compared_names.
        rough: for a first look at `texts`.
    """

    postings: Postings
    words_with: Mapping[str, Mapping[str, float]]
    texts: Packed
    names: Packed
    rough: RoughArrays

    @property
    def size(self) -> int:
        """How many documents there are."""
        return len(self.texts)


@dataclass(frozen=True, slots=True)
class ListingArrays:
    """What decides about filters and order, by place: the number of a listing among the published ones.

    Attributes:
        ids: primary keys, ascending.
        digests: of each listing's texts, 16 bytes each; equal texts need not be analysed again.
        neutral: a hash as tie-break, so that nobody gains by being called "AAA".
        recency: day of the last change as 20260801; 0 where unknown.
        by_name: the place of each listing in the order of the names.
        values: facet and value of each row of `masks`.
        masks: values x listings, whether the listing has the value.
    """

    ids: NDArray[np.int64]
    digests: NDArray[np.uint8]
    neutral: NDArray[np.uint64]
    recency: NDArray[np.int32]
    by_name: NDArray[np.int32]
    values: list[tuple[str, str]]
    masks: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class SearchArrays:
    """Both, for one state of the catalogue."""

    text: TextArrays
    listings: ListingArrays
