from grader.benchmark import MAX_EVIDENCE, compared, typical, without_functions
from grader.facts.code import measured_code
from grader.facts.model import Facts
from grader.findings import Finding, Location, Text
from grader.wording import lines_of_100, say

ID = "files-are-manageable"
LARGE = 500
ONE, MANY = Text("steht", "is"), Text("stehen", "are")


def measure(facts: Facts) -> Finding:
    """Compare the share of code in files of more than 500 code lines."""
    code = measured_code(facts)
    if unmeasured := without_functions(ID, code):
        return unmeasured
    figure, outcome = compared(facts, "file_size", "file500", "%")
    statement = say(
        "{own} in sehr großen Dateien (über 500 Zeilen); bei vergleichbaren Projekten sind es {typical}.",
        "{own} in very large files (over 500 lines); in comparable projects it is {typical}.",
        own=lines_of_100(figure.value, ONE, MANY),
        typical=round(typical(facts, "file500")),
    )
    largest = sorted((f for f in code.files if f.code_lines > LARGE), key=lambda f: (-f.code_lines, f.path))
    evidence = tuple(Location(f.path, None, None, str(f.code_lines)) for f in largest[:MAX_EVIDENCE])
    return Finding(ID, outcome, statement, evidence, figure, details={"note": "code_lines"})
