"""What a new edition changes, and which answers it takes over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum

from marketplace.criteria.model import Criterion, Edition, Text

# What may change without the question becoming another one. `since` and `position` say nothing about it.
_UNSPOKEN = {"key", "since", "position", "replaces"}


class ChangeKind(StrEnum):
    """How a criterion changed from one edition to the next."""

    ADDED = "added"
    REMOVED = "removed"
    REPLACED = "replaced"  # asked on under another key; answers count
    REWORDED = "reworded"


@dataclass(frozen=True)
class Change:
    """One difference between two editions. `parts`: names of the fields that were reworded."""

    kind: ChangeKind
    key: str
    title: Text
    former_key: str = ""
    parts: tuple[str, ...] = ()


def changes_between(old: Edition, new: Edition) -> tuple[Change, ...]:
    """List what was added, removed, replaced and reworded, in the order of the newer edition.

    Args:
        old: the earlier edition.
        new: the later one.

    Returns:
        One change per criterion that differs; criteria that were removed stand at the end.
    """
    return (*_in_new(old, new), *_gone(old, new))


def _in_new(old: Edition, new: Edition) -> Iterator[Change]:
    for one in new.criteria:
        former = old.criterion(one.key)
        replaced = next((key for key in one.replaces if old.criterion(key)), "")
        if former and (parts := _reworded(former, one)):
            yield Change(ChangeKind.REWORDED, one.key, one.title, parts=parts)
        elif not former and replaced:
            yield Change(ChangeKind.REPLACED, one.key, one.title, former_key=replaced)
        elif not former:
            yield Change(ChangeKind.ADDED, one.key, one.title)


def _gone(old: Edition, new: Edition) -> Iterator[Change]:
    replaced = {key for one in new.criteria for key in one.replaces}
    for one in old.criteria:
        if not new.criterion(one.key) and one.key not in replaced:
            yield Change(ChangeKind.REMOVED, one.key, one.title)


def _reworded(old: Criterion, new: Criterion) -> tuple[str, ...]:
    return tuple(
        one.name
        for one in fields(Criterion)
        if one.name not in _UNSPOKEN and getattr(old, one.name) != getattr(new, one.name)
    )


def carried_forward(answers: Mapping[str, str], new: Edition) -> dict[str, str]:
    """Take answers given to an earlier edition over into a new one.

    A key keeps its meaning, so the answer to a key that still exists counts; so does the answer to a key
    the new edition replaces. An answer that names an option which no longer exists has to be given anew.

    Args:
        answers: criterion key → answer; keys of several options are separated by commas.
        new: the edition they are taken into.

    Returns:
        The answers that count, under the keys of the new edition.
    """
    successors = {former: one.key for one in new.criteria for former in one.replaces}
    taken = {}
    # Answers under a key of the new edition itself go before those of a key it replaced.
    for key, answer in sorted(answers.items(), key=lambda item: item[0] not in successors):
        criterion = new.criterion(successors.get(key, key))
        if criterion and _still_valid(criterion, answer):
            taken[criterion.key] = answer
    return taken


def _still_valid(criterion: Criterion, answer: str) -> bool:
    return not criterion.options or all(criterion.option(key) for key in answer.split(","))
