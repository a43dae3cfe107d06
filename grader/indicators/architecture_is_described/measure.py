import re

from grader.facts.documentation import Covered, all_covering, documentation_elsewhere, documents
from grader.facts.model import Facts, Role
from grader.findings import Confidence, Finding, Location, Outcome, Text
from grader.wording import say

ID = "architecture-is-described"
MIN_WORDS = 60
# One record of a decision explains that decision; several together show how the program is built.
MIN_DECISIONS = 3
_DECISION = re.compile(
    r"(?:^|/)(?:adrs?|[\w-]*decisions?|[\w-]*entscheidungen)/|(?:^|/)adr[-_]?\d", re.IGNORECASE
)
# Below this size the source itself is the overview.
MIN_CODE_LINES = 1_000


def measure(facts: Facts) -> Finding:
    """Look for a text that explains the structure of the program."""
    lines = sum(file.code_lines for file in facts.files if file.role is Role.PRODUCTION)
    if lines < MIN_CODE_LINES:
        small = say(
            "Das Programm hat weniger als {least} Zeilen; da genügt der Blick in den Quelltext.",
            "The program has fewer than {least} lines; a look at the source is enough there.",
            least=MIN_CODE_LINES,
        )
        return Finding(ID, Outcome.NOT_APPLICABLE, small)
    found, enough = _best(facts)
    if found and enough:
        return Finding(ID, Outcome.MET, *_described(facts, found), confidence=Confidence.MEDIUM)
    evidence = (found.location,) if found else ()
    if site := documentation_elsewhere(facts):
        unknown = Text(
            "Die README führt zu Dokumentation außerhalb des Quelltextes; die sehen wir hier nicht.",
            "The README leads to documentation outside of the source, which we do not see here.",
        )
        return Finding(ID, Outcome.NOT_ASSESSABLE, unknown, (site, *evidence))
    if not facts.history.available:
        unknown = Text(
            "Im Archiv ist der Aufbau nicht beschrieben; im Repository kann es mehr geben.",
            "The archive does not describe the structure; the repository may have more.",
        )
        return Finding(ID, Outcome.NOT_ASSESSABLE, unknown, evidence)
    missing = Text(
        "Wie das Programm aufgebaut ist, ist nirgends beschrieben.",
        "Nowhere is it described how the program is structured.",
    )
    if evidence:
        missing = Text(
            "Der Aufbau des Programms ist nur knapp oder in einer einzelnen Entscheidung beschrieben.",
            "The structure of the program is described only briefly or in a single decision.",
        )
    return Finding(ID, Outcome.NOT_MET, missing, evidence, confidence=Confidence.MEDIUM)


def _best(facts: Facts) -> tuple[Covered | None, bool]:
    """The passage that says most, and whether it is enough; records of decisions count together."""
    found = all_covering(facts, "architecture")
    long = [one for one in found if one.passage.words >= MIN_WORDS]
    texts = [one for one in long if not _DECISION.search(one.path)]
    decisions = [one for one in long if _DECISION.search(one.path)]
    if texts:
        return texts[0], True
    if len({one.path for one in decisions}) >= MIN_DECISIONS:
        return decisions[0], True
    return (found[0] if found else None), False


def _described(facts: Facts, found: Covered) -> tuple[Text, tuple[Location, ...]]:
    diagrams = [(path, prose) for path, prose in documents(facts) if prose.diagrams]
    if diagrams:
        statement = Text(
            "Der Aufbau des Programms ist beschrieben, auch mit Zeichnungen.",
            "The structure of the program is described, with drawings too.",
        )
        return statement, (found.location, *(Location(path) for path, _ in diagrams[:3]))
    return Text("Der Aufbau des Programms ist beschrieben.", "The structure of the program is described."), (
        found.location,
    )
