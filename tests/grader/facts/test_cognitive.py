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
}

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
