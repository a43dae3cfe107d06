from grader.facts.model import Facts
from grader.findings import Confidence, Finding, Location, Measure, Outcome, Text
from grader.wording import say

ID = "skipped-tests-are-few"
MET_UP_TO_PERCENT = 5
MIN_CASES = 20
MAX_EVIDENCE = 10


def measure(facts: Facts) -> Finding:
    """Count tests that are switched off for everyone."""
    cases = sum(file.test_cases for file in facts.files)
    if cases < MIN_CASES:
        few = say(
            "Wir erkennen weniger als {least} einzelne Testfälle; ein Anteil wäre Zufall.",
            "We recognise fewer than {least} single test cases; a share would be chance.",
            least=MIN_CASES,
        )
        return Finding(ID, Outcome.NOT_APPLICABLE, few)
    files = sorted((f for f in facts.files if f.skipped_tests), key=lambda f: (-f.skipped_tests, f.path))
    skipped = sum(file.skipped_tests for file in files)
    share = round(100.0 * skipped / cases, 1)
    return Finding(
        ID,
        Outcome.MET if share <= MET_UP_TO_PERCENT else Outcome.NOT_MET,
        _statement(skipped, cases),
        tuple(Location(file.path, None, None, str(file.skipped_tests)) for file in files[:MAX_EVIDENCE]),
        Measure("skipped_tests", share, "%"),
        Confidence.MEDIUM,
        {"note": "skipped_tests"},
    )


def _statement(skipped: int, cases: int) -> Text:
    if not skipped:
        return say(
            "Von {cases} Testfällen ist keiner abgeschaltet.",
            "Of {cases} test cases none is switched off.",
            cases=cases,
        )
    return say(
        "Stellen, an denen Tests abgeschaltet sind: {skipped}, bei {cases} Testfällen.",
        "Places where tests are switched off: {skipped}, with {cases} test cases.",
        cases=cases,
        skipped=skipped,
    )
