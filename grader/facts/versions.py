"""Version tags: which names are versions, when they were made, and whether they carry a signature."""

from __future__ import annotations

import re
from datetime import date, timedelta

from grader.facts.days import day_of
from grader.facts.git import Git
from grader.facts.model import Release

MAX_RELEASES = 1000
# Where a fetching program writes tags down without their tag object: whether they are signed is unknown.
UNREAD_TAGS = "refs/unread-tags/"

_VERSION = re.compile(
    r"^(?:@?[a-z][a-z0-9.]*[-_/@ ])*(?:v|version|release|rel|r)?[-_./ ]?(?P<numbers>\d+(?:[._-]\d+)*)"
    r"(?P<suffix>.*)$",
    re.IGNORECASE,
)
_NO_RELEASE = re.compile(
    r"(?:^|[\W_])(?:test|tmp|temp|nightly|build|deploy|backup|staging|demo)", re.IGNORECASE
)
_PRE_RELEASE = re.compile(r"(?:alpha|beta|rc|dev|snapshot|preview|pre|canary)|^[ab]\d", re.IGNORECASE)
_SUFFIX = re.compile(r"^[-_.+a-z0-9]*$", re.IGNORECASE)
_FORMAT = "%(creatordate:unix)%09%(if)%(contents:signature)%(then)signed%(end)%09%(refname)"


def read_releases(git: Git, as_of: date) -> tuple[tuple[Release, ...], Release | None]:
    """Read the version tags, newest first, and the newest trial version (1.0rc1) where it came after them.

    Trial versions are listed as releases only where there are no others.

    A tag is signed when its object carries a signature (OpenPGP, SSH or X.509). Whether the signature is
    valid and whose it is, is not checked: that would need the keys.

    Raises:
        GitTrouble: the references cannot be read.
    """
    lines = git.lines("for-each-ref", "refs/tags", UNREAD_TAGS, f"--format={_FORMAT}")
    unread = {
        name.removeprefix(UNREAD_TAGS) for _, _, name in map(_fields, lines) if name.startswith(UNREAD_TAGS)
    }
    found = []
    for seconds, signed, reference in map(_fields, lines):
        name = reference.removeprefix("refs/tags/")
        key = version_key(name) if reference.startswith("refs/tags/") else None
        if key is not None and seconds and day_of(seconds) <= as_of + timedelta(days=1):
            known = None if name in unread else bool(signed)
            found.append((min(day_of(seconds), as_of), key, name, known))
    found.sort(key=lambda tag: tag[:3], reverse=True)
    finals = [tag for tag in found if tag[1][0]] or found
    releases = tuple(Release(name, day, signed) for day, _, name, signed in finals[:MAX_RELEASES])
    trials = [Release(name, day, signed) for day, key, name, signed in found[:1] if not key[0]]
    newer = [trial for trial in trials if trial.on > releases[0].on]
    return releases, next(iter(newer), None)


def _fields(line: str) -> tuple[str, str, str]:
    seconds, _, rest = line.partition("\t")
    signed, _, name = rest.partition("\t")
    return seconds, signed, name


def version_key(tag: str) -> tuple[bool, tuple[int, ...]] | None:
    """Say whether a tag names a version: (is it a final release, its numbers), or None for `test-tag`."""
    match = _VERSION.match(tag)
    if match is None or len(tag) > 100 or _NO_RELEASE.search(tag):
        return None
    numbers = re.split(r"[._-]", match["numbers"])
    marked = len(numbers) > 1 or re.match(r"(?i)^(?:.*[-_/@ ])?(?:v|version|release|rel|r)[-_./ ]?\d", tag)
    if not marked or any(len(number) > 12 for number in numbers) or not _SUFFIX.match(match["suffix"][:40]):
        return None
    return not _PRE_RELEASE.search(match["suffix"]), tuple(int(number) for number in numbers)
