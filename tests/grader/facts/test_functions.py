"""Boundaries, complexity, nesting and parameters of each fixture, counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.facts.model import FileFacts
from grader.facts.reading import Task, read_file

FIXTURES = Path(__file__).parent.parent / "fixtures"

# name, first line, last line, complexity, nesting, parameters
COUNTED: dict[str, list[tuple[str, int, int, int, int, int]]] = {
    "python/parking_permits.py": [
        ("is_valid", 12, 13, 1, 0, 1),
        ("label", 16, 18, 2, 0, 0),  # conditional inside an f-string
        ("fee", 21, 35, 8, 3, 4),  # if elif for if and or while; for > if > while
        ("load", 38, 54, 8, 2, 1),  # for except except, comprehension for and if, and, lambda's conditional
        ("parse", 39, 41, 2, 0, 1),
        ("status", 57, 64, 4, 1, 1),  # two cases and a guard; the wildcard is none
        ("notify", 67, 69, 2, 1, 1),
    ],
    "javascript/waste_calendar.js": [
        ("nextPickup", 3, 13, 8, 2, 2),  # if || else-if for if && ??
        ("byStreet", 15, 15, 2, 0, 2),
        ("constructor", 18, 21, 1, 0, 3),
        ("title", 23, 25, 2, 0, 0),
        ("load", 27, 42, 5, 3, 1),  # do, two cases, catch; do > try > switch
        ("days", 44, 46, 2, 1, 0),
        ("click", 50, 52, 2, 0, 1),  # the arrow's && belongs to it
        ("(anonymous)", 55, 62, 1, 0, 0),
        ("list", 56, 60, 3, 2, 1),
        ("View", 64, 66, 3, 0, 1),
    ],
    "typescript/council_agenda.ts": [
        ("publicItems", 8, 10, 3, 0, 2),
        ("constructor", 15, 18, 1, 0, 2),
        ("close", 22, 34, 5, 3, 1),  # for for if else-if
        ("log", 36, 38, 2, 0, 2),
        ("parse", 40, 46, 3, 1, 2),  # this is no parameter
        ("assertNever", 50, 52, 1, 0, 1),  # the overload has no body
    ],
    "typescript/SeatPlan.tsx": [
        ("SeatPlan", 3, 12, 2, 0, 1),
        ("pick", 4, 6, 2, 1, 1),
    ],
    "java/CitizenRegister.java": [
        ("CitizenRegister", 11, 13, 1, 0, 1),
        ("find", 17, 25, 5, 1, 2),  # if && else-if ?:, after its annotations
        ("count", 27, 42, 6, 3, 2),  # for for if || and the lambda's if
        ("status", 44, 52, 3, 1, 1),
        ("fee", 54, 60, 3, 1, 1),
        ("load", 62, 80, 3, 2, 0),  # do catch; the inner class's method counts for itself
        ("run", 74, 78, 2, 1, 0),
        ("Place", 83, 87, 2, 1, 0),
    ],
    "php/applications.php": [
        ("fee", 7, 20, 8, 1, 3),  # if elseif and else-if foreach ?: ??
        ("__construct", 24, 26, 1, 0, 2),
        ("process", 30, 47, 4, 3, 1),  # for while catch; for > while > try
        ("(anonymous)", 44, 46, 3, 0, 1),
        ("decide", 49, 63, 5, 1, 1),  # two cases, two arms of match
    ],
    "ruby/library_loans.rb": [
        ("initialize", 7, 10, 1, 0, 6),
        ("overdue?", 12, 15, 5, 1, 1),  # if || && ?:
        ("remind", 17, 30, 4, 1, 1),  # unless rescue rescue
        ("fee", 32, 43, 5, 2, 0),  # when when if elsif
        ("wait", 45, 51, 5, 2, 0),  # until while rescue unless
        ("days_late", 53, 53, 1, 0, 0),
    ],
    "go/water_levels.go": [
        ("New", 14, 16, 1, 0, 4),
        ("Highest", 18, 31, 7, 2, 0),  # if for if && else-if ||
        ("Warning", 33, 42, 3, 1, 0),
        ("describe", 44, 56, 4, 2, 2),  # case, for, case of select
        ("filter", 58, 68, 2, 1, 1),
        ("(anonymous)", 59, 64, 2, 1, 1),
    ],
    "c/heating.c": [
        ("target_temperature", 9, 19, 6, 1, 3),  # if || else-if && ?:
        ("reading", 21, 35, 4, 3, 0),
        ("state_name", 37, 48, 4, 1, 1),
        ("log_all", 50, 53, 1, 0, 2),
    ],
    "cpp/bus_timetable.cpp": [
        ("Timetable", 8, 8, 1, 0, 2),
        ("operator==", 12, 12, 2, 0, 1),
        ("Timetable::next", 21, 31, 7, 2, 1),  # for if and else-if || ?:
        ("sorted", 34, 51, 5, 2, 2),  # the lambda's if, catch catch while; && of a type is none
        ("kind", 53, 64, 3, 1, 1),
    ],
    "csharp/BuildingPermits.cs": [
        ("BuildingPermits", 11, 14, 2, 0, 2),
        ("Open.get", 18, 21, 2, 0, 0),
        ("Open.set", 22, 22, 1, 0, 0),
        ("Find", 26, 43, 7, 3, 2),  # foreach for if && else-if ||; ?. is none
        ("State", 45, 55, 3, 1, 1),
        ("Fee", 57, 62, 3, 1, 1),
        ("Load", 64, 86, 4, 2, 1),  # do catch when
        ("Attempts", 66, 73, 2, 1, 1),
    ],
    "kotlin/Playgrounds.kt": [
        ("constructor", 8, 10, 1, 0, 1),
        ("get", 13, 13, 2, 0, 0),
        ("state", 16, 30, 8, 3, 2),  # if else-if || for while do ?:
        ("grade", 32, 36, 3, 1, 1),
        ("load", 38, 47, 3, 2, 1),  # catch, the lambda's if inside of it
        ("inner", 39, 41, 2, 1, 1),
        ("unsafe", 52, 52, 1, 0, 0),
    ],
    "rust/noise_map.rs": [
        ("new", 9, 11, 1, 0, 1),
        ("class", 13, 28, 8, 3, 2),  # if && else-if || for while ?; for > while > loop
        ("name", 31, 37, 4, 1, 1),  # three arms are two decisions, and a guard
        ("loudest", 39, 48, 3, 1, 2),  # the closure's if, if let
        ("inner", 42, 44, 2, 1, 1),
        ("skip", 53, 53, 1, 0, 0),
    ],
    "swift/Ferry.swift": [
        ("capacity", 11, 11, 2, 0, 0),  # a computed property
        ("label.get", 13, 13, 2, 0, 0),
        ("label.set", 14, 14, 1, 0, 0),
        ("init", 18, 21, 1, 0, 2),
        ("next", 23, 33, 8, 2, 1),  # guard for where if && else-if ||
        ("describe", 35, 42, 5, 1, 1),  # three cases and a guard
        ("load", 44, 56, 6, 3, 2),  # repeat catch catch while and the closure's ?:
        ("subscript", 58, 60, 1, 0, 1),
        ("deinit", 62, 64, 1, 0, 0),
    ],
    "scala/Allotments.scala": [
        ("free", 8, 8, 1, 0, 0),
        ("this", 12, 12, 1, 0, 0),
        ("size", 14, 14, 1, 0, 0),
        ("fee", 16, 28, 6, 2, 3),  # if || else-if && while; both parameter lists
        ("state", 30, 35, 5, 1, 1),  # three cases and a guard; the wildcard is none
        ("load", 37, 51, 5, 2, 1),  # for and its if, two cases of catch
        ("parse", 38, 38, 2, 1, 1),
        ("waiting", 53, 54, 2, 0, 1),
    ],
    "dart/kindergarten.dart": [
        ("Kindergarten.fromJson", 12, 18, 3, 1, 1),  # ?? in the initialisers
        ("Kindergarten.empty", 20, 20, 1, 0, 0),
        ("isFull", 25, 25, 1, 0, 0),
        ("label", 27, 29, 1, 0, 1),
        ("count", 32, 32, 2, 0, 0),
        ("state", 34, 47, 7, 1, 2),  # if && else-if || and two cases
        ("load", 49, 66, 8, 4, 2),  # do for if on catch && and the arrow's &&
        ("operator ==", 69, 69, 2, 0, 1),
        ("kind", 72, 76, 4, 1, 1),  # two arms and a guard
        ("total", 78, 87, 1, 0, 1),
        ("add", 79, 84, 2, 1, 2),
    ],
    "perl/Potholes.pm": [
        ("new", 13, 16, 1, 0, 1),  # the class is no parameter
        ("priority", 18, 29, 7, 1, 1),  # if && elsif or unless //
        ("load", 31, 44, 8, 3, 0),  # foreach or while if unless || ?:
        ("each_report", 46, 59, 3, 2, 1),
        ("$print", 54, 57, 2, 1, 1),
        ("signed", 61, 63, 1, 0, 2),
    ],
    "shell/backup.sh": [
        ("log", 6, 8, 1, 0, 1),
        ("check_space", 10, 20, 6, 1, 0),  # if && elif || ||; the text for awk is none
        ("copy_all", 22, 42, 6, 3, 0),  # for while two cases until
    ],
    "objectivec/SwimmingPool.m": [
        ("clamp", 9, 11, 2, 0, 2),
        ("init", 15, 21, 2, 1, 0),
        ("isOpenAt:", 23, 30, 5, 1, 1),  # if || else-if &&
        ("guestsFrom:to:step:", 32, 40, 3, 2, 3),
        ("load:", 42, 67, 6, 3, 1),  # for two cases catch and the block's if
    ],
    "groovy/StreetLights.groovy": [
        ("StreetLights", 9, 11, 1, 0, 1),
        ("minutes", 14, 26, 8, 2, 2),  # if || else-if && for while ?:, after its annotation
        ("state", 28, 37, 3, 1, 1),
        ("load", 39, 55, 4, 3, 1),  # for catch and the closure's if
    ],
    "lua/tram.lua": [
        ("Tram.new", 8, 10, 2, 0, 2),
        ("Tram:delay", 12, 27, 7, 2, 2),  # if elseif and for while repeat
        ("average", 29, 35, 4, 1, 1),
        ("Tram.show", 37, 39, 1, 0, 1),
        ("(anonymous)", 41, 43, 2, 0, 2),
    ],
    "r/air_quality.R": [
        ("daily_mean", 5, 12, 5, 1, 3),  # if || else-if &&
        ("class_of", 14, 14, 2, 1, 1),
        ("load_stations", 16, 36, 3, 3, 2),  # for while; repeat has no condition
        ("error", 29, 31, 1, 0, 1),
        ("print.station", 38, 42, 3, 1, 2),  # two named cases of switch
        ("my mean<-", 44, 46, 1, 0, 2),
    ],
    "elixir/playgroup.ex": [
        ("fee", 12, 12, 2, 0, 2),  # or; the head without a body is none
        ("fee", 14, 22, 4, 2, 2),
        ("state", 24, 30, 5, 1, 1),  # two clauses, a guard and its and
        ("load", 32, 45, 7, 2, 1),  # for, two arrows of with, its else, rescue catch
        ("parse", 47, 53, 3, 1, 1),
        ("names", 55, 55, 2, 0, 1),
        ("both", 57, 61, 2, 0, 2),
        ("run", 63, 70, 3, 1, 0),
    ],
    "vue/ReportDefect.vue": [("send", 13, 17, 3, 1, 1)],
    "svelte/Counter.svelte": [("add", 4, 6, 2, 0, 1)],
}


def read(path: Path, name: str | None = None) -> FileFacts:
    return read_file(path.parent, Task(path.name, name or path.name, path.stat().st_size)).facts


@pytest.mark.parametrize("fixture", COUNTED)
def test_functions_are_as_counted_by_hand(fixture: str) -> None:
    facts = read(FIXTURES / fixture)

    assert facts.parsed
    assert facts.parse_errors == 0
    assert [
        (f.name, f.line, f.end_line, f.complexity, f.nesting, f.parameters) for f in facts.functions
    ] == COUNTED[fixture]


def test_lines_of_code_comment_and_blank_add_up() -> None:
    facts = read(FIXTURES / "go/water_levels.go")

    assert (facts.lines, facts.code_lines, facts.comment_lines, facts.blank_lines) == (68, 60, 1, 7)


def test_docstrings_are_comments() -> None:
    facts = read(FIXTURES / "python/parking_permits.py")

    assert facts.comment_lines == 2


def test_tokens_of_a_nested_function_count_once(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        "def outer():\n    def inner(x):\n        return x + 1\n    return inner\n"
    )
    outer, inner = read(tmp_path / "a.py").functions

    assert inner.tokens == 10  # def inner ( x ) : return x + 1
    assert outer.tokens == 7  # def outer ( ) : return inner


def test_vue_template_and_style_are_lines_without_functions() -> None:
    facts = read(FIXTURES / "vue/ReportDefect.vue")

    assert facts.language == "Vue"
    assert facts.comment_lines == 1
    assert facts.lines == 22


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("a.js", "function f(a) { a ||= 1; a &&= 2; a ??= 3 }\n"),
        ("a.ts", "function f(a: any) { a ||= 1; a &&= 2; a ??= 3 }\n"),
        ("a.rb", "def f(a)\n  a ||= 1\n  a &&= 2\n  @b ||= 3\nend\n"),
        ("a.php", "<?php function f($a) { $a ??= 1; $a ??= 2; $a ??= 3; }\n"),
        ("a.cs", "class A { void F(int? a) { a ??= 1; a ??= 2; a ??= 3; } }\n"),
    ],
)
def test_short_circuit_assignment_is_a_decision(tmp_path: Path, name: str, source: str) -> None:
    (tmp_path / name).write_text(source)

    (function,) = read(tmp_path / name).functions

    assert function.complexity == 4


def test_an_arrow_without_block_stands_alone_only_with_a_name(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text(
        "const one = a => a || 1\nclass A { two = a => a }\n"
        "const b = list.map(c => c.id)\nd.e = async () => 1\n"
    )

    assert [function.name for function in read(tmp_path / "a.js").functions] == ["one", "two", "d.e"]
