"""The ranked view in words: rows to open, and how firm the order is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from marketplace.selection.folder import Folder, FolderCandidate
from marketplace.selection.ranking import Place
from marketplace.selection.sensitivity import Shift, Swap

# More pairs than these are counted instead of named.
MOST_PAIRS = 3
# So many candidates stand open beside each other; 200 with 40 criteria each would be megabytes.
MOST_OPEN = 5


@dataclass(frozen=True)
class RankedRow:
    """A candidate with its place; `opened` are the candidates whose points the page shows one by one."""

    candidate: FolderCandidate
    place: Place
    opened: tuple[int, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.candidate.id in self.opened

    @property
    def switched(self) -> str:
        """The address part of the page on which this row is opened, or closed again."""
        opened = [one for one in self.opened if one != self.candidate.id]
        if not self.is_open:
            opened = [*opened, self.candidate.id][-MOST_OPEN:]
        return "?" + urlencode([("offen", one) for one in opened])

    @property
    def rank_words(self) -> str:
        """ "1" or, where open points may still move it, "1 bis 3"."""
        if self.place.is_certain:
            return str(self.place.best)
        return _("{best} bis {worst}").format(best=self.place.best, worst=self.place.worst)

    @property
    def points_words(self) -> str:
        """ "14 Punkte" or "12 bis 18 Punkte"."""
        return points_words(self.place.lowest, self.place.highest)


def points_words(lowest: int, highest: int) -> str:
    """Points as a number or a range."""
    if lowest != highest:
        return _("{lowest} bis {highest} Punkte").format(lowest=lowest, highest=highest)
    return _("1 Punkt") if lowest == 1 else _("{points} Punkte").format(points=lowest)


def ranked(folder: Folder, asked: Iterable[str] = ()) -> list[RankedRow]:
    """Rows in the order of the ranking.

    Args:
        folder: with its ranking.
        asked: numbers of the candidates to open as an address has them; of too many the last ones count.
    """
    places = {one.candidate: one for one in folder.ranking.places}
    known = {str(one.id): one.id for one in folder.in_ranking}
    opened = tuple(dict.fromkeys(known[one] for one in asked if one in known))[-MOST_OPEN:]
    return [RankedRow(one, places[one.id], opened) for one in folder.in_ranking]


@dataclass(frozen=True)
class ShiftInWords:
    """One weight whose change changes the order."""

    title: str
    sentence: str
    pairs: list[str]
    more: int
    leader_changes: bool


def shifts_in_words(folder: Folder) -> list[ShiftInWords]:
    """What each telling weight would change, those that change the first place at the top."""
    titles = {wish.criterion: str(wish.title) for wish in folder.wishes}
    names = {one.id: one.name for one in folder.candidates}
    shifts = sorted(folder.sensitivity.shifts, key=lambda one: not one.leader_changes)
    return [_in_words(one, titles, names) for one in shifts]


def _in_words(shift: Shift, titles: dict[str, str], names: dict[int, str]) -> ShiftInWords:
    title = titles.get(shift.criterion, shift.criterion)
    words = (
        _("Mit 20 % mehr Gewicht auf „{criterion}“:")
        if shift.percent > 0
        else _("Mit 20 % weniger Gewicht auf „{criterion}“:")
    )
    return ShiftInWords(
        title=title,
        sentence=words.format(criterion=title),
        pairs=[_pair(one, names) for one in shift.swaps[:MOST_PAIRS]],
        more=max(0, len(shift.swaps) - MOST_PAIRS),
        leader_changes=shift.leader_changes,
    )


def _pair(swap: Swap, names: dict[int, str]) -> str:
    values = {"ahead": names[swap.ahead], "behind": names[swap.behind]}
    if swap.level:
        return _("{ahead} läge gleichauf mit {behind}").format(**values)
    return _("{ahead} läge vor {behind}").format(**values)
