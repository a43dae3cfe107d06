"""Value thresholds per Land, each with its source and day, and which of them a contract value reaches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from marketplace.lib.bilingual import in_current_language

_FILE = Path(__file__).with_name("thresholds.yaml")
# A contract without end, or of more than four years, counts with four years (§ 3 Abs. 11 Nr. 2 VgV).
MOST_MONTHS = 48


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(_Strict):
    """A text in both languages."""

    de: str
    en: str

    def __str__(self) -> str:
        return in_current_language({"de": self.de, "en": self.en})


class ReadAt(_Strict):
    """Where a figure was read."""

    title: str
    url: str


class EuThreshold(_Strict):
    """The value from which a Europe-wide tender is required, in euros net."""

    value: int
    valid_from: date
    valid_until: date
    meaning: Words
    source: ReadAt


class LandThresholds(_Strict):
    """What a Land allows its municipalities, in euros net.

    `direct`: order without a procedure up to here; `negotiated`: negotiated award up to here, None where
    the source names none; `up_to_eu`: negotiated award up to the EU threshold; `none`: the Land sets none.
    """

    direct: int | None = None
    negotiated: int | None = None
    up_to_eu: bool = False
    none: bool = False
    valid_from: date | None = None
    valid_until: date | None = None
    note: Words
    source: ReadAt


class Thresholds(_Strict):
    """All thresholds that were researched."""

    seen_on: date
    eu: EuThreshold
    look_up: ReadAt
    lands: dict[str, LandThresholds]


@lru_cache
def thresholds() -> Thresholds:
    """The thresholds of the data file."""
    return Thresholds.model_validate(yaml.safe_load(_FILE.read_text("utf-8")))


def contract_value(once: int, per_month: int, months: int | None) -> int:
    """The estimated value of a contract for which no total price is named (§ 3 Abs. 11 VgV).

    In the unit of its arguments.

    Args:
        once: what is paid once, e.g. for setting up.
        per_month: what is paid every month.
        months: term including options to prolong; None for a contract without end.
    """
    return once + per_month * (MOST_MONTHS if months is None else min(months, MOST_MONTHS))


@dataclass(frozen=True)
class Reached:
    """Where a contract value lies. `kind`: "eu" | "direct" | "negotiated" | "free" | "above" | "unknown"."""

    kind: str
    value: int
    land: LandThresholds | None
    is_over: bool  # the rule was limited in time and has run out: the Land's, or the EU's for all


def reached(value: int, land: str, *, on: date) -> Reached:
    """Which threshold applies to a value.

    Args:
        value: euros net over the whole term.
        land: two letters; a Land that was not researched gives "unknown" below the EU threshold.
        on: the day it is asked for.
    """
    known = thresholds()
    rules = known.lands.get(land)
    is_over = bool(rules and rules.valid_until and rules.valid_until < on)
    if known.eu.valid_until < on:
        # The next value may be higher or lower; nothing can be said by the old one.
        return Reached("unknown", value, rules, True)
    if value >= known.eu.value:
        return Reached("eu", value, rules, is_over)
    if rules is None or is_over:
        return Reached("unknown", value, rules, is_over)
    return Reached(_kind(value, rules, known.eu.value), value, rules, is_over)


def _kind(value: int, rules: LandThresholds, eu: int) -> str:
    if rules.none:
        return "free"
    if rules.direct is not None and value <= rules.direct:
        return "direct"
    negotiated = eu if rules.up_to_eu else rules.negotiated
    if negotiated is not None and value <= negotiated:
        return "negotiated"
    return "above" if negotiated is not None else "unknown"
