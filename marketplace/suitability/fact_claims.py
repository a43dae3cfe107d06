"""Statements that follow from the catalogue's facts: a fact a criterion names answers it, if it can."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from marketplace.catalogue.models import Fact
from marketplace.criteria.model import AnswerKind, Criterion
from marketplace.lib.bilingual import is_bilingual
from marketplace.suitability.claims import Claim, keys_of
from marketplace.suitability.fact_answers import licence_names, option_keys
from marketplace.suitability.wording import day_words

# Facts whose day tells how long what follows from them holds.
_CHANGED, _CHANGE_HOLDS = "last_change", timedelta(days=365)


def claims_from_facts(criterion: Criterion, facts: Iterable[Fact]) -> list[Claim]:
    """What the facts say about the criterion; facts with values no option knows say nothing.

    Args:
        criterion: with the key of the fact that answers it.
        facts: facts of that key, with their sources.
    """
    said = [_claim(fact, value) for fact in facts if (value := answer_of(criterion, fact.value))]
    # A change a year old when it was read never said that the work goes on.
    return [claim for claim in said if not claim.until or not claim.on or claim.until >= claim.on]


def answer_of(criterion: Criterion, value: Any) -> tuple[str, ...]:
    """Turn a fact's value into the keys of an answer; () where it cannot be one."""
    try:
        keys = keys_of(value["de"] if is_bilingual(value) else value)
    except ValueError:
        return ()
    if criterion.answer is AnswerKind.YES_NO:
        return keys if keys in (("yes",), ("no",)) else ("yes",)
    if criterion.answer not in (AnswerKind.CHOICE, AnswerKind.CHOICES):
        return keys
    if is_bilingual(value):
        # A free text is none of the options, even if it contains their words.
        return ()
    return _chosen(criterion, keys)


def _chosen(criterion: Criterion, keys: tuple[str, ...]) -> tuple[str, ...]:
    if criterion.fact == _CHANGED:
        return ("active",) if is_day(keys[0]) else ()
    if criterion.fact == "source_code":
        return ("complete",) if keys[0].startswith("https://") else ()
    options = frozenset(option.key for option in criterion.options)
    found = set().union(*(option_keys(criterion.fact, key, options) for key in keys))
    return () if criterion.answer is AnswerKind.CHOICE and len(found) != 1 else tuple(sorted(found))


def is_day(text: str) -> bool:
    """True for an ISO day."""
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _claim(fact: Fact, value: tuple[str, ...]) -> Claim:
    words = _words(fact)
    source = fact.source
    return Claim(
        basis=source.basis,
        value=value,
        words_de=words.get("de", ""),
        words_en=words.get("en", "") or words.get("de", ""),
        source_de=source.title_de,
        source_en=source.title_en,
        url=source.url,
        locator=fact.locator,
        on=source.seen_on,
        exact=licence_names(str(fact.value)) if fact.key == "license" else (),
        until=date.fromisoformat(str(fact.value)) + _CHANGE_HOLDS if fact.key == _CHANGED else None,
    )


def _words(fact: Fact) -> Mapping[str, str]:
    """The fact's own words where they say more than the option; keys of the catalogue say less."""
    if is_bilingual(fact.value):
        return {key: str(fact.value.get(key, "")) for key in ("de", "en")}
    if fact.key in {"operation", "languages", "maturity"}:
        return {}
    if fact.key == "license" and not licence_names(str(fact.value)):
        return {}
    if fact.key == _CHANGED:
        day = day_words(date.fromisoformat(str(fact.value)))
        return {"de": f"zuletzt geändert am {day.de}", "en": f"last changed on {day.en}"}
    text = ", ".join(map(str, fact.value)) if isinstance(fact.value, list) else str(fact.value)
    return {"de": text, "en": text}
