"""What changed since a revision: files and lines, committed or not."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.facts.changes import ChangedFile, RevisionUnknown, changed_since
from tests.fakes.repositories import git as run_git
from tests.grader.building import commit, git, repository, write

TEXT = "".join(f"line {n}\n" for n in range(1, 21))


def test_changed_new_and_removed_files_are_told_with_their_lines(tmp_path: Path) -> None:
    repository(tmp_path, {"a.py": TEXT, "same.py": TEXT, "gone.py": "x\n"})
    first = run_git(tmp_path, "rev-parse", "HEAD")
    changed = TEXT.replace("line 3\n", "changed\nadded\n").replace("line 10\n", "")
    write(tmp_path, {"a.py": changed, "new.py": "1\n"})
    (tmp_path / "gone.py").unlink()
    commit(tmp_path, day="2026-11-02")
    changes = changed_since(tmp_path, first)
    assert changes.files == (ChangedFile("a.py", ((3, 4), (10, 10))), ChangedFile("new.py", (), new=True))
    assert (changes.revision, changes.commit, changes.removed) == (first, first, ("gone.py",))


def test_work_that_is_not_committed_counts_and_ignored_files_do_not(tmp_path: Path) -> None:
    repository(tmp_path, {"a.py": TEXT, ".gitignore": "build/\n"})
    write(tmp_path, {"a.py": TEXT + "more\n", "fresh.py": "1\n", "build/out.py": "1\n"})
    files = changed_since(tmp_path, "HEAD").files
    assert files == (ChangedFile("a.py", ((21, 21),)), ChangedFile("fresh.py", (), new=True))


def test_only_the_own_work_of_a_branch_counts(tmp_path: Path) -> None:
    repository(tmp_path, {"a.py": TEXT})
    git(tmp_path, "checkout", "-b", "work")
    write(tmp_path, {"mine.py": "1\n"})
    commit(tmp_path, day="2026-11-02")
    git(tmp_path, "checkout", "main")
    write(tmp_path, {"a.py": "theirs\n"})
    commit(tmp_path, day="2026-11-03")
    git(tmp_path, "checkout", "work")
    assert [file.path for file in changed_since(tmp_path, "main").files] == ["mine.py"]


@pytest.mark.parametrize("name", ['quo"ted.py', "tab\tbed.py", "back\\slash.py", "spaced name.py", "ü.py"])
def test_odd_names_are_read_right(tmp_path: Path, name: str) -> None:
    repository(tmp_path, {name: TEXT})
    write(tmp_path, {name: "first\n" + TEXT})
    assert changed_since(tmp_path, "HEAD").files == (ChangedFile(name, ((1, 1),)),)


def test_text_that_looks_like_a_patch_is_only_text(tmp_path: Path) -> None:
    repository(tmp_path, {"a.py": TEXT, "b.py": TEXT})
    fake = "++ b/b.py\n@@ -1 +7,9 @@\ndiff --git a/b.py b/b.py\n"
    write(tmp_path, {"a.py": fake + TEXT})
    assert changed_since(tmp_path, "HEAD").files == (ChangedFile("a.py", ((1, 3),)),)


def test_lines_are_touched_where_ranges_meet() -> None:
    file = ChangedFile("a.py", ((5, 8),))
    assert file.touches(1, 5)
    assert file.touches(8, None)
    assert file.touches(None, None)
    assert not file.touches(9, 20)
    assert not file.touches(1, 4)
    assert ChangedFile("b.py", (), new=True).touches(9, 20)


@pytest.mark.parametrize(
    "revision", ["", "nowhere", "--output=evil", "-h", "HEAD\n--output=evil", "v" * 300, "HEAD:a.py"]
)
def test_what_is_no_revision_is_refused(tmp_path: Path, revision: str) -> None:
    repository(tmp_path, {"a.py": TEXT})
    with pytest.raises(RevisionUnknown):
        changed_since(tmp_path, revision)
    assert not list(tmp_path.rglob("evil"))


def test_an_archive_knows_no_revision(tmp_path: Path) -> None:
    with pytest.raises(RevisionUnknown):
        changed_since(tmp_path, "HEAD")


def test_programs_named_in_settings_and_attributes_are_never_started(tmp_path: Path) -> None:
    program, proof = tmp_path / "program.sh", tmp_path / "started"
    repository(tmp_path, {"a.py": TEXT, ".gitattributes": "*.py diff=evil filter=evil\n"})
    program.write_text(f"#!/bin/sh\ntouch {proof}\n", encoding="utf-8")
    program.chmod(0o755)
    with (tmp_path / ".git/config").open("a", encoding="utf-8") as settings:
        settings.write(
            f'[diff "evil"]\n\tcommand = {program}\n\ttextconv = {program}\n'
            f'[filter "evil"]\n\tclean = {program}\n\tsmudge = {program}\n\trequired = true\n'
            f"[diff]\n\texternal = {program}\n[core]\n\tfsmonitor = {program}\n"
        )
    write(tmp_path, {"a.py": "changed\n" + TEXT})
    assert changed_since(tmp_path, "HEAD").files[0].lines == ((1, 1),)
    assert not proof.exists()


def test_the_index_and_files_of_the_repository_stay_as_they_are(tmp_path: Path) -> None:
    repository(tmp_path, {"a.py": TEXT})
    write(tmp_path, {"a.py": "x\n"})
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    changed_since(tmp_path, "HEAD")
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
