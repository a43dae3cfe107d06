"""Whatever a tree contains, reading it ends in facts."""

from __future__ import annotations

import gc
import os
import socket
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.facts.collect import collect
from grader.facts.grammars import GRAMMARS
from grader.facts.languages import LANGUAGES
from grader.facts.model import Role
from grader.facts.parsing import ParseTimeout, parse
from grader.facts.reading import Task, read_file
from tests.grader.facts.trees import DAY, facts_of

EXTENSIONS = sorted({language.extensions[0] for language in LANGUAGES if language.extensions})


def test_an_empty_folder_has_no_files(tmp_path: Path) -> None:
    facts = collect(tmp_path, as_of=DAY)

    assert facts.files == ()
    assert facts.duplication.share == 0.0


def test_a_missing_folder_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="is no folder"):
        collect(tmp_path / "none", as_of=DAY)


def test_a_file_of_no_bytes_counts_nothing(tmp_path: Path) -> None:
    (file,) = facts_of(tmp_path, {"__init__.py": ""}).files

    assert (file.role, file.lines, file.functions) == (Role.PRODUCTION, 0, ())


@pytest.mark.parametrize(
    ("encoding", "shown"), [("latin-1", "latin-1"), ("utf-16", "utf-16"), ("utf-8-sig", "utf-8-sig")]
)
def test_other_encodings_are_read_and_named(tmp_path: Path, encoding: str, shown: str) -> None:
    source = "def gebühr(straße):\n    return 'für' if straße else 0\n"

    (file,) = facts_of(tmp_path, {"a.py": source.encode(encoding)}).files

    assert file.encoding == shown
    assert [(f.name, f.complexity) for f in file.functions] == [("gebühr", 2)]


def test_a_tree_of_binary_files_only_has_no_production_code(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, {"a.bin": b"\0\1\2", "b.py": b"\0" * 50})

    assert [file.role for file in facts.files] == [Role.BINARY, Role.BINARY]


def test_one_line_of_three_megabytes_is_too_large(tmp_path: Path) -> None:
    (file,) = facts_of(tmp_path, {"a.js": b"x" * 3_000_000}).files

    assert file.role is Role.TOO_LARGE
    assert file.bytes == 3_000_000


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("a.py", "x = " + "(" * 3000 + ")" * 3000 + "\n"),
        ("a.js", "function f() {" + "if (a) {\n" * 3000 + "}" * 3000 + "}\n"),
        ("a.java", "class A { void f() {" + "{" * 3000 + "}" * 3000 + "}}\n"),
        ("a.c", "int f(void) { return " + "(" * 3000 + "1" + ")" * 3000 + "; }\n"),
    ],
)
def test_nesting_of_3000_levels_is_no_danger(tmp_path: Path, name: str, source: str) -> None:
    (file,) = facts_of(tmp_path, {name: source}).files

    assert file.parsed
    if name == "a.js":
        assert file.functions[0].nesting == 3000


@pytest.mark.parametrize("extension", [e for e in EXTENSIONS if e not in ("json", "md")])
def test_broken_syntax_is_no_failure(tmp_path: Path, extension: str) -> None:
    broken = "function ( { if class ] def end <?php <script> fun fn func ((( \x0c \x85 \\ ' \" `\n"

    (file,) = facts_of(tmp_path, {f"a.{extension}": broken * 3}).files

    assert file.lines == 3


@pytest.mark.parametrize(
    ("grammar", "source"),
    [
        ("python", b"(" * 1_000_000),
        ("javascript", b"if(a){" * 200_000),
        ("javascript", b"[" + b"," * 1_000_000 + b"]"),
    ],
)
def test_a_tree_of_a_million_siblings_is_not_searched(grammar: str, source: bytes) -> None:
    with pytest.raises(ParseTimeout):
        parse(source, grammar)


@pytest.mark.parametrize(("grammar", "source"), [("scala", b"s/a/" * 50_000), ("elixir", b"a.b" * 70_000)])
def test_a_tree_of_many_thousand_levels_is_not_searched(grammar: str, source: bytes) -> None:
    with pytest.raises(ParseTimeout):
        parse(source, grammar)


def test_arrows_of_another_language_take_no_memory() -> None:
    assert parse(b"a => " * 40_000, "groovy").functions == []


def test_one_token_that_never_ends_stops_at_the_time_limit() -> None:
    with pytest.raises(ParseTimeout):
        parse("ä ".encode() * 50_000, "dart", seconds=0.5)


def test_script_tags_without_end_take_no_time(tmp_path: Path) -> None:
    (file,) = facts_of(tmp_path, {"a.vue": "<script>\n" * 200_000}).files

    assert file.lines == 200_000


