"""Links into the source code lead to the graded commit, and only where the forge is known."""

from __future__ import annotations

import pytest

from marketplace.analysis.forge import forge_of
from marketplace.analysis.models import CodeSource, Grade

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.mark.parametrize(
    ("location", "address"),
    [
        ("https://github.com/a/b", f"https://github.com/a/b/blob/{COMMIT}/src/x%20y.py#L3-L9"),
        ("https://github.com/a/b.git", f"https://github.com/a/b/blob/{COMMIT}/src/x%20y.py#L3-L9"),
        ("https://gitlab.com/a/g/b", f"https://gitlab.com/a/g/b/-/blob/{COMMIT}/src/x%20y.py#L3-9"),
        (
            "https://gitlab.opencode.de/a/b",
            f"https://gitlab.opencode.de/a/b/-/blob/{COMMIT}/src/x%20y.py#L3-9",
        ),
        ("https://codeberg.org/a/b", f"https://codeberg.org/a/b/src/commit/{COMMIT}/src/x%20y.py#L3-L9"),
        ("https://git.example.org/a/b", ""),
        ("http://github.com/a/b", ""),
        ("https://github.com/a", ""),
    ],
)
def test_a_place_is_linked_at_the_commit(location: str, address: str) -> None:
    grade = Grade(source=CodeSource(kind="git", location=location), identity=COMMIT)
    assert forge_of(grade).link("src/x y.py", 3, 9) == address


def test_archives_have_no_lines_to_link_to() -> None:
    grade = Grade(source=CodeSource(kind="pypi", location="ckan"), identity=COMMIT)
    assert forge_of(grade).link("setup.py", 1) == ""
