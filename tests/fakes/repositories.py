"""Real git repositories for tests."""

from __future__ import annotations

import subprocess
from pathlib import Path


def git(folder: Path, *arguments: str, date: str = "2026-11-01T12:00:00+0000", given: bytes = b"") -> str:
    """Run git in a folder as a fixed author, without the machine's settings."""
    done = subprocess.run(
        ["git", "-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false", *arguments],
        cwd=folder,
        env={
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "HOME": str(folder),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_AUTHOR_NAME": "Anna",
            "GIT_AUTHOR_EMAIL": "anna@example.org",
            "GIT_COMMITTER_NAME": "Anna",
            "GIT_COMMITTER_EMAIL": "anna@example.org",
            "GIT_AUTHOR_DATE": date,
            "GIT_COMMITTER_DATE": date,
        },
        input=given,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode().strip()


def make_repository(folder: Path, files: dict[str, str], *, date: str = "2026-11-01T12:00:00+0000") -> str:
    """Make a repository with one commit. Returns the commit."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet")
    return commit(folder, files, date=date)


def commit(folder: Path, files: dict[str, str], *, date: str = "2026-11-01T12:00:00+0000") -> str:
    """Write files and commit everything. Returns the commit."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    git(folder, "add", "--all", date=date)
    git(folder, "commit", "--quiet", "--message", "Change", date=date)
    return git(folder, "rev-parse", "HEAD")
