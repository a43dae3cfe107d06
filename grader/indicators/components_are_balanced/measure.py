from pathlib import Path

from grader.benchmark import MAX_EVIDENCE, without_functions
from grader.benchmark.limits import limited
from grader.facts.code import measured_code
from grader.facts.components import Component, components
from grader.facts.model import Facts
from grader.findings import Confidence, Finding, Location, Outcome
from grader.wording import say

ID = "components-are-balanced"
LIMITS = Path(__file__).with_name("limits.yaml")
# A smaller program can be kept in view without parts.
FEWEST_LINES = 5_000


def measure(facts: Facts) -> Finding:
    """Which share of the program stands in its largest part, and how large the parts are."""
    code = measured_code(facts)
    if unmeasured := without_functions(ID, code):
        return unmeasured
    if code.production_lines < FEWEST_LINES:
        small = say(
            "Das Programm hat weniger als {least} Zeilen; so klein braucht es keine Unterteilung.",
            "The program has fewer than {least} lines; at that size it needs no division into parts.",
            least=FEWEST_LINES,
        )
        return Finding(ID, Outcome.NOT_APPLICABLE, small)
    parts = components(code)
    judged = limited(code, LIMITS, "%")
    evidence = tuple(_place(part, code.production_lines) for part in parts[:MAX_EVIDENCE])
    if len(parts) == 1:
        statement = say(
            "Das ganze Programm ({lines} Zeilen) liegt in einem einzigen Ordner ohne Unterteilung.",
            "The whole program ({lines} lines) lies in a single folder without any division.",
            lines=code.production_lines,
        )
    else:
        statement = say(
            "Das Programm hat {count} Teile. Der größte enthält {own} von 100 Zeilen; üblich sind {typical}.",
            "The program has {count} parts. The largest holds {own} of 100 lines; {typical} are usual.",
            count=len(parts),
            own=round(judged.measure.value),
            typical=round(judged.typical),
        )
    return Finding(ID, judged.outcome, statement, evidence, judged.measure, Confidence.MEDIUM)


def _place(part: Component, whole: int) -> Location:
    """The folder with its lines and its share; the note is read in both languages."""
    return Location(part.path, None, None, f"{part.code_lines} · {100 * part.code_lines / whole:.0f} %")
