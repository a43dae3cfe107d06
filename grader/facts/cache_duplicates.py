"""A comparison for duplicates as sections of a cache file and back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from grader.facts.cache_file import NotUsable
from grader.facts.duplicate_runs import Runs
from grader.facts.duplicates import Compared, Equal
from grader.facts.model import Duplication
from grader.facts.plain_rows import from_row, to_row
from grader.facts.reading import TokenRow

_FIGURES = "duplication"


def sections_of(found: Duplication, compared: Compared) -> dict[str, memoryview]:
    """What `comparison_from` reads."""
    arrays: dict[str, npt.NDArray[np.generic]] = {
        "prints": compared.exact.prints,
        "prints without names": compared.renamed.prints,
        "covered": compared.covered,
    }
    for name, runs in _runs(compared).items():
        for column in Runs.__slots__:
            arrays[f"{name} {column}"] = getattr(runs, column)
    sections = {name: memoryview(row.tobytes()) for name, row in arrays.items()}
    return sections | {_FIGURES: memoryview(json.dumps(to_row(found)).encode("ascii"))}


def _runs(compared: Compared) -> dict[str, Runs]:
    return {
        "equal": compared.exact.chains,
        "equal without names": compared.renamed.chains,
        "parts": compared.parts,
    }


def comparison_from(
    sections: Mapping[str, memoryview], rows: Sequence[tuple[str, TokenRow]]
) -> tuple[Duplication, Compared] | None:
    """The comparison of `rows`; None where none was kept.

    Raises:
        NotUsable, KeyError, ValueError: the sections do not fit together.
    """
    if _FIGURES not in sections:
        return None
    bounds = np.cumsum([0, *(len(row.hashes) for _, row in rows)], dtype=np.int64)
    covered = np.frombuffer(sections["covered"], dtype=bool)
    if len(covered) != bounds[-1]:
        raise NotUsable("another number of tokens compared")
    compared = Compared(
        [path for path, _ in rows],
        bounds,
        Equal(np.frombuffer(sections["prints"], np.uint32), _read(sections, "equal")),
        covered,
        Equal(
            np.frombuffer(sections["prints without names"], np.uint32),
            _read(sections, "equal without names"),
        ),
        _read(sections, "parts"),
    )
    return from_row(Duplication, json.loads(bytes(sections[_FIGURES]))), compared


def _read(sections: Mapping[str, memoryview], name: str) -> Runs:
    return Runs(*(np.frombuffer(sections[f"{name} {column}"], np.int64) for column in Runs.__slots__))