def test_parse_errors_are_counted(tmp_path: Path) -> None:
    (file,) = facts_of(tmp_path, {"a.py": "def f(:\n    return ]\n\ndef g():\n    return 1\n"}).files

    assert file.parse_errors > 0
    assert "g" in [function.name for function in file.functions]


def test_links_are_listed_and_never_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.py").write_text("def secret(): pass\n")
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "own.py").write_text("a = 1\n")
    (tree / "outside.py").symlink_to(tmp_path / "secret.py")
    (tree / "loop").symlink_to(tree)

    facts = collect(tree, as_of=DAY)

    assert [file.path for file in facts.files] == ["own.py"]
    assert facts.links == ("loop", "outside.py")


def test_pipes_and_sockets_are_shown_and_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe.py")
    monkeypatch.chdir(tmp_path)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind("s.py")
    try:
        facts = collect(tmp_path, as_of=DAY)
    finally:
        listener.close()

    assert [(file.path, file.role) for file in facts.files] == [
        ("pipe.py", Role.UNREADABLE),
        ("s.py", Role.UNREADABLE),
    ]


def test_names_that_are_no_utf8_are_shown_escaped(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/stra\xdfe.py", "wb") as file:  # noqa: PTH123 - Path takes no bytes
        file.write(b"def f():\n    return 1\n")

    (facts,) = collect(tmp_path, as_of=DAY).files

    assert facts.path == "stra\\xdfe.py"
    assert len(facts.functions) == 1
    facts.path.encode("utf-8")


def test_version_control_folders_are_not_part_of_the_tree(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, {".git/config": "x\n", "sub/.git": "gitdir: x\n", "a.py": "a = 1\n"})

    assert [file.path for file in facts.files] == ["a.py"]


@pytest.mark.parametrize("grammar", sorted(GRAMMARS))
def test_a_parser_stops_at_its_time_limit(grammar: str) -> None:
    source = b"a { ( [ < \n" * 100_000

    with pytest.raises(ParseTimeout):
        parse(source, grammar, seconds=0.0)
    assert parse(b"\n", grammar).functions == []


@pytest.mark.parametrize("grammar", ["perl", "scala", "elixir", "python"])
def test_parsing_keeps_no_memory(grammar: str) -> None:
    source = b"sub f { my ($a, $b) = @_; return $a && $b ? qq{x $a} : $b->{'y'} }\n" * 500
    parse(source, grammar)
    tracemalloc.start()
    try:
        parse(source, grammar)
        gc.collect()
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert kept < len(source)


def test_a_file_that_takes_too_long_keeps_its_lines(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("def f(): return 1\n" * 50_000)

    facts = read_file(tmp_path, Task("a.py", "a.py", 900_000, parse_seconds=0.0)).facts

    assert (facts.parsed, facts.why_left_out, facts.lines) == (False, "parse-timeout", 50_000)


@given(st.binary(max_size=400), st.sampled_from(EXTENSIONS))
@settings(max_examples=200, deadline=None)
def test_random_bytes_never_end_in_an_exception(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, extension: str
) -> None:
    folder = tmp_path_factory.getbasetemp() / "random"
    folder.mkdir(exist_ok=True)
    (folder / f"a.{extension}").write_bytes(content)

    reading = read_file(folder, Task(f"a.{extension}", f"a.{extension}", len(content)))

    facts = reading.facts
    assert facts.code_lines + facts.comment_lines + facts.blank_lines in (0, facts.lines)
    assert all(1 <= f.line <= f.end_line <= facts.lines for f in facts.functions)
    assert "parser-crash" not in facts.why_left_out


@given(
    st.text(alphabet="if(){}[]:;=>|&? \n\tdefclasnu'\"/*#<$@`\\", max_size=300),
    st.sampled_from(sorted(GRAMMARS)),
)
@settings(max_examples=200, deadline=None)
def test_random_program_text_never_ends_in_an_exception(
    tmp_path_factory: pytest.TempPathFactory, content: str, grammar: str
) -> None:
    extension = next(language.extensions[0] for language in LANGUAGES if language.grammar == grammar)
    folder = tmp_path_factory.getbasetemp() / "random"
    folder.mkdir(exist_ok=True)
    (folder / f"a.{extension}").write_text(content)

    facts = read_file(folder, Task(f"a.{extension}", f"a.{extension}", len(content))).facts

    assert "parser-crash" not in facts.why_left_out
    assert all(function.complexity >= 1 and function.tokens >= 0 for function in facts.functions)
