"""Links to the exact place in the source code, where the forge and the commit are known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from marketplace.analysis.models import CodeSource, Grade

# Forges whose addresses of files and lines are known. GitLab and its relatives put "/-/" before "blob".
_GITLAB_HOSTS = {"gitlab.com", "gitlab.opencode.de", "opencode.de"}
_COMMIT = re.compile(r"[0-9a-f]{7,64}")


@dataclass(frozen=True, slots=True)
class Forge:
    """Where the files of one graded state can be read; empty `base` where nobody knows."""

    base: str = ""
    style: str = ""

    def link(self, path: str, line: int | None = None, end_line: int | None = None) -> str:
        """The address of a file, or of lines in it; empty where the forge is unknown."""
        if not self.base or not path:
            return ""
        address = self.base + quote(path)
        if line is None:
            return address
        last = end_line if end_line and end_line > line else None
        between = {"github": "-L", "codeberg": "-L", "gitlab": "-"}[self.style]
        return f"{address}#L{line}" + (f"{between}{last}" if last else "")


def forge_of(grade: Grade) -> Forge:
    """The forge of a grade: only for git sources, and only at the graded commit."""
    source = grade.source
    if source.kind != CodeSource.Kind.GIT or not _COMMIT.fullmatch(grade.identity):
        return Forge()
    parts = urlsplit(source.location)
    path = parts.path.strip("/").removesuffix(".git")
    if parts.scheme != "https" or path.count("/") < 1:
        return Forge()
    host = (parts.hostname or "").removeprefix("www.")
    root = f"https://{host}/{quote(path)}"
    if host == "github.com":
        return Forge(f"{root}/blob/{grade.identity}/", "github")
    if host == "codeberg.org":
        return Forge(f"{root}/src/commit/{grade.identity}/", "codeberg")
    if host in _GITLAB_HOSTS or host.startswith("gitlab."):
        return Forge(f"{root}/-/blob/{grade.identity}/", "gitlab")
    return Forge()
