from grader.benchmark import MAX_EVIDENCE, without_functions
from grader.facts.code import measured_code
from grader.facts.figures import share_above
from grader.facts.model import Facts
from grader.findings import Finding, Location, Measure, Outcome, Text
from grader.wording import lines_of_100, say

ID = "nesting-is-shallow"
DEEPEST_READABLE = 3
MAX_SHARE = 10.0
ONE, MANY = Text("steht", "is"), Text("stehen", "are")


def measure(facts: Facts) -> Finding:
    """Share of code in functions nested deeper than three levels; no comparison figures exist yet."""
    code = measured_code(facts)
    if unmeasured := without_functions(ID, code):
        return unmeasured
    share = share_above(code.functions, lambda f: f.function.nesting, DEEPEST_READABLE)
    statement = say(
        "{own} in Funktionen, in denen mehr als {levels} Bedingungen ineinander stecken.",
        "{own} in functions that nest more than {levels} conditions inside one another.",
        own=lines_of_100(share, ONE, MANY),
        levels=DEEPEST_READABLE,
    )
    deep = sorted(
        (f for f in code.functions if f.function.nesting > DEEPEST_READABLE),
        key=lambda f: (-f.function.nesting, -f.code_lines, f.path, f.function.line),
    )
    evidence = tuple(
        Location(f.path, f.function.line, f.function.end_line, f"{f.function.name}: {f.function.nesting}")
        for f in deep[:MAX_EVIDENCE]
    )
    outcome = Outcome.MET if share <= MAX_SHARE else Outcome.NOT_MET
    figure = Measure("nesting3", round(share, 1), "%")
    return Finding(ID, outcome, statement, evidence, figure, details={"note": "nesting"})
