"""Unclear names, switched-off code and the layout of lines, read from real files."""

from __future__ import annotations

from pathlib import Path

from grader.facts.model import FileFacts
from grader.facts.reading import Task, read_file
from tests.grader.building import write


def read(tmp_path: Path, name: str, text: str) -> FileFacts:
    path = write(tmp_path, {name: text}) / name
    return read_file(tmp_path, Task(name, name, path.stat().st_size)).facts


def long_life(letter: str) -> str:
    between = "    send(1)\n" * 25
    return f"def report():\n    {letter} = load()\n    show({letter})\n{between}    return {letter}\n"


def test_a_letter_that_lives_long_is_unclear(tmp_path: Path) -> None:
    marks = read(tmp_path, "a.py", long_life("q")).unclear_names
    assert [(mark.line, mark.end_line, mark.text) for mark in marks] == [(2, 29, "q")]


def test_counters_short_lives_and_named_arguments_are_fine(tmp_path: Path) -> None:
    assert read(tmp_path, "a.py", long_life("i")).unclear_names == ()
    assert read(tmp_path, "b.py", "def f():\n    q = 1\n    q += 2\n    return q\n").unclear_names == ()
    named = "def f():\n" + "    plot(c=1)\n" * 40
    assert read(tmp_path, "c.py", named).unclear_names == ()


def test_a_placeholder_as_name_of_a_function_is_unclear(tmp_path: Path) -> None:
    text = "function doStuff() { return 1 }\nfunction sendLetter() { return 2 }\n"
    assert [mark.text for mark in read(tmp_path, "a.js", text).unclear_names] == ["doStuff"]


def test_switched_off_code_is_found(tmp_path: Path) -> None:
    text = "let a = 1\n// if (a > 1) {\n//   send(a, 'b');\n// }\nfunction f() { return a }\n"
    found = read(tmp_path, "a.js", text).commented_out
    assert [(mark.line, mark.end_line) for mark in found] == [(2, 4)]
    found = read(tmp_path, "b.py", "a = 1\n# b = load(a)\n# send(b)\n").commented_out
    assert [(mark.line, mark.end_line) for mark in found] == [(2, 3)]


def test_sentences_examples_and_single_lines_are_no_switched_off_code(tmp_path: Path) -> None:
    texts = (
        "// The fee depends on the zone (see decision 12);\n// it is rounded to full euros.\nlet a = 1\n",
        "/**\n * fee(1);\n * fee(2);\n */\nfunction fee(a) { return a }\n",
        "// send(a);\nlet a = 1\n",
    )
    for number, text in enumerate(texts):
        assert read(tmp_path, f"{number}.js", text).commented_out == ()


def test_long_lines_are_counted_and_the_longest_is_named(tmp_path: Path) -> None:
    text = "a = 1\nb = '" + "x" * 130 + "'\nc = '" + "x" * 150 + "'\n# " + "x" * 200 + "\n"
    facts = read(tmp_path, "a.py", text)
    assert (facts.long_lines, facts.longest_line) == (2, 3)
    assert read(tmp_path, "b.py", "a = 1\n").longest_line == 0


def test_tabs_and_spaces_mixed_are_seen(tmp_path: Path) -> None:
    tabs, spaces = "\tsend();\n" * 10, "    send();\n" * 10
    assert read(tmp_path, "a.js", f"function f() {{\n{tabs}{spaces}}}\n").mixed_indentation
    assert not read(tmp_path, "b.js", f"function f() {{\n{spaces}}}\n").mixed_indentation


def test_hostile_files_cost_no_more_than_others(tmp_path: Path) -> None:
    words = "// " + "a" * 300_000 + "\n// " + "b(" * 100_000 + "\n"
    assert read(tmp_path, "a.js", words + "let a = 1\n").commented_out == ()
    many = "def f():\n    return 1\n" * 8_000 + "q = 1\n" * 8_000
    assert read(tmp_path, "b.py", many).unclear_names == ()
