"""Vectors of texts, kept in the database: computed once per text, not once per start of a process.

Reading never writes. What was not kept (a listing changed by other means) a process computes for itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from marketplace.catalogue.meaning import SIZE, digest_of, is_available, packed, vectors_of
from marketplace.catalogue.models import TextVector

# Packed vectors this process computed itself, by digest, so that it does so only once.
_own: dict[str, bytes] = {}
MOST_OWN = 50_000
# Databases limit how many values one question may name.
MOST_ASKED = 900


def known_vectors(texts: Sequence[str]) -> NDArray[np.int8]:
    """Packed vectors of texts, from the database where they are kept. One query for some hundred texts.

    Args:
        texts: any texts; an empty one gives zeros, as does every text where the encoder is missing.

    Returns:
        One row per text, 512 wide.
    """
    if not is_available():
        return np.zeros((len(texts), SIZE), dtype=np.int8)
    digests = [digest_of(text) if text else "" for text in texts]
    kept = _kept(sorted(set(digests) - {""})) | {"": bytes(SIZE)}
    missing = dict(zip(digests, texts, strict=True))
    kept |= _computed({digest: text for digest, text in missing.items() if digest not in kept})
    packed_rows = b"".join(kept[digest] for digest in digests)
    return np.frombuffer(packed_rows, dtype=np.int8).reshape(len(texts), SIZE)


def _kept(digests: Sequence[str]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for at in range(0, len(digests), MOST_ASKED):
        rows = TextVector.objects.filter(digest__in=digests[at : at + MOST_ASKED])
        found |= {digest: bytes(vector) for digest, vector in rows.values_list("digest", "vector")}
    return found


def keep_vectors(texts: Iterable[str]) -> int:
    """Compute and keep the vectors of texts that are not kept yet.

    Args:
        texts: some of what the search compares questions with.

    Returns:
        How many were computed; 0 where the encoder is missing.
    """
    if not is_available():
        return 0
    wanted = {digest_of(text): text for text in texts if text}
    kept = _kept(sorted(wanted))
    new = _computed({digest: text for digest, text in wanted.items() if digest not in kept})
    rows = [TextVector(digest=digest, vector=vector) for digest, vector in new.items()]
    TextVector.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    return len(new)


def forget_vectors(except_of: Iterable[str]) -> int:
    """Forget the vectors of all texts but these; returns how many there were."""
    wanted = {digest_of(text) for text in except_of if text}
    unused = sorted(set(TextVector.objects.values_list("digest", flat=True)) - wanted)
    with transaction.atomic():
        for at in range(0, len(unused), 500):
            TextVector.objects.filter(digest__in=unused[at : at + 500]).delete()
    return len(unused)


def _computed(texts: dict[str, str]) -> dict[str, bytes]:
    """Packed vectors by digest; computed in one order, so that every process gets the same."""
    ordered = sorted((text, digest) for digest, text in texts.items() if digest not in _own)
    rows = vectors_of([text for text, _digest in ordered])
    new = {digest: packed(row) for (_text, digest), row in zip(ordered, rows, strict=True)}
    found = new | {digest: _own[digest] for digest in texts if digest in _own}
    if len(_own) + len(new) <= MOST_OWN:
        _own.update(new)
    return found
