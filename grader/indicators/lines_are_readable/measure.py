from pathlib import Path

from grader.benchmark import MAX_EVIDENCE, without_functions
from grader.benchmark.limits import limited
from grader.facts.code import measured_code
from grader.facts.line_layout import LONG
from grader.facts.model import Facts
from grader.findings import Finding, Location, Text
from grader.wording import join, lines_of_100, say

ID = "lines-are-readable"
LIMITS = Path(__file__).with_name("limits.yaml")
ONE, MANY = Text("ist", "is"), Text("sind", "are")


def measure(facts: Facts) -> Finding:
    """Share of code lines that do not fit on a screen, and files that mix tabs and spaces."""
    code = measured_code(facts)
    if unmeasured := without_functions(ID, code):
        return unmeasured
    judged = limited(code, LIMITS, "%")
    long = say(
        "{own} länger als {limit} Zeichen.",
        "{own} longer than {limit} characters.",
        own=lines_of_100(code.values["long_lines"], ONE, MANY),
        limit=LONG,
    )
    mixed = [file for file in code.files if file.mixed_indentation]
    statement = join(long, _mixed(len(mixed))) if mixed else long
    longest = sorted((f for f in code.files if f.long_lines), key=lambda f: (-f.long_lines, f.path))
    evidence = [Location(f.path, f.longest_line, None, str(f.long_lines)) for f in longest]
    evidence = evidence[: MAX_EVIDENCE - min(len(mixed), 3)]
    evidence += [Location(file.path, None, None, "\\t") for file in mixed[:3]]
    return Finding(ID, judged.outcome, statement, tuple(evidence), judged.measure)


def _mixed(count: int) -> Text:
    if count == 1:
        return Text(
            "Eine Datei rückt mal mit Tabulator, mal mit Leerzeichen ein.",
            "One file is indented with tabs in places and with spaces in others.",
        )
    return say(
        "{count} Dateien rücken mal mit Tabulator, mal mit Leerzeichen ein.",
        "{count} files are indented with tabs in places and with spaces in others.",
        count=count,
    )
