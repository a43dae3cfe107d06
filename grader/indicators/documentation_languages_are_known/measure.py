from grader.facts.documentation import documents, languages
from grader.facts.model import Facts
from grader.findings import Confidence, Finding, Location, Outcome, Text
from grader.wording import join, listing, say

ID = "documentation-languages-are-known"

_NAMES = {
    "de": Text("Deutsch", "German"),
    "en": Text("Englisch", "English"),
    "fr": Text("Französisch", "French"),
    "nl": Text("Niederländisch", "Dutch"),
    "es": Text("Spanisch", "Spanish"),
    "it": Text("Italienisch", "Italian"),
    "pl": Text("Polnisch", "Polish"),
    "da": Text("Dänisch", "Danish"),
}


def measure(facts: Facts) -> Finding:
    """State the languages of the documents; this never is a bad mark."""
    if not documents(facts):
        nothing = Text("Es gibt keine Texte, die wir lesen können.", "There are no texts we can read.")
        return Finding(ID, Outcome.NOT_APPLICABLE, nothing)
    found = languages(facts)
    if not found:
        short = Text(
            "Die Texte sind zu kurz, um ihre Sprache zu erkennen.",
            "The texts are too short to recognise their language.",
        )
        return Finding(ID, Outcome.NOT_ASSESSABLE, short)
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    words = [say("{name} ({count})", "{name} ({count})", name=_NAMES[code], count=n) for code, n in ranked]
    statement = say(
        "Sprachen der Dokumentation, mit Zahl der Texte: {words}.",
        "Languages of the documentation, with the number of texts: {words}.",
        words=listing(words),
    )
    if "de" not in found:
        statement = join(
            statement, Text("Texte auf Deutsch fanden wir nicht.", "We found no texts in German.")
        )
    details = {"languages": [{"language": code, "documents": count} for code, count in ranked]}
    return Finding(ID, Outcome.MET, statement, _examples(facts), None, Confidence.MEDIUM, details)


def _examples(facts: Facts) -> tuple[Location, ...]:
    """The longest document of each language."""
    longest: dict[str, tuple[int, str]] = {}
    for path, prose in documents(facts):
        if prose.language and prose.words > longest.get(prose.language, (-1, ""))[0]:
            longest[prose.language] = (prose.words, path)
    return tuple(Location(path, None, None, _NAMES[code].de) for code, (_, path) in sorted(longest.items()))
