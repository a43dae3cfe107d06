"""Vectors of texts, kept in the database: computed once per text, not once per start."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from marketplace.catalogue.meaning import SIZE, Vectors, digest_of, packed, unpacked, vectors_of
from marketplace.catalogue.models import TextVector


def kept_vectors(texts: Sequence[str]) -> Vectors:
    """Vectors of texts, those not known yet computed and kept.

    Args:
        texts: any texts; an empty one gives zeros.

    Returns:
        One row per text, 512 wide. Takes one query, and one more where something new was computed.
    """
    digests = {text: digest_of(text) for text in set(texts) if text}
    known = dict(TextVector.objects.values_list("digest", "vector"))
    missing = sorted(text for text, digest in digests.items() if digest not in known)
    new = [
        TextVector(digest=digests[text], vector=packed(row))
        for text, row in zip(missing, vectors_of(missing), strict=True)
    ]
    TextVector.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)
    known |= {one.digest: one.vector for one in new}
    rows = unpacked([bytes(known[digest]) for digest in digests.values()])
    places = {text: place for place, text in enumerate(digests)}
    found = np.zeros((len(texts), SIZE), dtype=np.float32)
    for place, text in enumerate(texts):
        if text:
            found[place] = rows[places[text]]
    return found
