from grader.benchmark import MAX_EVIDENCE, compared, language_limit, typical, without_functions
from grader.facts.code import measured_code
from grader.facts.figures import MeasuredFunction
from grader.facts.model import Facts
from grader.findings import Finding, Location, Outcome, Text
from grader.wording import in_spite, join, lines_of_100, say

ID = "branching-is-limited"
ONE, MANY = Text("steht", "is"), Text("stehen", "are")


def measure(facts: Facts) -> Finding:
    """Compare the share of code in functions with many branches (McCabe 1976)."""
    code = measured_code(facts)
    if unmeasured := without_functions(ID, code):
        return unmeasured
    figure, outcome = compared(facts, "complexity", "ccn10", "%")
    usual = typical(facts, "ccn10")
    share = say(
        "{own} in Funktionen mit mehr als zehn möglichen Wegen; "
        "bei vergleichbaren Projekten sind es {typical}.",
        "{own} in functions with more than ten possible paths; in comparable projects it is {typical}.",
        own=lines_of_100(figure.value, ONE, MANY),
        typical=round(usual),
    )
    statement = join(share, in_spite(outcome is Outcome.MET, figure.value, usual))
    evidence = _most_branching(code.functions)
    return Finding(ID, outcome, statement, evidence, figure, details={"note": "complexity", "reason": share})


def _most_branching(functions: tuple[MeasuredFunction, ...]) -> tuple[Location, ...]:
    conspicuous = [f for f in functions if f.function.complexity > language_limit("complexity", f.language)]
    conspicuous.sort(key=lambda f: (-f.function.complexity, f.path, f.function.line))
    return tuple(
        Location(f.path, f.function.line, f.function.end_line, f"{f.function.name}: {f.function.complexity}")
        for f in conspicuous[:MAX_EVIDENCE]
    )
