"""The quoted lines of a result: the right ones, few of them, and never a secret."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from grader.facts.model import Facts, Role, Secret
from grader.findings import Finding, Location, Outcome, Text
from grader.report.excerpts import HIDDEN, LINES, MAX_EXCERPTS, excerpts
from tests.grader.building import TODAY, source

STATEMENT = Text("Satz.", "Sentence.")
NUMBERED = "".join(f"line {number}\n" for number in range(1, 101))


def facts_of(*paths: str, secrets: tuple[Secret, ...] = ()) -> Facts:
    files = tuple(replace(source(path), secrets=secrets) for path in paths)
    return Facts(files=files, tree_hash="0" * 64, as_of=TODAY)


def finding(*places: Location, indicator: str = "functions-are-short", met: bool = False) -> Finding:
    return Finding(indicator, Outcome.MET if met else Outcome.NOT_MET, STATEMENT, places)


def test_the_named_line_is_marked_with_two_lines_before_it(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(NUMBERED, encoding="utf-8")
    (row,) = excerpts(tmp_path, facts_of("a.py"), [finding(Location("a.py", 50, 80))])
    assert row["from_line"] == 48
    assert row["lines"][2] == "line 50"
    assert len(row["lines"]) == LINES
    assert row["marked"] == [50, 61]


def test_at_the_end_of_a_file_nothing_is_invented(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(NUMBERED, encoding="utf-8")
    rows = excerpts(tmp_path, facts_of("a.py"), [finding(Location("a.py", 100), Location("a.py", 400))])
    assert [row["marked"] for row in rows] == [[100, 100]]
    assert rows[0]["lines"] == ["line 98", "line 99", "line 100"]


def test_open_findings_come_first_and_each_place_once(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(NUMBERED, encoding="utf-8")
    answers = [
        finding(Location("a.py", 9), indicator="met-one", met=True),
        finding(Location("a.py", 5), Location("a.py", 9), indicator="open-one"),
    ]
    rows = excerpts(tmp_path, facts_of("a.py"), answers)
    assert [(row["indicator"], row["marked"][0]) for row in rows] == [("open-one", 5), ("open-one", 9)]


def test_there_are_never_more_than_the_limit(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(NUMBERED, encoding="utf-8")
    many = [finding(Location("a.py", n), indicator=f"question-{n}") for n in range(1, 60)]
    assert len(excerpts(tmp_path, facts_of("a.py"), many)) == MAX_EXCERPTS


def test_a_line_with_a_secret_is_hidden(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("one = 1\npassword = 'hunter2'\n", encoding="utf-8")
    secret = (Secret(2, "password"),)
    (row,) = excerpts(tmp_path, facts_of("a.py", secrets=secret), [finding(Location("a.py", 1))])
    assert row["lines"] == ["one = 1", HIDDEN]


def test_what_a_finding_about_secrets_points_to_is_not_quoted(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(NUMBERED, encoding="utf-8")
    about = finding(Location("a.py", 2), indicator="secrets-are-not-in-the-tree")
    assert excerpts(tmp_path, facts_of("a.py"), [about]) == []


def test_binary_files_and_links_out_of_the_folder_are_not_quoted(tmp_path: Path) -> None:
    outside = tmp_path / "outside.py"
    outside.write_text(NUMBERED, encoding="utf-8")
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "link.py").symlink_to(outside)
    (tree / "b.bin").write_bytes(b"\0\1\2")
    binary = source("b.bin", role=Role.BINARY)
    facts = Facts(files=(source("link.py"), binary), tree_hash="0" * 64, as_of=TODAY)
    places = finding(Location("link.py", 1), Location("b.bin", 1))
    assert excerpts(tree, facts, [places]) == []


def test_very_long_lines_are_cut(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x" * 5000 + "\n", encoding="utf-8")
    (row,) = excerpts(tmp_path, facts_of("a.py"), [finding(Location("a.py", 1))])
    assert len(row["lines"][0]) == 200
    assert row["lines"][0].endswith("…")


def test_a_private_key_is_hidden_whole_and_what_follows_it_is_not(tmp_path: Path) -> None:
    key = "-----BEGIN " + "PRIVATE KEY-----\nMIIEvQ\nIBADAN\n-----END " + "PRIVATE KEY-----\n"
    (tmp_path / "a.py").write_text(f"one = 1\n{key}two = 2\n", encoding="utf-8")
    (row,) = excerpts(tmp_path, facts_of("a.py"), [finding(Location("a.py", 1))])
    assert row["lines"] == ["one = 1", HIDDEN, HIDDEN, HIDDEN, HIDDEN, "two = 2"]


def test_a_file_with_more_secrets_than_are_listed_is_not_quoted(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(NUMBERED, encoding="utf-8")
    secrets = tuple(Secret(line, "password") for line in range(1, 21))
    assert excerpts(tmp_path, facts_of("a.py", secrets=secrets), [finding(Location("a.py", 50))]) == []
