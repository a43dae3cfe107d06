from pathlib import Path

from grader.benchmark import MAX_EVIDENCE, without_functions
from grader.benchmark.limits import limited
from grader.facts.code import measured_code
from grader.facts.figures import is_demanding
from grader.facts.model import Facts
from grader.findings import Finding, Location, Outcome, Text
from grader.wording import say

ID = "functions-are-documented"
LIMITS = Path(__file__).with_name("limits.yaml")
FEWEST = 10


def measure(facts: Facts) -> Finding:
    """Share of the demanding functions that have a documentation comment."""
    code = measured_code(facts)
    if unmeasured := without_functions(ID, code):
        return unmeasured
    demanding = [function for function in code.functions if is_demanding(function)]
    if len(demanding) < FEWEST:
        few = Text(
            "Es gibt kaum lange oder verzweigte Funktionen, die eine Erklärung brauchten.",
            "There are hardly any long or branching functions that would need an explanation.",
        )
        return Finding(ID, Outcome.NOT_APPLICABLE, few)
    judged = limited(code, LIMITS, "%")
    statement = say(
        "{own} von 100 langen oder verzweigten Funktionen haben eine Erklärung im Quelltext; "
        "bei Projekten ähnlicher Sprache sind es {typical}.",
        "{own} of 100 long or branching functions have an explanation in the source; "
        "in projects in a similar language it is {typical}.",
        own=round(code.values["documented"]),
        typical=round(judged.typical),
    )
    silent = sorted(
        (f for f in demanding if not f.function.documented),
        key=lambda f: (-f.function.cognitive, -f.code_lines, f.path, f.function.line),
    )
    evidence = tuple(
        Location(f.path, f.function.line, f.function.end_line, f.function.name) for f in silent[:MAX_EVIDENCE]
    )
    return Finding(ID, judged.outcome, statement, evidence, judged.measure)
