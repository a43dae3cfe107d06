"""Archives give what their folder gives; what cannot be read is refused; nothing stays behind."""

from __future__ import annotations

import json
import os
import shutil
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

from grader.cli import main
from tests.grader.building import write
from tests.grader.test_result import example, program


def graded(capsys: pytest.CaptureFixture[str], path: Path, *options: str) -> dict[str, Any]:
    code = main(["grade", str(path), "--json", "--as-of", "2026-11-23", *options])
    captured = capsys.readouterr()
    assert (code, captured.err) == (0, "")
    found = json.loads(captured.out)
    assert isinstance(found, dict)
    return found


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    code = main([*arguments, "--lang", "en"])
    captured = capsys.readouterr()
    assert (code, captured.out) == (2, "")
    assert captured.err.count("\n") == 1
    return captured.err


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    folder = example(tmp_path / "source")
    shutil.rmtree(folder / ".git")
    return folder


def packed(tree: Path, ending: str, mode: str) -> Path:
    """Pack a tree below one folder, as code hosts and registries do."""
    target = tree.parent / f"app-1.0{ending}"
    if mode == "zip":
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(p for p in tree.rglob("*") if p.is_file()):
                archive.write(path, f"app-1.0/{path.relative_to(tree)}")
    else:
        with tarfile.open(target, mode) as bundle:  # type: ignore[call-overload]
            bundle.add(tree, "app-1.0")
    return target


@pytest.mark.parametrize(
    ("ending", "mode"),
    [
        (".zip", "zip"),
        (".whl", "zip"),
        (".tar", "w:"),
        (".tgz", "w:gz"),
        (".tar.bz2", "w:bz2"),
        (".tar.xz", "w:xz"),
    ],
)
def test_an_archive_gives_what_its_folder_gives(
    tree: Path, capsys: pytest.CaptureFixture[str], ending: str, mode: str
) -> None:
    assert graded(capsys, packed(tree, ending, mode)) == graded(capsys, tree)


def test_an_unpacked_archive_is_removed(
    tree: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    room = tree.parent / "room"
    room.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(room))
    graded(capsys, packed(tree, ".zip", "zip"))
    assert list(room.iterdir()) == []


def test_an_archive_that_leads_out_of_its_folder_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as archive:
        archive.writestr("../../evil.py", program("evil"))
    said = refused(capsys, "grade", str(tmp_path / "evil.zip"))
    assert "evil.zip”: The archive contains a path that is not allowed" in said
    assert not (tmp_path.parent / "evil.py").exists()


@pytest.mark.parametrize(("content", "words"), [(b"", "empty"), (b"PK\x03\x04 cut off", "damaged")])
def test_a_broken_archive_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, words: str
) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    assert words in refused(capsys, "grade", str(tmp_path / "a.zip"))


def test_what_is_neither_folder_nor_file_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "neither a folder nor a file" in refused(capsys, "grade", str(tmp_path / "pipe"))


def test_a_repository_without_work_tree_is_refused_with_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, {"HEAD": "ref: refs/heads/main\n", "objects/x": "", "refs/x": ""})
    assert "Please clone it" in refused(capsys, "grade", str(tmp_path))


def test_since_needs_a_repository_and_a_known_revision(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "needs a git repository" in refused(capsys, "grade", str(tree), "--since", "main")
    assert "needs a git repository" in refused(
        capsys, "grade", str(packed(tree, ".zip", "zip")), "--since", "main"
    )
    repository = example(tree.parent / "repository")
    said = refused(capsys, "grade", str(repository), "--since", "v99")
    assert "“v99” is not known" in said


def test_since_marks_what_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = example(tmp_path)
    write(folder, {"app/fresh.py": program("fresh")})
    since = graded(capsys, folder, "--since", "HEAD")["since"]
    assert (since["files_changed"], since["files_new"]) == (1, 1)


def test_the_second_run_with_the_kept_facts_says_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, kept = example(tmp_path / "source"), tmp_path / "kept"
    first = graded(capsys, folder, "--cache", str(kept))
    assert any(kept.iterdir())
    assert graded(capsys, folder, "--cache", str(kept)) == first == graded(capsys, folder, "--no-cache")
