"""Tags of a fetched repository: which versions there are, when they were made, whether they are signed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from marketplace.worker.fetching.git_command import FETCH, Git, GitFailed, TooMuch
from marketplace.worker.fetching.order import Limits

MOST_TAGS = 5000
MOST_TAG_OBJECTS = 100
_TAG = re.compile(r"refs/tags/[A-Za-z0-9][A-Za-z0-9._/@+-]{0,199}")
# A final version: v1.2.3, 2.10, release-4.0; not 1.0rc1.
_VERSION = re.compile(r"refs/tags/(?:[A-Za-z]+[-_./])*[A-Za-z]*[0-9]+(?:[._-][0-9]+)*")


def versions(references: Mapping[str, str]) -> list[str]:
    """Full names of the tags that name a final version, the newest first."""
    found = [name for name in references if _VERSION.fullmatch(name)]
    return sorted(
        found, key=lambda name: [int(part) for part in re.findall(r"[0-9]{1,9}", name)], reverse=True
    )


def write_tags(git: Git, url: str, references: Mapping[str, str], limits: Limits) -> None:
    """Write down the tags whose commit lies inside the fetched history.

    The tag objects of the newest versions are fetched; for the other annotated tags a reference below
    `refs/unread-tags/` says that the object, and so a signature, is unknown. Trouble is no reason to stop.
    """
    known = _inside(git, _peeled(references))
    annotated = [name for name in versions(references) if name in known and f"{name}^{{}}" in references]
    read = _fetch_objects(git, url, annotated[:MOST_TAG_OBJECTS], limits)
    lines = {name: references[name] if name in read else commit for name, commit in known.items()}
    for name in known:
        if f"{name}^{{}}" in references and name not in read:
            lines[name.replace("refs/tags/", "refs/unread-tags/", 1)] = known[name]
    if lines:
        text = "".join(f"{value} {name}\n" for name, value in sorted(lines.items()))
        (git.directory / "packed-refs").write_text("# pack-refs with: sorted\n" + text, encoding="ascii")


def _peeled(references: Mapping[str, str]) -> dict[str, str]:
    """The commit of each tag with a harmless name."""
    peeled = {}
    for name, commit in references.items():
        tag = name.removesuffix("^{}")
        if _TAG.fullmatch(tag) and ".." not in tag and ".lock" not in tag:
            peeled[tag] = references.get(tag + "^{}", commit)
    return dict(list(peeled.items())[-MOST_TAGS:])


def _inside(git: Git, tags: Mapping[str, str]) -> dict[str, str]:
    kinds = _kinds(git, list(tags.values()))
    return {
        name: commit for (name, commit), kind in zip(tags.items(), kinds, strict=True) if kind == "commit"
    }


def _kinds(git: Git, objects: list[str]) -> list[str]:
    """What each object is; "… missing" where it is not here."""
    if not objects:
        return []
    asked = "".join(f"{name}\n" for name in objects).encode()
    return git.run("cat-file", "--batch-check=%(objecttype)", given=asked).decode().splitlines()


def _fetch_objects(git: Git, url: str, tags: list[str], limits: Limits) -> set[str]:
    """Fetch tag objects whose commits are here already. Returns the tags that arrived."""
    if not tags:
        return set()
    try:
        git.transfer(
            *FETCH, "--", url, *(f"+{name}:{name}" for name in tags),
            most_megabytes=limits.clone_megabytes, progress=lambda _done, _total: None,
        )  # fmt: skip
    except (GitFailed, TooMuch):
        return set()
    return set(tags)
