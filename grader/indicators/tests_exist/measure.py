from collections import Counter
from pathlib import PurePosixPath

from grader.benchmark import compared, typical
from grader.facts.code import MeasuredCode, measured_code
from grader.facts.model import Facts, FileFacts
from grader.findings import Confidence, Finding, Location, Outcome, Text
from grader.wording import join, say

ID = "tests-exist"
MAX_FOLDERS = 5
CONCENTRATED_FROM_PERCENT = 50
# Tests inside of program files; beyond this share the amount of test code is unknown.
MAX_INSIDE_SHARE = 0.2
MIN_LINES_FOR_DISTRIBUTION = 2_000


def measure(facts: Facts) -> Finding:
    """Compare the amount of test code per production code."""
    code = measured_code(facts)
    if not code.production_lines:
        nothing = Text("Es gibt hier keinen lesbaren Quelltext.", "There is no readable source code here.")
        return Finding(ID, Outcome.NOT_APPLICABLE, nothing)
    if not code.test_lines and not facts.history.available:
        unknown = Text(
            "Das Archiv enthält keine Tests. Ob es welche gibt, zeigt erst das vollständige Repository.",
            "The archive contains no tests. Whether there are any, only the full repository can tell.",
        )
        return Finding(ID, Outcome.NOT_ASSESSABLE, unknown)
    inline = [file for file in code.files if file.test_cases]
    figure, outcome = compared(facts, "tests", "test_ratio", "", digits=2)
    if _are_mostly_unseen(facts, inline) and outcome is Outcome.NOT_MET:
        return _inside_program(inline)
    concentration = _share_of_largest(facts)
    statement = _statement(facts, code, concentration)
    outcome = outcome if code.test_lines else Outcome.NOT_MET
    details = {"note": "code_lines", "largest_test_file_percent": concentration}
    return Finding(ID, outcome, statement, _folders(facts), figure, Confidence.HIGH, details)


def _are_mostly_unseen(facts: Facts, inline: list[FileFacts]) -> bool:
    """Whether so many tests stand inside of program files that the lines of test files say too little."""
    inside = sum(file.test_cases for file in inline)
    return inside > MAX_INSIDE_SHARE * sum(file.test_cases for file in facts.files)


def _inside_program(files: list[FileFacts]) -> Finding:
    statement = say(
        "Tests stehen in {count} Programmdateien selbst; ihre Zeilen zählen wir nicht getrennt.",
        "Tests stand in {count} program files themselves; their lines are not counted apart.",
        count=len(files),
    )
    ranked = sorted(files, key=lambda file: (-file.test_cases, file.path))
    return Finding(
        ID, Outcome.NOT_ASSESSABLE, statement, tuple(Location(file.path) for file in ranked[:MAX_FOLDERS])
    )


def _statement(facts: Facts, code: MeasuredCode, concentration: int) -> Text:
    if not code.test_lines:
        return Text(
            "Wir haben keine automatischen Tests gefunden. Fehler fallen eher erst im Betrieb auf.",
            "We found no automated tests. Mistakes are more likely to show up only in operation.",
        )
    amount = say(
        "Auf 100 Zeilen Programm kommen {own} Zeilen automatische Tests; "
        "bei vergleichbaren Projekten sind es {typical}.",
        "There are {own} lines of automated tests per 100 lines of program; "
        "in comparable projects it is {typical}.",
        own=round(100 * code.values["test_ratio"]),
        typical=round(100 * typical(facts, "test_ratio")),
    )
    if code.production_lines < MIN_LINES_FOR_DISTRIBUTION or concentration < CONCENTRATED_FROM_PERCENT:
        return amount
    return join(
        amount,
        Text("Die meisten davon stehen in einer einzigen Datei.", "Most of them are in one single file."),
    )


def _share_of_largest(facts: Facts) -> int:
    lines = [file.code_lines for file in facts.tests if file.parsed]
    return round(100 * max(lines) / sum(lines)) if sum(lines) else 0


def _folders(facts: Facts) -> tuple[Location, ...]:
    lines: Counter[str] = Counter()
    for file in facts.tests:
        if file.parsed:
            lines["/".join(PurePosixPath(file.path).parts[:-1][:3]) or file.path] += file.code_lines
    ranked = sorted(lines.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Location(path, None, None, str(count)) for path, count in ranked[:MAX_FOLDERS])
