from pathlib import Path

from grader.benchmark import longest_marks, without_functions
from grader.benchmark.limits import limited
from grader.facts.code import measured_code
from grader.facts.model import Facts
from grader.findings import Finding, Location
from grader.wording import say

ID = "commented-out-code-is-rare"
LIMITS = Path(__file__).with_name("limits.yaml")


def measure(facts: Facts) -> Finding:
    """Lines of switched-off code in comments per 1,000 lines of program."""
    code = measured_code(facts)
    if unmeasured := without_functions(ID, code):
        return unmeasured
    judged = limited(code, LIMITS, "/1000")
    statement = say(
        "Auf 1.000 Zeilen Programm kommen {own} Zeilen stillgelegter Quelltext in Kommentaren; "
        "bei Projekten ähnlicher Sprache sind es {typical}.",
        "There are {own} lines of switched-off code in comments per 1,000 lines of program; "
        "in projects in a similar language it is {typical}.",
        own=float(code.values["commented_out"]),
        typical=judged.typical,
    )
    marks = longest_marks((file.path, mark) for file in code.files for mark in file.commented_out)
    evidence = tuple(Location(path, m.line, m.end_line, str(m.end_line - m.line + 1)) for path, m in marks)
    return Finding(ID, judged.outcome, statement, evidence, judged.measure)
