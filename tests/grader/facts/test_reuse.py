"""Which paths the licence lists of a project cover, whatever pattern they hold."""

from __future__ import annotations

import pytest

from grader.facts.model import Document
from grader.facts.reuse import covered_by

LICENCE = "SPDX-License-" + 'Identifier = "MIT"'


def reuse_toml(glob: str, folder: str = "") -> Document:
    return Document(f"{folder}REUSE.toml", f'version = 1\n[[annotations]]\npath = "{glob}"\n{LICENCE}\n')


@pytest.mark.parametrize(
    ("glob", "path", "covered"),
    [
        ("src/*.py", "src/a.py", True),
        ("src/*.py", "src/sub/a.py", False),
        ("src/**/test_*.py", "src/test_a/test_b.py", True),
        ("src/**/test_*.py", "src/test_a/b.py", False),
        ("**", "any/where.c", True),
        ("a*a", "aba", True),
        ("a*a", "a", False),
        ("a.c", "abc", False),
    ],
)
def test_one_star_stays_in_a_folder_and_two_cross_it(glob: str, path: str, covered: bool) -> None:
    assert covered_by([reuse_toml(glob)])(path) is covered


def test_a_list_speaks_of_its_own_folder() -> None:
    is_covered = covered_by([reuse_toml("*.py", folder="lib/")])

    assert (is_covered("lib/a.py"), is_covered("a.py")) == (True, False)


def test_every_star_of_the_older_list_crosses_folders() -> None:
    older = Document(".reuse/dep5", "Files: img/*\n doc/*.md\nLicense: MIT\n")

    assert [covered_by([older])(path) for path in ("img/a/b.png", "doc/a/b.md", "doc/a.py")] == [
        True,
        True,
        False,
    ]


def test_many_stars_end_at_once() -> None:
    is_covered = covered_by([reuse_toml("*a" * 25 + "b")])

    assert not is_covered("a" * 900)
