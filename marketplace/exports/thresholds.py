"""Value thresholds per Land, each with its source and day, and which of them a contract value reaches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from marketplace.lib.bilingual import in_current_language

_FILE = Path(__file__).with_name("thresholds.yaml")
# A contract without end, or of more than four years, counts with four years (§ 3 Abs. 11 Nr. 2 VgV).
MOST_MONTHS = 48

# Euros net, "eu" for the EU threshold of the day, None where no source we read names an amount.
Limit = int | Literal["eu"] | None
# "over": its own last day has passed; "in_doubt": a change was announced and whether it applies is not known.
Standing = Literal["valid", "over", "in_doubt"]
Kind = Literal["eu", "direct", "negotiated", "restricted", "free", "above", "unknown"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(_Strict):
    """A text in both languages."""

    de: str
    en: str

    def __str__(self) -> str:
        return in_current_language({"de": self.de, "en": self.en})


class ReadAt(_Strict):
    """Where something was read, or can be looked up."""

    title: str
    url: str


class Source(ReadAt):
    """Where figures were read.

    `dated`: the date the source itself bears (day, month or year), None where it bears none; `official`: the
    Land or a ministry says it, everything else is a report about the rule.
    """

    dated: Annotated[str, Field(pattern=r"^\d{4}(-\d{2}){0,2}$")] | None = None
    official: bool = False


class EuThreshold(_Strict):
    """The value from which a Europe-wide tender is required, in euros net."""

    value: int
    valid_from: date
    valid_until: date
    meaning: Words
    source: Source


class LandThresholds(_Strict):
    """What a Land allows its municipalities for supplies and services, in euros net.

    `direct`: order without a procedure up to here; `negotiated` and `restricted`: negotiated award, and
    restricted tender without a call for competition, up to here; `below`: these two amounts themselves are
    already too high; `none`: the Land sets no threshold; `in_doubt`: see Standing.
    """

    direct: int | None = None
    negotiated: Limit = None
    restricted: Limit = None
    below: bool = False
    none: bool = False
    in_doubt: bool = False
    valid_from: date | None = None
    valid_until: date | None = None
    note: Words
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]

    def standing(self, on: date) -> Standing:
        """Whether the rule may be applied on a day; one that has run out stays out, doubt or not."""
        if self.valid_until and self.valid_until < on:
            return "over"
        return "in_doubt" if self.in_doubt else "valid"


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
    """Where a contract value lies, by which rules, and how these stand; "over" also for the EU's own."""

    kind: Kind
    value: int
    land: LandThresholds | None
    standing: Standing


def reached(value: int, land: str, *, on: date) -> Reached:
    """Which threshold applies to a value.

    Args:
        value: euros net over the whole term.
        land: two letters; a Land that was not researched gives "unknown" below the EU threshold.
        on: the day it is asked for.
    """
    known = thresholds()
    rules = known.lands.get(land)
    standing = rules.standing(on) if rules else "valid"
    if known.eu.valid_until < on:
        # The next value may be higher or lower; nothing can be said by the old one.
        return Reached("unknown", value, rules, "over")
    if value >= known.eu.value:
        return Reached("eu", value, rules, standing)
    if rules is None or standing != "valid":
        return Reached("unknown", value, rules, standing)
    return Reached(_kind(value, rules), value, rules, standing)


def _kind(value: int, rules: LandThresholds) -> Kind:
    """The simplest procedure a valid rule allows for a value below the EU threshold."""
    if rules.none:
        return "free"
    if rules.direct is not None and value <= rules.direct:
        return "direct"
    if _is_within(value, rules.negotiated, rules.below):
        return "negotiated"
    if _is_within(value, rules.restricted, rules.below):
        return "restricted"
    return "unknown" if None in (rules.negotiated, rules.restricted) else "above"


def _is_within(value: int, limit: Limit, below: bool) -> bool:
    if limit is None:
        return False
    return limit == "eu" or value < limit + (not below)
