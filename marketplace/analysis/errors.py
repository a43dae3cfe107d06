"""Refusals of the analysis app, by name."""

from __future__ import annotations

from datetime import datetime

from marketplace.lib.refusals import Refusal


class SourceRefused(Refusal):
    """The given address, package name or file is not something that can be assessed."""


class TooManyRequests(Refusal):
    """The hourly limit is reached. `possible_from` is the moment from which a request works again."""

    def __init__(self, word: str, de: str, en: str, *, possible_from: datetime) -> None:
        super().__init__(word, de, en)
        self.possible_from = possible_from


class LeaseLost(Exception):
    """The run is no longer held by this lease: another worker has it, or it has ended."""
