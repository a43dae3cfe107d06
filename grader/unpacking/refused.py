"""Why an archive is not unpacked."""

from __future__ import annotations


class ArchiveRefused(Exception):
    """A "no" that people read.

    Args:
        word: stable kind of the refusal, e.g. "damaged-archive".
        de: the German sentence; names cause and place.
        en: the same in English.
    """

    def __init__(self, word: str, de: str, en: str) -> None:
        super().__init__(en)
        self.word = word
        self.de = de
        self.en = en
