"""Refusals of the catalogue, by name."""

from __future__ import annotations

from marketplace.lib.refusals import Refusal


class StarterCatalogueInvalid(Exception):
    """A starter file cannot be used; the message names file, place and cause. Nothing was loaded."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class EditRefused(Refusal):
    """A change of a listing that must not happen; nothing was changed."""
