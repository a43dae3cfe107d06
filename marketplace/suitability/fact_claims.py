"""Statements that follow from the catalogue's facts: a fact a criterion names answers it, if it can."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from marketplace.catalogue.models import Fact
from marketplace.catalogue.vocabulary import LicenceFamily, licence_family
from marketplace.criteria.model import AnswerKind, Criterion
from marketplace.lib.bilingual import is_bilingual
from marketplace.suitability.claims import Claim, keys_of

_OPEN = frozenset(
    {
        LicenceFamily.STRONG_COPYLEFT,
        LicenceFamily.WEAK_COPYLEFT,
        LicenceFamily.PERMISSIVE,
        LicenceFamily.OTHER_OPEN,
    }
)
OTHER = "other"


def claims_from_facts(criterion: Criterion, facts: Iterable[Fact]) -> list[Claim]:
    """What the facts say about the criterion; facts with values no option knows say nothing.

    Args:
        criterion: with the key of the fact that answers it.
        facts: facts of that key, with their sources.
    """
    return [_claim(fact, value) for fact in facts if (value := answer_of(criterion, fact.value))]


def answer_of(criterion: Criterion, value: Any) -> tuple[str, ...]:
    """Turn a fact's value into the keys of an answer; () where it cannot be one."""
    try:
        keys = keys_of(value["de"] if is_bilingual(value) else value)
    except ValueError:
        return ()
    if criterion.answer is AnswerKind.YES_NO:
        return _yes_or_no(criterion, keys)
    if criterion.answer in (AnswerKind.CHOICE, AnswerKind.CHOICES):
        return _chosen(criterion, value, keys)
    return keys


def _yes_or_no(criterion: Criterion, keys: tuple[str, ...]) -> tuple[str, ...]:
    """That something is named says yes; a licence says whether it is an open one."""
    if criterion.fact == "license":
        family = licence_family(keys[0])
        return ("yes",) if family in _OPEN else ("no",) if family is LicenceFamily.PROPRIETARY else ()
    return keys if keys in (("yes",), ("no",)) else ("yes",)


def _chosen(criterion: Criterion, value: Any, keys: tuple[str, ...]) -> tuple[str, ...]:
    """The options the values mean; a free text is none of them, even if it contains their words."""
    if is_bilingual(value):
        return ()
    by_word = {option.key.casefold(): option.key for option in criterion.options}
    by_word |= {
        _plain(str(getattr(o.label, lang))): o.key for o in criterion.options for lang in ("de", "en")
    }
    by_word |= {_plain(option.key): option.key for option in criterion.options}
    families = [str(licence_family(key)) for key in keys] if criterion.fact == "license" else []
    known = [by_word.get(_plain(key)) or by_word.get(key.casefold()) for key in keys]
    known += [by_word.get(family) for family in families]
    found = {key for key in known if key}
    if criterion.answer is AnswerKind.CHOICES and None in known and not families and OTHER in by_word:
        found.add(OTHER)
    if criterion.answer is AnswerKind.CHOICE and len(found) != 1:
        return ()
    return tuple(sorted(found))


def _plain(word: str) -> str:
    """A word without what people write differently: capitals, hyphens, spaces, underscores."""
    return "".join(letter for letter in word.casefold() if letter.isalnum())


def _claim(fact: Fact, value: tuple[str, ...]) -> Claim:
    words = (
        fact.value if is_bilingual(fact.value) else {"de": _as_text(fact.value), "en": _as_text(fact.value)}
    )
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
    )


def _as_text(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
