"""A "no" that people read: a stable word for programs and one sentence in each language."""

from __future__ import annotations

from marketplace.lib.bilingual import in_current_language


class Refusal(Exception):
    """Base of errors whose sentence is shown as it is.

    Args:
        word: stable kind of the refusal, at most 40 characters, e.g. "unknown-package".
        de: the German sentence; names cause and place.
        en: the same in English.
    """

    def __init__(self, word: str, de: str, en: str) -> None:
        super().__init__(de)
        self.word = word
        self.de = de
        self.en = en

    @property
    def sentence(self) -> str:
        """The sentence in the language of the current request."""
        return in_current_language({"de": self.de, "en": self.en})
