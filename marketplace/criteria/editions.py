"""Editions of the criteria catalogue: those of the repository, and what the operator adds to the newest.

current_edition()   what is asked today
edition("2026-1")   a certain edition, or None
editions()          all, newest first
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from marketplace.criteria.errors import CriteriaInvalid
from marketplace.criteria.model import OWN_PREFIX, Criterion, Edition
from marketplace.criteria.reading import Shared, dangling_conditions, read_criterion, read_edition, with_own

FOLDER = Path(__file__).parent / "editions"


def current_edition() -> Edition:
    """The newest edition, with the criteria the operator added."""
    return editions()[0]


def edition(key: str) -> Edition | None:
    """The edition with this key, or None."""
    return next((one for one in editions() if one.key == key), None)


@lru_cache(maxsize=1)
def editions() -> tuple[Edition, ...]:
    """All editions, newest first. Read once per process.

    Raises:
        CriteriaInvalid: files of the repository have mistakes. An operator's own files never do this:
            those that cannot be used are left out and named by `own_problems`.
    """
    published = _published()
    newest, shared = published[0]
    own, _ = read_own(Path(settings.CRITERIA_ROOT), newest, shared)
    return (with_own(newest, own), *(one for one, _ in published[1:]))


def own_problems() -> tuple[str, ...]:
    """What is wrong with the operator's files today, one line each, with file and place."""
    newest, shared = _published()[0]
    return tuple(read_own(Path(settings.CRITERIA_ROOT), newest, shared)[1])


@lru_cache(maxsize=1)
def _published() -> tuple[tuple[Edition, Shared], ...]:
    return tuple(read_all(FOLDER))


def read_all(folder: Path) -> list[tuple[Edition, Shared]]:
    """Read every edition below a folder, newest first.

    Raises:
        CriteriaInvalid: with one line per problem that names file, place and cause.
    """
    problems: list[str] = []
    found: dict[str, tuple[Edition, Shared]] = {}
    for one in sorted((file.parent for file in folder.glob("*/edition.yaml")), key=_age):
        read = read_edition(one, found, problems)
        if read:
            found[one.name] = read
    if not found:
        problems.append(f"{folder.name}: no edition found")
    if problems:
        raise CriteriaInvalid(problems)
    return list(reversed(found.values()))


def _age(folder: Path) -> tuple[int, ...]:
    return tuple(int(part) if part.isdigit() else 0 for part in folder.name.split("-"))


def read_own(folder: Path, newest: Edition, shared: Shared) -> tuple[list[Criterion], list[str]]:
    """Read the operator's criteria.

    Args:
        folder: one YAML file per criterion, in the schema of the repository's files.
        newest: the edition they join; its topics can be used and its criteria named in conditions.
        shared: references and kinds of evidence they may name.

    Returns:
        The criteria that can be used, and one line per problem of those that cannot.
    """
    own: list[Criterion] = []
    problems: list[str] = []
    for file in sorted(folder.glob("*.yaml")) if folder.is_dir() else ():
        criterion = read_criterion(file, file.name, "", newest.topics, shared, problems)
        if criterion and not criterion.is_own:
            problems.append(f"{file.name}: key: has to begin with {OWN_PREFIX!r}")
        elif criterion and (wrong := _dangling(criterion, newest)):
            problems += wrong
        elif criterion:
            own.append(criterion)
    return own, problems


def _dangling(criterion: Criterion, newest: Edition) -> list[str]:
    """Own criteria rest on the edition, not on each other, so that one bad file leaves the rest whole."""
    return [
        line.replace(f"own/{criterion.topic}/", "", 1)
        for line in dangling_conditions([*newest.criteria, criterion], "own")
    ]
