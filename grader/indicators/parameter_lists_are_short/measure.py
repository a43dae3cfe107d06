from grader.benchmark import MAX_EVIDENCE, compared, typical, without_functions
from grader.facts.code import measured_code
from grader.facts.model import Facts
from grader.findings import Finding, Location, Outcome, Text
from grader.wording import in_spite, join, lines_of_100, say

ID = "parameter-lists-are-short"
CONSPICUOUS = 6
ONE, MANY = Text("steht", "is"), Text("stehen", "are")


def measure(facts: Facts) -> Finding:
    """Compare the share of code in functions that need many inputs."""
    code = measured_code(facts)
    if unmeasured := without_functions(ID, code):
        return unmeasured
    figure, outcome = compared(facts, "parameters", "par4", "%")
    usual = typical(facts, "par4")
    share = say(
        "{own} in Funktionen, die mehr als vier Angaben brauchen; "
        "bei vergleichbaren Projekten sind es {typical}.",
        "{own} in functions that need more than four inputs; in comparable projects it is {typical}.",
        own=lines_of_100(figure.value, ONE, MANY),
        typical=round(usual),
    )
    statement = join(share, in_spite(outcome is Outcome.MET, figure.value, usual))
    widest = sorted(
        (f for f in code.functions if f.function.parameters > CONSPICUOUS),
        key=lambda f: (-f.function.parameters, f.path, f.function.line),
    )
    evidence = tuple(
        Location(f.path, f.function.line, f.function.end_line, f"{f.function.name}: {f.function.parameters}")
        for f in widest[:MAX_EVIDENCE]
    )
    return Finding(ID, outcome, statement, evidence, figure, details={"note": "parameters", "reason": share})
