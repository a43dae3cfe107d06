from grader.benchmark import MAX_EVIDENCE, compared, typical
from grader.facts.code import measured_code
from grader.facts.model import Facts
from grader.findings import Finding, Location, Outcome, Text
from grader.maintainability.judging import JudgedCode, JudgedFile, judged_code
from grader.maintainability.words import HARD_FROM
from grader.wording import join, lines_of_100, say

ID = "code-is-easy-to-maintain"
ONE, MANY = Text("steht", "is"), Text("stehen", "are")
# A mean over fewer lines would be chance.
MIN_LINES = 100


def measure(facts: Facts) -> Finding:
    """Say which share of the code stands in files experts would be expected to find hard to maintain."""
    code = judged_code(facts)
    if code.judged_lines < MIN_LINES:
        return _without_judgement(facts)
    figure, outcome = compared(facts, "difficulty", "hard_share", "%")
    hard = [judged for judged in code.production if judged.expected >= HARD_FROM]
    share = _statement(figure.value, typical(facts, "hard_share"))
    if outcome is Outcome.NOT_MET and round(figure.value) <= round(typical(facts, "hard_share")):
        share = join(share, _on_average())
    statement = join(share, _hardest(code, hard))
    evidence = tuple(
        Location(one.file.path, None, None, f"{one.expected:.1f}") for one in hard[:MAX_EVIDENCE]
    )
    details = {"note": "expected_judgement", "reason": share}
    return Finding(ID, outcome, statement, evidence, figure, details=details)


def _without_judgement(facts: Facts) -> Finding:
    if not measured_code(facts).files and not measured_code(facts).unread_lines:
        nothing = Text("Es gibt hier keinen eigenen Quelltext.", "There is no source code of its own here.")
        return Finding(ID, Outcome.NOT_APPLICABLE, nothing)
    too_little = say(
        "Weniger als {lines} Zeilen stehen in Dateien, die das Modell beurteilen kann.",
        "Fewer than {lines} lines are in files the model can judge.",
        lines=MIN_LINES,
    )
    return Finding(ID, Outcome.NOT_ASSESSABLE, too_little)


def _statement(share: float, typical_share: float) -> Text:
    return say(
        "{own} in Dateien, die Fachleute voraussichtlich schwer zu pflegen fänden; bei vergleichbaren "
        "Projekten sind es {typical}.",
        "{own} in files that experts would be expected to find hard to maintain; in comparable projects it "
        "is {typical}.",
        own=lines_of_100(share, ONE, MANY),
        typical=round(typical_share),
    )


def _on_average() -> Text:
    """The place counts the mean of all files, too."""
    return Text(
        "Im Mittel dürften die Dateien aber mehr Mühe machen als dort.",
        "On average, though, the files probably take more effort than there.",
    )


def _hardest(code: JudgedCode, hard: list[JudgedFile]) -> Text:
    reasons = code.reasons(hard[0]) if hard else ()
    if not reasons:
        return Text("", "")
    return say(
        "Am schwersten dürfte {path} sein. {reason}.",
        "The hardest is probably {path}. {reason}.",
        path=hard[0].file.path,
        reason=reasons[0].text,
    )
