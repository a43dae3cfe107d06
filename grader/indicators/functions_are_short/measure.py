from grader.benchmark import MAX_EVIDENCE, compared, language_limit, typical, without_functions
from grader.facts.code import measured_code
from grader.facts.figures import MeasuredFunction
from grader.facts.model import Facts
from grader.findings import Finding, Location, Outcome, Text
from grader.wording import in_spite, join, lines_of_100, say

ID = "functions-are-short"
ONE, MANY = Text("steht", "is"), Text("stehen", "are")


def measure(facts: Facts) -> Finding:
    """Compare the share of code in long functions with projects of the same kind of language."""
    code = measured_code(facts)
    if unmeasured := without_functions(ID, code):
        return unmeasured
    figure, outcome = compared(facts, "function_size", "size30", "%")
    usual = typical(facts, "size30")
    share = say(
        "{own} in Funktionen, die länger als ein Bildschirm (30 Zeilen) sind; "
        "bei vergleichbaren Projekten sind es {typical}.",
        "{own} in functions longer than a screen (30 lines); in comparable projects it is {typical}.",
        own=lines_of_100(figure.value, ONE, MANY),
        typical=round(usual),
    )
    statement = join(share, in_spite(outcome is Outcome.MET, figure.value, usual))
    evidence = _longest(code.functions)
    return Finding(ID, outcome, statement, evidence, figure, details={"note": "code_lines", "reason": share})


def _longest(functions: tuple[MeasuredFunction, ...]) -> tuple[Location, ...]:
    conspicuous = [f for f in functions if f.code_lines > language_limit("function_lines", f.language)]
    conspicuous.sort(key=lambda f: (-f.code_lines, f.path, f.function.line))
    return tuple(
        Location(f.path, f.function.line, f.function.end_line, f"{f.function.name}: {f.code_lines:.0f}")
        for f in conspicuous[:MAX_EVIDENCE]
    )
