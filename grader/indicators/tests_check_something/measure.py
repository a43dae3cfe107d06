from grader.facts.model import Facts, FileFacts
from grader.findings import Confidence, Finding, Location, Measure, Outcome, Text
from grader.wording import say

ID = "tests-check-something"
MET_FROM_PERCENT = 90
MIN_CASES = 5
MAX_EVIDENCE = 10


def measure(facts: Facts) -> Finding:
    """Count the test cases in files that contain at least one assertion."""
    if not any(file.code_lines for file in facts.tests) and not any(f.test_cases for f in facts.production):
        return _without_tests(facts)
    files = [file for file in facts.files if file.test_cases]
    cases = sum(file.test_cases for file in files)
    if cases < MIN_CASES:
        unknown = Text(
            "Wir erkennen in den Testdateien zu wenige einzelne Testfälle, um das zu sagen.",
            "We recognise too few single test cases in the test files to tell.",
        )
        return Finding(ID, Outcome.NOT_ASSESSABLE, unknown)
    silent = sorted((f for f in files if not f.assertions), key=lambda f: (-f.test_cases, f.path))
    return _answer(cases, silent, sum(file.assertions for file in files))


def _without_tests(facts: Facts) -> Finding:
    if not facts.files or facts.history.available:
        nothing = Text(
            "Ohne Tests stellt sich die Frage nicht.", "Without tests the question does not arise."
        )
        return Finding(ID, Outcome.NOT_APPLICABLE, nothing)
    unknown = Text(
        "Das Archiv enthält keine Tests; im Repository kann es welche geben.",
        "The archive contains no tests; the repository may have some.",
    )
    return Finding(ID, Outcome.NOT_ASSESSABLE, unknown)


def _answer(cases: int, silent: list[FileFacts], assertions: int) -> Finding:
    checked = cases - sum(file.test_cases for file in silent)
    share = round(100.0 * checked / cases, 1)
    if checked:
        statement = say(
            "{checked} von {cases} Testfällen stehen in Dateien, die Ergebnisse prüfen; "
            "auf einen Testfall kommen dort {each} Prüfungen.",
            "{checked} of {cases} test cases are in files that check results; "
            "there are {each} checks per test case.",
            checked=checked,
            cases=cases,
            each=round(assertions / checked, 1),
        )
    else:
        statement = say(
            "In {cases} Testfällen fanden wir keine einzige Prüfung eines Ergebnisses.",
            "In {cases} test cases we found not one check of a result.",
            cases=cases,
        )
    return Finding(
        ID,
        Outcome.MET if share >= MET_FROM_PERCENT else Outcome.NOT_MET,
        statement,
        tuple(Location(file.path, None, None, str(file.test_cases)) for file in silent[:MAX_EVIDENCE]),
        Measure("checked_tests", share, "%"),
        Confidence.MEDIUM,
        {"note": "test_cases", "assertions": assertions, "cases": cases},
    )
