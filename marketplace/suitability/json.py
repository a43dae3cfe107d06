"""Profiles as JSON and back, without loss: what is stored, frozen in folders and handed out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from marketplace.catalogue.vocabulary import State
from marketplace.suitability.model import Cell, Said, Suitability


def as_json(suitability: Suitability) -> dict[str, Any]:
    """A profile as plain JSON values."""
    return {
        "listing": suitability.listing,
        "edition": suitability.edition,
        "cells": [cell_as_json(cell) for cell in suitability.cells],
    }


def cell_as_json(cell: Cell) -> dict[str, Any]:
    """One cell as plain JSON values; the state by its key."""
    return asdict(cell) | {"state": str(cell.state), "said": [asdict(one) for one in cell.said]}


def from_json(stored: Mapping[str, Any]) -> Suitability:
    """The profile `as_json` was given.

    Raises:
        KeyError, TypeError, ValueError: it was not written by `as_json`.
    """
    return Suitability(
        listing=int(stored["listing"]),
        edition=str(stored["edition"]),
        cells=tuple(cell_from_json(one) for one in stored["cells"]),
    )


def cell_from_json(stored: Mapping[str, Any]) -> Cell:
    """The cell `cell_as_json` was given."""
    said = tuple(Said(**one) for one in stored["said"])
    return Cell(**(dict(stored) | {"state": State(stored["state"]), "said": said}))
