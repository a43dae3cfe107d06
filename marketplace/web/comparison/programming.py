"""The assessment of the source code of several solutions side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from marketplace.lib.bilingual import in_current_language
from marketplace.lib.days import short_day
from marketplace.web.assessment.page import Assessment
from marketplace.web.comparison.overview import Compared
from marketplace.web.comparison.table import Cell, Evidence, Row, Section

Drawn = Callable[[Assessment], Cell]


def programming(solutions: Sequence[Compared]) -> Section:
    """Grade, place, certainty, reasons and tests; rows without a single grade are left out."""
    graded = [one for one in solutions if _assessment(one)]
    rows = [Row("stufe", _("Stufe"), tuple(_grade(one) for one in solutions))]
    if graded:
        rows += [
            _row("lage", _("Lage unter den verglichenen Projekten"), solutions, _place),
            _row("sicherheit", _("Wie sicher ist das?"), solutions, _confidence),
            _row("dafuer", _("Spricht dafür"), solutions, lambda one: _reasons(one, "plus")),
            _row("dagegen", _("Wichtigste Schwäche"), solutions, lambda one: _reasons(one, "minus")),
            _row("tests", _("Tests"), solutions, _tests),
        ]
    return Section("programmierung", _("Programmierung, KI-Einschätzung"), tuple(rows))


def _assessment(one: Compared) -> Assessment | None:
    found = one.main.assessment if one.main else None
    return found if found and found.is_graded else None


def _row(key: str, title: str, solutions: Sequence[Compared], cell: Drawn) -> Row:
    cells = []
    for one in solutions:
        assessment = _assessment(one)
        cells.append(cell(assessment) if assessment else _nothing())
    return Row(key, title, tuple(cells))


def _nothing() -> Cell:
    """Without a grade there is nothing to say; two solutions without one are alike."""
    return Cell("", note=_("keine Einschätzung"))


def _grade(one: Compared) -> Cell:
    """The letter on its scale; without one the reason, which is neither good nor bad."""
    part, assessment = one.main, _assessment(one)
    if assessment and part:
        only = _("nur für den Teil „{part}“").format(part=part.source.part) if part.source.part else ""
        return Cell(
            (assessment.letter, only),
            words=assessment.word,
            note=only,
            drawing="scale",
            drawn=assessment.letter,
            evidence=(_run(one, assessment),),
        )
    if part and part.assessment:
        reason = in_current_language(part.assessment.verdict.get("reason") or {"de": "", "en": ""})
        return Cell(
            "not_assessable", _("nicht einschätzbar"), note=reason, evidence=(_run(one, part.assessment),)
        )
    if one.parts:
        return Cell(
            "not_yet",
            _("noch keine Einschätzung"),
            note=_("Der Quelltext ist bekannt und kann geprüft werden."),
        )
    if one.listing.kind == one.listing.Kind.CONSULTING:
        return Cell("no_code", _("nicht einschätzbar"), note=_("Beratung hat keinen Quelltext."))
    return Cell("no_code", _("nicht einschätzbar"), note=_("Wir kennen keinen öffentlichen Quelltext."))


def _run(one: Compared, assessment: Assessment) -> Evidence:
    """Where the assessment with all places in the code stands, and when it was made."""
    return Evidence(
        words=_("Maschinelle Einschätzung des Quelltextes von {name}").format(name=one.listing.name),
        title=_("Gründe und Belege ansehen"),
        url=reverse("web:programming", args=[one.listing.slug]),
        place="",
        on=short_day(assessment.grade.created_at),
    )


def _place(assessment: Assessment) -> Cell:
    found = assessment.comparison
    if not assessment.strip_small:
        return _nothing()
    better, worse = int(found.get("better") or 0), int(found.get("worse") or 0)
    words = _("{better} liegen davor, {worse} dahinter").format(better=better, worse=worse)
    return Cell((better, worse), words, drawing="strip", drawn=assessment.strip_small)


def _confidence(assessment: Assessment) -> Cell:
    sure = assessment.confidence
    if not sure:
        return _nothing()
    return Cell(
        sure.get("level"), in_current_language(sure.get("word") or {}), drawing="confidence", drawn=sure
    )


def _reasons(assessment: Assessment, direction: str) -> Cell:
    found = [one for one in assessment.result.get("reasons") or () if one.get("direction") == direction]
    titles = tuple(_words(one.get("title")) for one in found)
    if direction == "minus":
        titles = titles[:1]
    if not titles:
        return Cell("", _("keine unter den Gründen"))
    return Cell(titles, titles[0] if len(titles) == 1 else "", items=titles if len(titles) > 1 else ())


def _tests(assessment: Assessment) -> Cell:
    """The topic "tests" of the grade: its letter and how it compares."""
    topic = next((one for one in assessment.profile.graded if one.id == "tests"), None)
    if topic is None:
        return _nothing()
    words = _words(topic.summary)
    return Cell(topic.letter or words, words, drawing="scale" if topic.letter else "", drawn=topic.letter)


def _words(text: Mapping[str, str] | None) -> str:
    return in_current_language(dict(text)) if text else ""
