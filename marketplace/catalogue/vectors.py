"""Vectors of texts, kept in the database: computed once per text, not once per start of a process.

Reading never writes. What was not kept (a listing changed by other means) a process computes for itself.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from django.db import transaction

from marketplace.catalogue.meaning import SIZE, Vectors, digest_of, is_available, packed, unpacked, vectors_of
from marketplace.catalogue.models import TextVector

# Packed vectors this process computed itself, by digest, so that it does so only once.
_own: dict[str, bytes] = {}
MOST_OWN = 50_000


def known_vectors(texts: Sequence[str]) -> Vectors:
    """Vectors of texts, from the database where they are kept. One query.

    Args:
        texts: any texts; an empty one gives zeros, as does every text where the encoder is missing.

    Returns:
        One row per text, 512 wide.
    """
    if not is_available():
        return np.zeros((len(texts), SIZE), dtype=np.float32)
    digests = [digest_of(text) if text else "" for text in texts]
    kept = {digest: bytes(vector) for digest, vector in TextVector.objects.values_list("digest", "vector")}
    kept[""] = bytes(SIZE)
    missing = dict(zip(digests, texts, strict=True))
    missing = {digest: text for digest, text in missing.items() if digest not in kept}
    kept |= _computed(missing)
    return unpacked([kept[digest] for digest in digests])


def keep_vectors(texts: Sequence[str]) -> int:
    """Compute and keep the vectors of texts that are not kept yet, and forget all others.

    Args:
        texts: everything the search compares questions with.

    Returns:
        How many were computed; 0 where the encoder is missing.
    """
    if not is_available():
        return 0
    wanted = {digest_of(text): text for text in texts if text}
    kept = set(TextVector.objects.values_list("digest", flat=True))
    new = _computed({digest: text for digest, text in wanted.items() if digest not in kept})
    with transaction.atomic():
        rows = [TextVector(digest=digest, vector=vector) for digest, vector in new.items()]
        TextVector.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
        unused = sorted(kept - set(wanted))
        for at in range(0, len(unused), 500):
            TextVector.objects.filter(digest__in=unused[at : at + 500]).delete()
    return len(new)


def _computed(texts: dict[str, str]) -> dict[str, bytes]:
    """Packed vectors by digest; computed in one order, so that every process gets the same."""
    ordered = sorted((text, digest) for digest, text in texts.items() if digest not in _own)
    rows = vectors_of([text for text, _digest in ordered])
    new = {digest: packed(row) for (_text, digest), row in zip(ordered, rows, strict=True)}
    found = new | {digest: _own[digest] for digest in texts if digest in _own}
    if len(_own) + len(new) <= MOST_OWN:
        _own.update(new)
    return found
