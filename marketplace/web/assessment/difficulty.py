"""The trained model's part of a result, made ready for the view for engineers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SCALE_WIDTH = 120
SHARE_WIDTH = 1000
HARDEST = 3.0
SHOWN_FILES = 10
TONES = {"easy": 1, "rather_easy": 2, "rather_hard": 4, "hard": 5}
_HARD = ("rather_hard", "hard")

Located = Callable[[Mapping[str, Any]], Any]


@dataclass(frozen=True, slots=True)
class Share:
    """One class of the bar: its tone (0: not judged), its share in % and its place in the drawing."""

    title: Mapping[str, str]
    tone: int
    share: float
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class HardFile:
    """One file of the table with its place on the drawn scale; `content` is its row of the
    result with the judgement (`expected`, `low`, `high`) beside the other values."""

    content: Mapping[str, Any]
    place: Any
    low_x: int
    range_width: int
    expected_x: int


@dataclass(frozen=True, slots=True)
class Difficulty:
    """What engineers see of the model. `hard_share` is in % of the program's code lines, `in_hundred` holds
    the measured agreement as right answers out of 100 comparisons."""

    content: Mapping[str, Any]
    shares: list[Share]
    hard_share: float
    files: list[HardFile]
    in_hundred: Mapping[str, int]

    @property
    def judged(self) -> int:
        """All judged files, those of tests too."""
        return int(self.content["judged_files"]) + int(self.content.get("judged_test_files") or 0)


def difficulty(result: Mapping[str, Any], located: Located) -> Difficulty | None:
    """Read the sections `maintainability` and `files` of a result.

    Args:
        result: the result; those made before the model have neither section, those made before `files` list
            the files within `maintainability`.
        located: gives the linked place of a row with a path.

    Returns:
        None where nothing was judged.
    """
    section = result.get("maintainability")
    if not section or not section.get("judged_files"):
        return None
    listed = result.get("files") or section.get("files") or []
    rows = [row for row in listed if row.get("reasons") and row.get("role") != "test"]
    files = [hard_file(row, located(row)) for row in rows[:SHOWN_FILES]]
    classes = section.get("share_of_code") or []
    return Difficulty(
        content=section,
        shares=_shares(classes),
        hard_share=sum(float(one["share"]) for one in classes if one.get("class") in _HARD),
        files=files,
        in_hundred=_in_hundred(section.get("agreement") or {}),
    )


def _shares(classes: Sequence[Mapping[str, Any]]) -> list[Share]:
    found, start = [], 0.0
    for one in classes:
        end = start + float(one["share"])
        x, until = (round(SHARE_WIDTH * edge / 100) for edge in (start, end))
        if one["share"]:
            tone = TONES.get(str(one.get("class")), 0)
            found.append(Share(one["title"], tone, float(one["share"]), x, max(until - x, 1)))
        start = end
    return found


def hard_file(row: Mapping[str, Any], place: Any) -> HardFile:
    """A row of the section `files` with its place on the scale."""
    row = {**row, **row.get("maintainability", {})}
    low, expected, high = (_on_scale(row[name]) for name in ("low", "expected", "high"))
    return HardFile(row, place, low, max(high - low, 1), min(max(expected - 1, 0), SCALE_WIDTH - 3))


def _on_scale(value: Any) -> int:
    return round(SCALE_WIDTH * float(value) / HARDEST)


def _in_hundred(agreement: Mapping[str, Any]) -> dict[str, int]:
    """Comparisons of a hard class with another one that came out as the experts say, of 100."""
    return {
        name: round(100 * float(agreement[name]["auc_hard"]["value"]))
        for name in ("model", "careful", "lines_of_code")
        if "auc_hard" in (agreement.get(name) or {})
    }
