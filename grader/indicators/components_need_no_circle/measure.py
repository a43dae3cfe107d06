from grader.benchmark import MAX_EVIDENCE, without_functions
from grader.facts.circles import shortest_circle
from grader.facts.code import measured_code
from grader.facts.coupling import Coupling, couplings
from grader.facts.model import Facts
from grader.findings import Confidence, Finding, Location, Measure, Outcome, Text
from grader.wording import say

ID = "components-need-no-circle"
FEWEST_IMPORTS = 20


def measure(facts: Facts) -> Finding:
    """Whether the large folders of the program need each other in a circle, with the imports that say so."""
    code = measured_code(facts)
    if unmeasured := without_functions(ID, code):
        return unmeasured
    coupling = couplings(code.files)
    if coupling.resolved < FEWEST_IMPORTS:
        return Finding(ID, Outcome.NOT_ASSESSABLE, _unknown())
    if len({part for pair in coupling.part_needs for part in pair}) < 2:
        alone = Text(
            "Das Programm besteht aus Teilen, die einander nicht brauchen.",
            "The program consists of parts that do not need each other.",
        )
        return Finding(ID, Outcome.NOT_APPLICABLE, alone)
    figure = Measure("cyclic_parts", code.values["cyclic_parts"], "%")
    if not coupling.part_cycles:
        met = Text(
            "Die Teile des Programms bauen aufeinander auf, ohne sich im Kreis zu brauchen.",
            "The parts of the program build on each other without needing each other in a circle.",
        )
        return Finding(ID, Outcome.MET, met, (), figure, Confidence.MEDIUM)
    parts = coupling.part_cycles[0]
    statement = say(
        "{count} Teile des Programms brauchen einander im Kreis ({names}); keiner lässt sich allein ändern.",
        "{count} parts of the program need each other in a circle ({names}); none can be changed alone.",
        count=len(parts),
        names=", ".join(parts[:4]) + (" …" if len(parts) > 4 else ""),
    )
    return Finding(ID, Outcome.NOT_MET, statement, _ways_round(coupling), figure, Confidence.MEDIUM)


def _ways_round(coupling: Coupling) -> tuple[Location, ...]:
    """The import statements of a shortest way round each circle."""
    places = []
    for group in coupling.part_cycles:
        way = shortest_circle(coupling.parts, group)
        for own, other in zip(way, [*way[1:], *way[:1]], strict=True):
            need = coupling.parts[own][other]
            places.append(Location(need.path, need.line, need.line, f"{own} → {other}"))
    return tuple(places[:MAX_EVIDENCE])


def _unknown() -> Text:
    return Text(
        "Was die Teile voneinander brauchen, steht hier kaum als Verweis im Quelltext.",
        "What the parts need of each other is hardly written as references in this source.",
    )
