"""Cognitive complexity of each fixture, counted by hand, and the rules of the paper one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.facts.reading import Task, read_file
from tests.grader.building import write
from tests.grader.facts.test_functions import FIXTURES, read

COUNTED: dict[str, dict[str, int]] = {
    "python/parking_permits.py": {
        "is_valid": 0,
        "label": 1,
        "fee": 12,  # if elif else, for, if 2 with and + or, else, while 3
        "load": 8,  # for, except 2 and 2, and, conditional in the lambda 2
        "parse": 1,
        "status": 1,  # match once, however many cases
        "notify": 1,
    },
    "javascript/waste_calendar.js": {
        "nextPickup": 7,  # if with ||, else, for, if 2 with &&; ?? is none
        "byStreet": 1,
        "constructor": 0,
        "title": 1,
        "load": 5,  # do, switch 2, catch 2; try is no level
        "days": 1,
        "click": 1,
        "(anonymous)": 0,
        "list": 3,
        "View": 2,
    },
    "typescript/council_agenda.ts": {
        "publicItems": 2,  # && and ||
        "constructor": 0,
        "close": 9,  # for, for 2, if 3, break label, else, else
        "log": 0,
        "parse": 2,
        "assertNever": 0,
    },
    "typescript/SeatPlan.tsx": {"SeatPlan": 1, "pick": 1},
    "java/CitizenRegister.java": {
        "CitizenRegister": 0,
        "find": 4,  # if with &&, else, ?:
        "count": 9,  # for, for 2, if 3 with ||, the lambda's if 2
        "status": 1,
        "fee": 1,
        "load": 2,  # do, catch
        "run": 1,
        "Place": 1,
    },
    "php/applications.php": {
        "fee": 7,  # if, elseif with and, else, foreach, ?: 2
        "__construct": 0,
        "process": 7,  # for, while 2, catch 3, continue 2
        "(anonymous)": 2,
        "decide": 2,
    },
    "ruby/library_loans.rb": {
        "initialize": 0,
        "overdue?": 4,  # if with ||, ?: with &&
        "remind": 6,  # inside of the block: unless 2, rescue 2, rescue 2
        "fee": 5,  # case, if 2, elsif, else
        "wait": 5,  # until, while 2, rescue, unless
        "days_late": 0,
    },
    "go/water_levels.go": {
        "New": 0,
        "Highest": 7,  # if, for, if 2 with &&, else with ||
        "Warning": 1,
        "describe": 4,  # switch, for, select 2
        "filter": 1,
        "(anonymous)": 1,
    },
    "c/heating.c": {
        "target_temperature": 6,  # if with ||, else with &&, else, ?:
        "reading": 6,
        "state_name": 1,
        "log_all": 0,
    },
    "cpp/bus_timetable.cpp": {
        "Timetable": 0,
        "operator==": 1,
        "Timetable::next": 7,  # for, if 2 with and, else with ||, ?:
        "sorted": 6,  # the lambda's if 2, catch, catch, while 2
        "kind": 1,
    },
    "csharp/BuildingPermits.cs": {
        "BuildingPermits": 0,
        "Open.get": 1,
        "Open.set": 0,
        "Find": 9,  # foreach, for 2, if 3 with &&, else with ||
        "State": 1,
        "Fee": 1,
        "Load": 2,
        "Attempts": 1,
    },
    "kotlin/Playgrounds.kt": {
        "constructor": 0,
        "get": 1,
        "state": 9,  # if, else with ||, for, while 2, do 3; ?: is none
        "grade": 1,
        "load": 4,  # catch, the lambda's if 3
        "inner": 2,  # if, else
        "unsafe": 0,
    },
    "rust/noise_map.rs": {
        "new": 0,
        "class": 10,  # if with &&, else with ||, for, while 2, loop 3; ? is none
        "name": 1,
        "loudest": 4,  # the closure's if 2 and else, if let
        "inner": 2,
        "skip": 0,
    },
    "vue/ReportDefect.vue": {"send": 2},
    "svelte/Counter.svelte": {"add": 1},
    "swift/Ferry.swift": {
        "capacity": 1,
        "label.get": 0,  # ?? is none
        "label.set": 0,
        "init": 0,
        "next": 7,  # guard, for, if 2 with &&, else with ||
        "describe": 1,
        "load": 10,  # repeat, the closure's ?: 3, while 2, catch 2 and 2; do is no level
        "subscript": 0,
        "deinit": 0,
    },
    "scala/Allotments.scala": {
        "free": 0,
        "this": 0,  # calls the constructor, not itself
        "size": 0,
        "fee": 7,  # if with ||, else with &&, else, while 2
        "state": 1,
        "load": 2,  # for, catch; its cases are none
        "parse": 2,
        "waiting": 1,
    },
    "dart/kindergarten.dart": {
        "Kindergarten.fromJson": 1,
        "Kindergarten.empty": 0,
        "isFull": 0,
        "label": 0,
        "count": 1,
        "state": 5,  # if with &&, else with ||, switch
        "load": 12,  # do with &&, for 2, if 3, catch 2 and 2, the closure's &&
        "operator ==": 1,
        "kind": 1,
        "total": 0,
        "add": 1,
    },
    "perl/Potholes.pm": {
        "new": 0,
        "priority": 5,  # if with &&, elsif with or, unless; // is none
        "load": 13,  # foreach, or die, while 2, next if 3, unless 3, || in sort, ?: 2 in map
        "each_report": 3,
        "$print": 1,
        "signed": 0,
    },
    "shell/backup.sh": {
        "log": 0,
        "check_space": 5,  # if with &&, elif with ||, || between commands
        "copy_all": 7,  # for, while 2, case 3, until
    },
    "objectivec/SwimmingPool.m": {
        "clamp": 1,
        "init": 1,
        "isOpenAt:": 4,  # if with ||, else with &&
        "guestsFrom:to:step:": 3,
        "load:": 6,  # for, switch 2, catch, the block's if 2
    },
    "groovy/StreetLights.groovy": {
        "StreetLights": 0,
        "minutes": 8,  # if with ||, else with &&, for, while 2, ?:
        "state": 1,
        "load": 5,  # for, the closure's if 3, catch
    },
    "lua/tram.lua": {
        "Tram.new": 1,
        "Tram:delay": 7,  # if, elseif with and, for, while 2, repeat
        "average": 3,  # for, and, or
        "Tram.show": 0,
        "(anonymous)": 1,
    },
    "r/air_quality.R": {
        "daily_mean": 4,  # if with ||, else with &&
        "class_of": 2,
        "load_stations": 6,  # for, while 2, repeat 3; tryCatch and ifelse are calls
        "error": 0,
        "print.station": 1,
        "my mean<-": 0,
    },
}
# Two functions of this file share a name: its clauses.
ELIXIR_COUNTED = [
    ("fee", 1),  # or in the guard
    ("fee", 5),  # if with &&, else, unless 2
    ("state", 2),  # case, and in a guard
    ("load", 6),  # for, with 2, else, rescue, catch
    ("parse", 1),
    ("names", 1),
    ("both", 1),
    ("run", 1),
]

RULES = {
    "a: one sequence": ("if (a && b && c) x()", 2),
    "b: parentheses make no new sequence": ("if (a && (b && c)) x()", 2),
    "c: two operators, two sequences": ("if (a && b || c) x()", 3),
    "d: three sequences": ("if (a && b || c && d) x()", 4),
    "e: as in the paper": ("if (a && b && c || d || e && f) x()", 4),
    "f: a negation begins a new one": ("if (a && !(b && c)) x()", 3),
    "g: a call begins a new one": ("if (a && g(b && c)) x()", 3),
    "h: operands of different statements": ("if (a && b) x(); y = c && d", 3),
    "i: else if and else without nesting": ("for (;;) { if (a) x(); else if (b) y(); else z() }", 5),
    "j: inside of else is one deeper": ("if (a) x(); else { if (b) y() }", 4),
    "k: inside of else if is one deeper": ("if (a) x(); else if (b) { if (c) y() }", 4),
    "l: a switch counts once": ("switch (a) { case 1: x(); case 2: if (b) y() }", 3),
    "m: try and finally count nothing": ("try { if (a) x() } finally { y() }", 1),
    "n: catch counts and is a level": ("try { x() } catch (e) { if (a) y() }", 3),
    "o: a ternary in a ternary": ("return a ? b : c ? d : e", 3),
    "p: a lambda is a level of its own": ("return list.map(x => x ? 1 : 2)", 2),
    "q: a jump to a label": ("outer: for (;;) { continue outer }", 2),
    "r: a plain break is none": ("for (;;) { break }", 1),
    "s: calls itself": ("return f(1)", 1),
    "t: calls the method of another object": ("return other.f(1)", 0),
    "u: only a comment calls": ("return 1 // f(1)", 0),
    "v: null-coalescing and optional chaining": ("return a ?? b?.c", 0),
}


# file ending, function, its cognitive complexity
RULES_OF_LANGUAGES = {
    "Swift: a jump to a label": (".swift", "func f() { a: for x in y { continue a } }", 2),
    "Swift: guard is an if": (".swift", "func f() { guard let b = a, c else { return } }", 1),
    "Swift: an initialiser calls another one": (".swift", "struct A { init(a: Int) { self.init(b: a) } }", 0),
    "Scala: a catch in a loop": (
        ".scala",
        "object A { def f() = { while (a) { try { x() } catch { case e: E => if (b) y() } } } }",
        6,
    ),
    "Scala: calls itself": (".scala", "object A { def f(a: Int): Int = f(a - 1) }", 1),
    "Dart: parentheses make no new sequence": (".dart", "f(a) { if (a && (b && c)) x(); }", 2),
    "Dart: three sequences": (".dart", "f(a) { if (a && b || c && d) x(); }", 4),
    "Dart: a jump to a label": (".dart", "f(a) { b: for (;;) { continue b; } }", 2),
    "Dart: if and for in a list": (
        ".dart",
        "f(a) { return [if (a) 1 else 2, for (var x in a) if (x) 3]; }",
        5,
    ),
    "Perl: a block of map is a lambda": (".pl", "sub f { return map { $_ ? 1 : 2 } @_; }", 2),
    "Perl: a jump to a label": (".pl", "sub f { OUT: for my $x (@_) { next OUT; } }", 2),
    "Perl: a plain next is none": (".pl", "sub f { for my $x (@_) { next; } }", 1),
    "Perl: goto": (".pl", "sub f { goto END; }", 1),
    "Perl: calls itself": (".pl", "sub f { return f(1); }", 1),
    "Shell: out of two loops": (".sh", "f() { while a; do for x in b; do break 2; done; done; }", 4),
    "Shell: a plain continue is none": (".sh", "f() { while a; do continue; done; }", 1),
    "Shell: two sequences of commands": (".sh", "f() { a && b && c || d; }", 2),
    "Objective-C: if in a block": (
        ".m",
        "@implementation A\n- (void)f { [x each:^(id o) { if (a) {} }]; }\n@end",
        2,
    ),
    "Objective-C: goto": (".m", "@implementation A\n- (void)f { goto end; end: a(); }\n@end", 1),
    "Groovy: a jump to a label": (".groovy", "def f(a) { b: for (x in a) { continue b } }", 2),
    "Groovy: ?: is none": (".groovy", "def f(a) { a ?: b }", 0),
    "Lua: goto": (".lua", "function f(a) for i = 1, 2 do if a then goto b end ::b:: end end", 4),
    "Lua: a negation begins a new sequence": (".lua", "function f(a) return a and not (b and c) end", 2),
    "R: switch counts once": (".R", "f <- function(a) { for (x in a) switch(x, a = 1, b = if (y) 2) }", 6),
    "R: operators on vectors": (".R", "f <- function(a) { a & b | c }", 0),
    "R: an expression as lambda": (".R", "f <- function(a) { sapply(a, function(x) if (x) 1 else 2) }", 3),
    "R: parentheses begin a new sequence": (".R", "f <- function(a) { if (a && (b && c)) d() }", 3),
    "R: calls itself": (".R", "f <- function(a) { f(a - 1) }", 1),
    "Elixir: else as a keyword": (".ex", "defmodule A do\n  def f(a), do: if(a, do: 1, else: 2)\nend", 2),
    "Elixir: if in a lambda": (
        ".ex",
        "defmodule A do\n  def f(a), do: map(a, fn x -> if x, do: 1 end)\nend",
        2,
    ),
    "Elixir: for is a loop": (".ex", "defmodule A do\n  def f(a), do: for x <- a, x > 1, do: x\nend", 1),
    "Elixir: pipes are none": (".ex", "defmodule A do\n  def f(a), do: a |> b() |> c()\nend", 0),
}


@pytest.mark.parametrize("fixture", COUNTED)
def test_fixtures_are_as_counted_by_hand(fixture: str) -> None:
    found = {function.name: function.cognitive for function in read(FIXTURES / fixture).functions}

    assert found == COUNTED[fixture]


@pytest.mark.parametrize("rule", RULES)
def test_rules_of_the_paper(tmp_path: Path, rule: str) -> None:
    body, expected = RULES[rule]
    path = write(tmp_path, {"a.js": f"function f(a) {{\n  {body}\n}}\n"}) / "a.js"
    functions = read_file(tmp_path, Task("a.js", "a.js", path.stat().st_size)).facts.functions

    assert [function.cognitive for function in functions] == [expected]


def test_clauses_of_elixir_are_as_counted_by_hand() -> None:
    found = [
        (function.name, function.cognitive) for function in read(FIXTURES / "elixir/playgroup.ex").functions
    ]

    assert found == ELIXIR_COUNTED


@pytest.mark.parametrize("rule", RULES_OF_LANGUAGES)
def test_rules_in_words_of_the_language(tmp_path: Path, rule: str) -> None:
    ending, text, expected = RULES_OF_LANGUAGES[rule]
    path = write(tmp_path, {f"a{ending}": text + "\n"}) / f"a{ending}"
    functions = read_file(tmp_path, Task(path.name, path.name, path.stat().st_size)).facts.functions

    assert [function.cognitive for function in functions] == [expected]
