"""Brings the source of a listed repository here: from local copies, or by git from its address."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.facts.languages import Kind, language_of

LIST = Path(__file__).with_name("repositories.json")
PATIENCE_SECONDS = 900
MOST_LOST = 0.005
_QUIET = {"GIT_TERMINAL_PROMPT": "0", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}


class Unobtainable(Exception):
    """The source cannot be had; the message says why."""


@dataclass(frozen=True, slots=True)
class Project:
    """A repository of the list: `commit` is measured, `why` says who stands behind it."""

    repository: str
    url: str
    commit: str
    why: str


def export(project: Project, local: Path | None, into: Path) -> None:
    """Write the files of the listed commit into an empty folder, links left out.

    Args:
        project: what to get.
        local: folder of clones or mirrors, named `owner+name`, `owner/name` or `name`; None asks the network.
        into: the empty folder.

    Raises:
        Unobtainable: the commit or a file of source code cannot be had.
    """
    git_dir = _local(project, local) if local else _fetched(project, into / ".git")
    entries = list(_entries(git_dir, project.commit))
    missing = _write(git_dir, entries, into)
    # Snapshots may lack their largest files: pictures, data, bundled libraries. Program text must be there.
    lost = [path for path in missing if _is_program(path)]
    if len(lost) > MOST_LOST * sum(_is_program(path) for _, path in entries):
        raise Unobtainable(f"the copy lacks {len(lost)} source files, among them {lost[0]}")


def _local(project: Project, folder: Path) -> Path:
    owner, name = project.repository.split("/")
    roots = (folder / f"{owner}+{name}", folder / owner / name, folder / name)
    known = [root / part for root in roots for part in ("", ".git", "repo", "repo/.git")]
    for git_dir in (path for path in known if (path / "HEAD").is_file()):
        if _git(git_dir, "cat-file", "-e", f"{project.commit}^{{commit}}").returncode == 0:
            return git_dir
    raise Unobtainable("no copy with this commit in the folder")


def _fetched(project: Project, git_dir: Path) -> Path:
    subprocess.run(["git", "init", "--quiet", "--bare", str(git_dir)], check=True, env=os.environ | _QUIET)
    done = _git(git_dir, "fetch", "--quiet", "--depth", "1", project.url, project.commit)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise Unobtainable(said[-1] if said else "git failed")
    return git_dir


def _git(git_dir: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = ["git", "--git-dir", str(git_dir), *arguments]
    try:
        return subprocess.run(
            command, capture_output=True, env=os.environ | _QUIET, timeout=PATIENCE_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as late:
        raise Unobtainable(f"git took longer than {PATIENCE_SECONDS} seconds") from late


def _entries(git_dir: Path, commit: str) -> Iterator[tuple[str, str]]:
    """Object and path of each ordinary file of a commit."""
    listed = _git(git_dir, "ls-tree", "-r", "-z", commit)
    if listed.returncode:
        raise Unobtainable("the files of the commit cannot be listed")
    for row in listed.stdout.decode("utf-8", "surrogateescape").split("\0"):
        if row.startswith("100"):
            about, path = row.split("\t", 1)
            yield about.split()[2], path


def _write(git_dir: Path, entries: list[tuple[str, str]], into: Path) -> list[str]:
    """Write the files and return the paths of those the copy lacks."""
    command = ["git", "--git-dir", str(git_dir), "cat-file", "--batch", "--buffer"]
    asked = "".join(f"{entry[0]}\n" for entry in entries).encode()
    answer = subprocess.run(
        command, input=asked, capture_output=True, env=os.environ | _QUIET, check=False
    ).stdout
    missing, at = [], 0
    for _, path in entries:
        end = answer.index(b"\n", at)
        header, at = answer[at:end].split(), end + 1
        if header[-1] == b"missing":
            missing.append(path)
            continue
        size = int(header[2])
        target = into / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(answer[at : at + size])
        at += size + 1
    return missing


def _is_program(path: str) -> bool:
    language = language_of(path)
    return language is not None and language.kind is Kind.CODE and language.name != "SQL"
