"""A second assessment reads only what has changed and says the same as one from scratch."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.facts import cache, cache_version, pool, reading
from grader.facts.collect import collect
from grader.facts.model import Facts
from tests.grader.facts.test_duplicates import FEE
from tests.grader.facts.trees import DAY, write_tree

CHARGE = FEE.replace("fee", "charge").replace("zone", "area")
FILES: dict[str, str | bytes] = {
    "src/fee.py": FEE,
    "src/charge.py": "import fee\n\n" + CHARGE,
    "tests/test_fee.py": "def test_fee():\n    assert fee(1, 2, 3)\n",
    "README.md": "# Gebühren\n",
}


def test_an_unchanged_tree_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = write_tree(tmp_path / "tree", FILES)
    read = _watch_reading(monkeypatch)
    first = _collect(tree, tmp_path)
    assert sorted(read) == sorted(FILES)
    read.clear()

    assert _collect(tree, tmp_path) == first
    assert read == []


def test_files_that_nobody_touched_are_not_even_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_RACY_NS", -(10**10))  # the tree is old enough
    tree = write_tree(tmp_path / "tree", FILES)
    first = _collect(tree, tmp_path)
    opened: list[str] = []
    monkeypatch.setattr(cache, "read_limited", lambda _folder, path, _most: opened.append(path))
    (tree / "README.md").touch()

    assert _collect(tree, tmp_path) == first
    assert opened == ["README.md"]


def test_only_the_changed_file_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = write_tree(tmp_path / "tree", FILES)
    _collect(tree, tmp_path)
    write_tree(tree, {"src/fee.py": FEE.replace("+= permit.price + 3", "+= permit.price + 4")})
    read = _watch_reading(monkeypatch)

    assert _collect(tree, tmp_path) == collect(tree, as_of=DAY)
    assert read[:1] == ["src/fee.py"]
    assert len(read) == 1 + len(FILES)  # the second run, without a cache, reads all


def test_a_fresh_clone_elsewhere_is_known_by_its_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = _collect(write_tree(tmp_path / "tree", FILES), tmp_path)
    clone = write_tree(tmp_path / "clone", FILES)
    read = _watch_reading(monkeypatch)

    assert _collect(clone, tmp_path) == first
    assert read == []


def test_a_change_in_the_same_instant_with_the_same_size_is_seen(tmp_path: Path) -> None:
    tree = write_tree(tmp_path / "tree", FILES)
    place = tree / "src/fee.py"
    before = place.stat()
    _collect(tree, tmp_path)
    place.write_text(FEE.replace("permit", "ticket"), encoding="utf-8")
    os.utime(place, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert _collect(tree, tmp_path) == collect(tree, as_of=DAY)


def test_a_moved_file_takes_the_role_of_its_new_place(tmp_path: Path) -> None:
    tree = write_tree(tmp_path / "tree", FILES)
    _collect(tree, tmp_path)
    (tree / "src/fee.py").rename(tree / "tests/fee.py")

    assert _collect(tree, tmp_path) == collect(tree, as_of=DAY)


def test_what_gitattributes_says_later_counts(tmp_path: Path) -> None:
    tree = write_tree(tmp_path / "tree", FILES)
    _collect(tree, tmp_path)
    write_tree(tree, {".gitattributes": "src/charge.py linguist-generated\n"})

    assert _collect(tree, tmp_path) == collect(tree, as_of=DAY)


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "foreign", "folder", "head"])
def test_a_damaged_cache_counts_as_none(tmp_path: Path, damage: str) -> None:
    tree = write_tree(tmp_path / "tree", FILES)
    first = _collect(tree, tmp_path)
    (place,) = (tmp_path / "cache").iterdir()
    content = place.read_bytes()
    if damage == "folder":
        place.unlink()
        place.mkdir()
    else:
        middle = len(content) // 2
        flipped = content[:middle] + bytes((content[middle] ^ 1,)) + content[middle + 1 :]
        head = content[:16] + b"\xff" * 16 + content[32:]
        damaged = {
            "cut": content[:-9],
            "flipped": flipped,
            "empty": b"",
            "foreign": b"PK\3\4" * 99,
            "head": head,
        }
        place.write_bytes(damaged[damage])

    assert _collect(tree, tmp_path) == first


def test_a_cache_of_another_version_counts_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = write_tree(tmp_path / "tree", FILES)
    first = _collect(tree, tmp_path)
    read = _watch_reading(monkeypatch)
    monkeypatch.setattr("grader.facts.cache.facts_version", lambda: "another")

    assert _collect(tree, tmp_path) == first
    assert sorted(read) == sorted(FILES)


def test_the_version_names_code_and_parsers() -> None:
    assert len(cache_version.facts_version()) == 64
    assert cache_version._version("tree_sitter") != cache_version._version("numpy") != ""


def test_cache_files_are_for_their_owner_only(tmp_path: Path) -> None:
    _collect(write_tree(tmp_path / "tree", FILES), tmp_path)
    (place,) = (tmp_path / "cache").iterdir()

    assert place.stat().st_mode & 0o777 == 0o600
    assert place.parent.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_cannot_hold_a_cache_is_no_error(tmp_path: Path) -> None:
    tree = write_tree(tmp_path / "tree", FILES)
    (tmp_path / "cache").write_text("a file, no folder", encoding="utf-8")

    assert _collect(tree, tmp_path) == collect(tree, as_of=DAY)


def test_the_longest_unused_caches_make_room(tmp_path: Path) -> None:
    trees = [write_tree(tmp_path / name, {**FILES, f"only_{name}.py": FEE}) for name in ("a", "b", "c")]
    _collect(trees[0], tmp_path)
    (first,) = (tmp_path / "cache").iterdir()
    room = int(first.stat().st_size * 2.5)
    for number, tree in enumerate(trees):
        _keep_with_room(tree, tmp_path / "cache", room)
        for path in (tmp_path / "cache").iterdir():
            os.utime(path, (time.time() - 100 + number, path.stat().st_mtime))
    left = list((tmp_path / "cache").iterdir())

    assert len(left) == 2
    assert sum(path.stat().st_size for path in left) <= room


NAMES = ["src/a.py", "src/b.py", "lib/c.js", "tests/test_d.py", "docs/e.md", ".gitattributes"]
TEXTS = [
    FEE,
    CHARGE,
    "x = 1\n",
    "x = 1\n" + FEE,
    "",
    "src/b.py linguist-generated\n",
    "\xff\x00",
    FEE + CHARGE,
]
EDITS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.one_of(st.none(), st.sampled_from(TEXTS))), min_size=1, max_size=4
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(EDITS, min_size=2, max_size=4))
def test_any_sequence_of_edits_gives_the_result_from_scratch(
    tmp_path: Path, runs: list[list[tuple[str, str | None]]]
) -> None:
    base = tmp_path / "case"
    shutil.rmtree(base, ignore_errors=True)
    tree = write_tree(base / "tree", FILES)
    for edits in runs:
        for name, text in edits:
            if text is None:
                (tree / name).unlink(missing_ok=True)
            else:
                write_tree(tree, {name: text.encode("latin-1")})
        assert _collect(tree, base) == collect(tree, as_of=DAY)


def _collect(tree: Path, beside: Path) -> Facts:
    return collect(tree, as_of=DAY, cache=beside / "cache")


def _watch_reading(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    read: list[str] = []

    def read_file(folder: Path, task: reading.Task) -> reading.Reading:
        read.append(task.path)
        return reading.read_file(folder, task)

    monkeypatch.setattr(pool, "read_file", read_file)
    return read


def _keep_with_room(tree: Path, folder: Path, room: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("grader.facts.cache.MOST_BYTES", room)
        collect(tree, as_of=DAY, cache=folder)


def test_a_cache_inside_of_the_tree_is_not_used(tmp_path: Path) -> None:
    tree = write_tree(tmp_path / "tree", FILES)
    first = collect(tree, as_of=DAY)

    assert collect(tree, as_of=DAY, cache=tree / "cache") == first
    assert not (tree / "cache").exists()
