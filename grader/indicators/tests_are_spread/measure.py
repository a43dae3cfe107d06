from grader.facts.code import measured_code
from grader.facts.larger_parts import Part, larger_parts
from grader.facts.model import Facts
from grader.facts.reach import touched_files
from grader.findings import Confidence, Finding, Location, Measure, Outcome, Text
from grader.wording import join, say

ID = "tests-are-spread"
MET_FROM_PERCENT = 60
MAX_EVIDENCE = 10


def measure(facts: Facts) -> Finding:
    """Find the larger parts of the program that tests touch."""
    code = measured_code(facts)
    parts = larger_parts(file for file in code.files if "/migrations/" not in file.path)
    if len(parts) < 2:
        small = Text(
            "Das Programm hat keine zwei größeren Teile, auf die sich Tests verteilen könnten.",
            "The program does not have two larger parts that tests could be spread over.",
        )
        return Finding(ID, Outcome.NOT_APPLICABLE, small)
    if not any(file.code_lines for file in facts.tests) and not any(f.test_cases for f in code.files):
        return _without_tests(facts)
    touched = touched_files(facts)
    tested = [part for part in parts if not touched.isdisjoint(part.files)]
    if not tested:
        unknown = Text(
            "Die Tests lassen sich keinem Teil des Programms zuordnen, etwa weil sie es von außen bedienen.",
            "The tests cannot be assigned to any part of the program, perhaps as they use it from outside.",
        )
        return Finding(ID, Outcome.NOT_ASSESSABLE, unknown)
    return _answer(parts, tested)


def _without_tests(facts: Facts) -> Finding:
    if facts.history.available:
        return Finding(
            ID,
            Outcome.NOT_APPLICABLE,
            Text("Ohne Tests stellt sich die Frage nicht.", "Without tests the question does not arise."),
        )
    unknown = Text(
        "Das Archiv enthält keine Tests; im Repository kann es welche geben.",
        "The archive contains no tests; the repository may have some.",
    )
    return Finding(ID, Outcome.NOT_ASSESSABLE, unknown)


def _answer(parts: tuple[Part, ...], tested: list[Part]) -> Finding:
    untested = [part for part in parts if part not in tested]
    total = sum(part.code_lines for part in parts)
    share = round(100.0 * sum(part.code_lines for part in tested) / total, 1)
    statement = say(
        "Tests gibt es für {tested} von {parts} größeren Teilen des Programms "
        "(zusammen {share} % der Zeilen).",
        "There are tests for {tested} of the {parts} larger parts of the program "
        "({share} % of the lines together).",
        tested=len(tested),
        parts=len(parts),
        share=round(share),
    )
    if len(tested) == 1 and len(parts) > 2:
        corner = say("Geprüft wird nur {part}.", "Only {part} is tested.", part=tested[0].path)
        statement = join(statement, corner)
    outcome = Outcome.MET if share >= MET_FROM_PERCENT else Outcome.NOT_MET
    evidence = tuple(
        Location(part.path, None, None, str(part.code_lines)) for part in untested[:MAX_EVIDENCE]
    )
    return Finding(
        ID,
        outcome,
        statement,
        evidence,
        Measure("tested_parts", share, "%"),
        Confidence.MEDIUM,
        {"note": "code_lines", "tested": len(tested), "parts": len(parts)},
    )
