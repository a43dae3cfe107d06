"""The contents of a requirement text, neutral by construction; the writers only set them.

A-criteria exclude, B-criteria give points (UfAB 2018). Every requirement comes from the criteria catalogue;
what the author wrote is checked for names before anything is made.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from marketplace.criteria.editions import current_edition, edition
from marketplace.exports.errors import NamesProducts
from marketplace.exports.specification.neutrality import names_in, product_names
from marketplace.selection.folder import Folder, FolderWish

HIGHEST_MARK = 10
STANDARDS = "open-standards"
# Requirements that rest on something the author has to name, in both languages.
_NAMED_BY_AUTHORITY = re.compile(
    r"(?:vom Auftraggeber|zu den) genannten"
    r"|(?:named|stated) by the contracting authority|the stated service hours"
)


@dataclass(frozen=True)
class RequirementLine:
    """One numbered requirement. `weight` is 0 for an A-criterion."""

    number: str
    topic: str
    title: str
    text: str
    proof: str
    note: str
    weight: int

    @property
    def most_points(self) -> int:
        return self.weight * HIGHEST_MARK


@dataclass(frozen=True)
class Block:
    """A heading with paragraphs, list items and perhaps a table (first row: header)."""

    heading: str
    level: int = 1
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = field(default=())
    widths: tuple[int, ...] = ()  # of the table's columns, in millimetres


@dataclass(frozen=True)
class Specification:
    """A requirement text in one language."""

    title: str
    subtitle: str
    language: str
    blocks: tuple[Block, ...]


def specification_of(
    folder: Folder, *, language: str, at: datetime, allowed: Collection[str] = ()
) -> Specification:
    """The requirement text of a project.

    Args:
        folder: see `selection.queries.folder`.
        language: of the text; the active language must be the same.
        at: day of the draft.
        allowed: words that are names too, but meant as ordinary words here.

    Raises:
        NamesProducts: title, need or a note names products or providers; the author has to rephrase.
    """
    written = [folder.title, folder.need, *(wish.note for wish in folder.wishes)]
    if found := names_in(written, product_names(), allowed=allowed):
        raise NamesProducts(found)
    musts = _lines(folder, "must", "A")
    shoulds = _lines(folder, "should", "B")
    drafted = _("Entwurf vom {on}, {organisation}").format(
        on=formats.date_format(timezone.localtime(at), "DATE_FORMAT"), organisation=folder.organisation
    )
    blocks = (
        Block(
            _("Gegenstand und Bedarf"), paragraphs=_paragraphs(folder.need) or (_("Noch zu beschreiben."),)
        ),
        _context(folder),
        Block(_("Anforderungen"), paragraphs=(_neutral(),)),
        *_requirements(_("Ausschlusskriterien (A)"), _a_rule(), musts),
        *_requirements(_("Bewertungskriterien (B)"), _b_rule(), shoulds),
        _evaluation(shoulds),
        _proofs(musts + shoulds),
        _hints(),
    )
    return Specification(
        _("Leistungsbeschreibung: {title}").format(title=folder.title),
        drafted,
        language,
        tuple(block for block in blocks if block.paragraphs or block.items or block.table),
    )


def _lines(folder: Folder, level: str, letter: str) -> list[RequirementLine]:
    wishes = [wish for wish in folder.wishes if wish.level == level]
    standards = next((str(line.value) for line in folder.profile if line.key == "standards"), "")
    return [_line(wish, f"{letter}-{n}", folder.edition, standards) for n, wish in enumerate(wishes, start=1)]


def _line(wish: FolderWish, number: str, edition_key: str, standards: str) -> RequirementLine:
    criterion = (edition(edition_key) or current_edition()).criterion(wish.criterion)
    text = str(criterion.requirement.text) if criterion else str(wish.title)
    named_in_profile = standards if wish.criterion == STANDARDS else ""
    demanded = ", ".join(str(one) for one in wish.options) or named_in_profile
    if demanded:
        text += " " + _("Verlangt ist: {options}.").format(options=demanded)
    elif not wish.note and _NAMED_BY_AUTHORITY.search(text):
        text += " " + _("[Noch zu nennen: was genau verlangt ist.]")
    proof = str(criterion.requirement.proof) if criterion else ""
    return RequirementLine(
        number,
        str(wish.topic),
        str(wish.title),
        text,
        proof,
        wish.note,
        wish.weight if wish.level == "should" else 0,
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _context(folder: Folder) -> Block:
    rows = [
        (str(line.label), str(line.value))
        for line in folder.profile
        if str(line.value) and line.key != "systems"
    ]
    header = ((_("Merkmal"), _("Angabe")),) if rows else ()
    return Block(_("Rahmen beim Auftraggeber"), table=(*header, *rows), widths=(60, 110))


def _neutral() -> str:
    return _(
        "Die Anforderungen beschreiben Leistung und Funktion und nennen kein Produkt (§ 121 GWB, § 31 VgV, "
        "§ 23 UVgO). Gleichwertige Lösungen sind zugelassen; die Gleichwertigkeit weist der Bieter nach."
    )


def _a_rule() -> str:
    return _("Wer eine dieser Anforderungen nicht erfüllt, wird ausgeschlossen. Punkte gibt es dafür nicht.")


def _b_rule() -> str:
    return _(
        "Jede Antwort wird mit 0 bis {most} Bewertungspunkten bewertet und mit dem Gewicht vervielfacht."
    ).format(most=HIGHEST_MARK)


def _requirements(heading: str, rule: str, lines: list[RequirementLine]) -> list[Block]:
    if not lines:
        return []
    blocks = [Block(heading, level=2, paragraphs=(rule,))]
    for line in lines:
        said = [line.text]
        if line.note:
            said.append(_("Ergänzung des Auftraggebers: {note}").format(note=line.note))
        if line.proof:
            said.append(_("Nachweis: {proof}").format(proof=line.proof))
        blocks.append(Block(f"{line.number} {line.title}", level=3, paragraphs=tuple(said)))
    return blocks


def _evaluation(lines: list[RequirementLine]) -> Block:
    if not lines:
        return Block(_("Wertung"), paragraphs=(_("Ohne Bewertungskriterien entscheidet der Preis allein."),))
    total = sum(line.most_points for line in lines)
    header = (_("Nr."), _("Kriterium"), _("Gewicht"), _("Höchste Punktzahl"))
    rows = [(line.number, line.title, str(line.weight), str(line.most_points)) for line in lines]
    return Block(
        _("Wertung"),
        paragraphs=(
            _(
                "Vorschlag: einfache Richtwertmethode nach UfAB 2018. Die Kennzahl ist die Summe der "
                "Leistungspunkte geteilt durch den Preis; das Angebot mit der höchsten Kennzahl erhält den "
                "Zuschlag. Andere Methoden sind möglich; Kriterien und Gewichte sind den Bietern "
                "bekanntzugeben (§ 127 GWB, § 58 VgV, § 43 UVgO)."
            ),
        ),
        table=(header, *rows, ("", _("Summe"), str(sum(line.weight for line in lines)), str(total))),
        widths=(16, 104, 22, 28),
    )


def _proofs(lines: list[RequirementLine]) -> Block:
    rows = tuple((line.number, line.title, line.proof) for line in lines if line.proof)
    header = ((_("Nr."), _("Anforderung"), _("Mit dem Angebot vorzulegen")),) if rows else ()
    return Block(_("Verlangte Nachweise"), table=(*header, *rows), widths=(16, 64, 90))


def _hints() -> Block:
    return Block(
        _("Vor der Veröffentlichung zu prüfen"),
        items=(
            _("Stellen in eckigen Klammern ausfüllen."),
            _(
                "Menge, Laufzeit und Verlängerungen ergänzen; davon hängt der geschätzte Auftragswert ab "
                "(§ 3 VgV)."
            ),
            _("Passenden EVB-IT-Vertrag auswählen und beilegen."),
            _("Leistungszeitpunkt, Abnahme und Ansprechstelle ergänzen."),
            _("Diesen Abschnitt vor der Veröffentlichung löschen."),
        ),
    )
