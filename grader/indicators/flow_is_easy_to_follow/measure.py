from pathlib import Path

from grader.benchmark import MAX_EVIDENCE, without_functions
from grader.benchmark.limits import limited
from grader.facts.code import measured_code
from grader.facts.model import Facts
from grader.findings import Finding, Location, Text
from grader.wording import lines_of_100, say

ID = "flow-is-easy-to-follow"
LIMITS = Path(__file__).with_name("limits.yaml")
HARD = 15
ONE, MANY = Text("steht", "is"), Text("stehen", "are")


def measure(facts: Facts) -> Finding:
    """Share of code in functions of more than 15 cognitive complexity (Campbell 2018)."""
    code = measured_code(facts)
    if unmeasured := without_functions(ID, code):
        return unmeasured
    judged = limited(code, LIMITS, "%")
    statement = say(
        "{own} in Funktionen, deren Ablauf beim Lesen schwer zu behalten ist; "
        "bei Projekten ähnlicher Sprache sind es {typical}.",
        "{own} in functions whose flow is hard to keep in mind while reading; "
        "in projects in a similar language it is {typical}.",
        own=lines_of_100(code.values["cognitive15"], ONE, MANY),
        typical=round(judged.typical),
    )
    hard = sorted(
        (f for f in code.functions if f.function.cognitive > HARD),
        key=lambda f: (-f.function.cognitive, f.path, f.function.line),
    )
    evidence = tuple(
        Location(f.path, f.function.line, f.function.end_line, f"{f.function.name}: {f.function.cognitive}")
        for f in hard[:MAX_EVIDENCE]
    )
    return Finding(ID, judged.outcome, statement, evidence, judged.measure)
