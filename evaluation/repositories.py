"""Git repositories on this machine: which commits they hold, and a sample of the files of a commit."""

from __future__ import annotations

import subprocess
from collections import defaultdict
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from grader.facts.languages import language_of

LARGEST = 500_000
"""Bytes; larger files are hardly written by hand."""
WITH_SCRIPTS = ("Vue", "Svelte")
"""Pages whose script is read."""


def repositories(folder: Path) -> Iterator[Path]:
    """Git directories below a folder, bare or not."""
    for head in sorted(folder.rglob("HEAD")):
        if (head.parent / "objects").is_dir():
            yield head.parent


def known_commits(repository: Path, commits: Sequence[str]) -> Iterator[str]:
    """Those of the commits that the repository holds."""
    asked = "".join(f"{commit}\n" for commit in commits)
    answer = _git(repository, "cat-file", "--batch-check=%(objectname) %(objecttype)", sent=asked.encode())
    for line in answer.decode().splitlines():
        name, _, kind = line.partition(" ")
        if kind == "commit":
            yield name


def content(repository: Path, commit: str, path: str) -> bytes | None:
    """The content of a file at a commit, or None where there is none."""
    answer = _git(repository, "cat-file", "blob", f"{commit}:{path}")
    return answer or None


def write_sample(repository: Path, commit: str, folder: Path, most: int) -> None:
    """Write at most `most` files of each language into a folder, chosen by the hash of their path.

    Files that mark others as generated or vendored are written as well."""
    sampled = list(_sampled(repository, commit, most))
    names = "".join(f"{name}\n" for _, name in sampled).encode()
    answer = _git(repository, "cat-file", "--batch=%(objectsize)", sent=names)
    start = 0
    for path, _ in sampled:
        head = answer.index(b"\n", start)
        if not answer[start:head].isdigit():  # listed, but absent from a partial clone
            start = head + 1
            continue
        end = head + 1 + int(answer[start:head])
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(answer[head + 1 : end])
        start = end + 1


def _sampled(repository: Path, commit: str, most: int) -> Iterator[tuple[str, str]]:
    by_language: dict[str, list[tuple[str, str]]] = defaultdict(list)
    listed = _git(repository, "ls-tree", "-r", "-l", "-z", commit).decode("utf-8", "replace")
    for row in filter(None, listed.split("\0")):
        about, _, path = row.partition("\t")
        mode, _, name, size = about.split()
        if (
            not mode.startswith("100")
            or not size.isdigit()
            or int(size) > LARGEST
            or ".." in Path(path).parts
        ):
            continue
        language = language_of(Path(path).name)
        if Path(path).name == ".gitattributes" or path.endswith(".openapi-generator/FILES"):
            yield path, name
        elif language and (language.grammar or language.name in WITH_SCRIPTS):
            by_language[language.name].append((path, name))
    for found in by_language.values():
        yield from sorted(found, key=lambda one: sha256(one[0].encode()).digest())[:most]


def _git(repository: Path, *arguments: str, sent: bytes = b"") -> bytes:
    command = ["git", f"--git-dir={repository}", *arguments]
    return subprocess.run(command, input=sent, capture_output=True, check=False).stdout
