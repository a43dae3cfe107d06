from grader.benchmark import MAX_EVIDENCE, compared, typical
from grader.facts.model import Clone, Facts
from grader.findings import Finding, Location, Outcome, Text
from grader.wording import lines_of_100, say

ID = "code-is-not-repeated"
MIN_MEASURED_LINES = 500
ONE, MANY = Text("kommt", "occurs"), Text("kommen", "occur")


def measure(facts: Facts) -> Finding:
    """Compare the share of production lines that occur in the same form somewhere else."""
    duplication = facts.duplication
    if not facts.production:
        nothing = Text("Es gibt hier keinen eigenen Quelltext.", "There is no source code of its own here.")
        return Finding(ID, Outcome.NOT_APPLICABLE, nothing)
    if duplication.measured_lines < MIN_MEASURED_LINES:
        too_little = say(
            "Weniger als {least} Zeilen konnten verglichen werden; ein Anteil wäre Zufall.",
            "Fewer than {least} lines could be compared; a share would be chance.",
            least=MIN_MEASURED_LINES,
        )
        return Finding(ID, Outcome.NOT_ASSESSABLE, too_little)
    figure, outcome = compared(facts, "repetition", "duplicated", "%")
    statement = say(
        "{own} an anderer Stelle fast gleich noch einmal vor; "
        "bei vergleichbaren Projekten sind es {typical}.",
        "{own} almost identically in another place; in comparable projects it is {typical}.",
        own=lines_of_100(figure.value, ONE, MANY),
        typical=round(typical(facts, "duplicated")),
    )
    return Finding(ID, outcome, statement, _longest(duplication.clones), figure)


def _longest(clones: tuple[Clone, ...]) -> tuple[Location, ...]:
    ranked = sorted(clones, key=lambda c: (-c.lines, c.path, c.line, c.other_path, c.other_line))
    return tuple(
        Location(c.path, c.line, c.end_line, f"= {c.other_path}:{c.other_line}–{c.other_end_line}")
        for c in ranked[:MAX_EVIDENCE]
    )
