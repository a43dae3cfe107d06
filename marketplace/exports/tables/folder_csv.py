"""A project folder as CSV: one row per candidate and criterion, with the verdict and its evidence."""

from __future__ import annotations

from django.utils.translation import gettext as _

from marketplace.exports.contents.memo import met_label
from marketplace.exports.tables.csv_file import Cell, csv_file
from marketplace.lib.bilingual import in_current_language
from marketplace.selection.folder import Folder, FolderCandidate, JudgedWish
from marketplace.suitability.model import Said


def folder_csv(folder: Folder) -> bytes:
    """All candidates of a folder against all its criteria, in the active language."""
    header = [
        _("Kandidat"), _("Anbieter"), _("Stand"), _("Grund"), _("Rang"), _("Punkte gesichert"),
        _("Punkte möglich"), _("Kriterium"), _("Art"), _("Gewicht"), _("Urteil"), _("Begründung"),
        _("Punkte mindestens"), _("Punkte höchstens"), _("Belege"), _("Prüfsumme des Eintrags"),
    ]  # fmt: skip
    rows = [_row(folder, one, judged) for one in folder.candidates for judged in (one.judged or (None,))]
    return csv_file(header, rows)


def _row(folder: Folder, one: FolderCandidate, judged: JudgedWish | None) -> list[Cell]:
    labels = {
        "open": _("noch offen"),
        "shortlisted": _("in der engeren Wahl"),
        "set_aside": _("zurückgestellt"),
    }
    place, moved = folder.ranking.place(one.id), one.standing_reason
    row: list[Cell] = [
        one.name,
        one.provider,
        labels.get(one.standing, one.standing),
        moved.reason if moved else "",
        place.rank if place else None,
        one.lowest,
        one.highest,
    ]
    return [*row, *_judged(judged), one.digest]


def _judged(one: JudgedWish | None) -> list[Cell]:
    if one is None:
        return [None] * 8
    return [
        str(one.wish.title),
        _("Muss") if one.is_must else _("Soll"),
        None if one.is_must else one.wish.weight,
        met_label(one.met),
        str(one.reason),
        one.lowest,
        one.highest,
        " / ".join(_proof(said) for said in one.rests_on.said) if one.rests_on else "",
    ]


def _proof(said: Said) -> str:
    title = in_current_language({"de": said.source_de, "en": said.source_en})
    digest = f"SHA-256 {said.sha256}" if said.sha256 else ""
    return ", ".join(part for part in (title, said.locator, digest, said.url, said.on) if part)
