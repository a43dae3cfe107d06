from pathlib import Path

from grader.benchmark import longest_marks, without_functions
from grader.benchmark.limits import limited
from grader.facts.code import measured_code
from grader.facts.model import Facts
from grader.findings import Finding, Location
from grader.wording import say

ID = "names-are-telling"
LIMITS = Path(__file__).with_name("limits.yaml")


def measure(facts: Facts) -> Finding:
    """Placeholders and long-lived single letters per 10,000 lines of program."""
    code = measured_code(facts)
    if unmeasured := without_functions(ID, code):
        return unmeasured
    judged = limited(code, LIMITS, "/1000")
    statement = say(
        "Namen, die nichts sagen (Platzhalter oder einzelne Buchstaben über viele Zeilen), auf 10.000 Zeilen "
        "Programm: {own}; bei Projekten ähnlicher Sprache: {typical}.",
        "Names that say nothing (placeholders or single letters over many lines) per 10,000 lines of "
        "program: {own}; in projects in a similar language: {typical}.",
        own=round(10 * code.values["unclear_names"]),
        typical=round(10 * judged.typical),
    )
    marks = longest_marks((file.path, mark) for file in code.files for mark in file.unclear_names)
    evidence = tuple(Location(path, m.line, m.end_line, m.text) for path, m in marks)
    return Finding(ID, judged.outcome, statement, evidence, judged.measure)
