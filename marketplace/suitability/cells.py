"""Cells of a profile: the state of each criterion with the answer in words and everything said about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from marketplace.catalogue.vocabulary import State
from marketplace.criteria.applicability import arises
from marketplace.criteria.model import AnswerKind, Criterion, Edition, Text
from marketplace.suitability.claims import Claim
from marketplace.suitability.model import Cell, Said
from marketplace.suitability.states import contradictions, has_expired, state_of, strongest_first
from marketplace.suitability.wording import BASIS_WORDS, answer_words, day_words

# States in which there is one answer that counts today.
ANSWERED = frozenset({State.VERIFIED, State.EVIDENCED, State.DECLARED})


def cells_of(
    edition: Edition, kind: str, claims: Mapping[str, Sequence[Claim]], today: date
) -> tuple[Cell, ...]:
    """All cells of a listing in the order of the edition.

    Args:
        edition: the criteria.
        kind: the listing's kind, "solution" or "consulting".
        claims: criterion → everything said about it.
        today: the day for which the states are wanted.
    """
    cells = [cell_of(criterion, claims.get(criterion.key, ()), today) for criterion in edition.criteria]
    known = {cell.criterion: cell.answer.split(",") for cell in cells if cell.state in ANSWERED}
    return tuple(
        cell if arises(criterion, kind, known) else _not_applicable(criterion, cell)
        for criterion, cell in zip(edition.criteria, cells, strict=True)
    )


def cell_of(criterion: Criterion, claims: Sequence[Claim], today: date) -> Cell:
    """One criterion whose question arises; what has ended is not shown."""
    shown = strongest_first(claim for claim in claims if not claim.ended)
    state = state_of(criterion, shown, today)
    answer = _answer(criterion, shown, state, today)
    words = answer_words(criterion, answer, shown) if answer else Text("", "")
    reason = _reason(criterion, shown, state, today)
    return Cell(
        criterion=criterion.key,
        state=state,
        answer=",".join(answer),
        words_de=words.de,
        words_en=words.en,
        meets=_meets(criterion, answer) if state in ANSWERED else None,
        reason_de=reason.de,
        reason_en=reason.en,
        said=tuple(_said(criterion, claim, today) for claim in shown),
    )


def _not_applicable(criterion: Criterion, cell: Cell) -> Cell:
    """The question does not arise; what was said about it all the same stays to be seen."""
    return replace(
        cell,
        state=State.NOT_APPLICABLE,
        answer="",
        words_de="",
        words_en="",
        meets=None,
        reason_de=criterion.applies.otherwise.de,
        reason_en=criterion.applies.otherwise.en,
    )


def _answer(criterion: Criterion, shown: Sequence[Claim], state: State, today: date) -> tuple[str, ...]:
    """The keys all agree on; of what has expired, the last one that was known."""
    if state in (State.CONTRADICTED, State.UNKNOWN):
        return ()
    counting = [claim for claim in shown if claim.counts(today)] or list(shown)
    if criterion.answer is not AnswerKind.CHOICES:
        return counting[0].value
    named = {key for claim in counting for key in claim.value}
    return tuple(option.key for option in criterion.options if option.key in named) or counting[0].value


def _meets(criterion: Criterion, answer: tuple[str, ...]) -> bool:
    """Where there are options, one of them has to satisfy; any number, date or text is an answer."""
    if not criterion.options:
        return bool(answer)
    return any(option.meets for option in criterion.options if option.key in answer)


def _reason(criterion: Criterion, shown: Sequence[Claim], state: State, today: date) -> Text:
    if state is State.CONTRADICTED:
        one, other = contradictions(criterion, [claim for claim in shown if claim.counts(today)])[0]
        sides = [_side(criterion, claim) for claim in (one, other)]
        return Text("; ".join(side.de for side in sides) + ".", "; ".join(side.en for side in sides) + ".")
    expired = next((claim for claim in shown if has_expired(claim, today)), None)
    return _expired(expired, today) if expired else Text("", "")


def _side(criterion: Criterion, claim: Claim) -> Text:
    """Who says what, as half a sentence: the source, else the kind of source."""
    who, words = BASIS_WORDS[claim.basis], answer_words(criterion, claim.value, [claim])
    if claim.words_de:
        words = Text(claim.words_de.rstrip("."), (claim.words_en or claim.words_de).rstrip("."))
    elif claim.exact:
        names = ", ".join(claim.exact)
        words = Text(f"{words.de} ({names})", f"{words.en} ({names})")
    return Text(f"{claim.source_de or who.de}: {words.de}", f"{claim.source_en or who.en}: {words.en}")


def _expired(claim: Claim, today: date) -> Text:
    gone = claim.lapsed_verification(today)
    if gone and gone.until:
        day = day_words(gone.until)
        return Text(f"Die Prüfung galt bis {day.de}.", f"The verification was valid until {day.en}.")
    day = day_words(claim.until or today)
    return Text(f"Der Nachweis galt bis {day.de}.", f"The evidence was valid until {day.en}.")


def _said(criterion: Criterion, claim: Claim, today: date) -> Said:
    checked = claim.verification(today)
    words = answer_words(criterion, claim.value, [claim])
    until = min((day for day in (claim.until, checked.until if checked else None) if day), default=None)
    return Said(
        basis=claim.basis,
        value=",".join(claim.value),
        words_de=claim.words_de or words.de,
        words_en=claim.words_en or words.en,
        source_de=claim.source_de,
        source_en=claim.source_en,
        url=claim.url,
        locator=claim.locator,
        on=claim.on.isoformat() if claim.on else "",
        checked_by=checked.by if checked else "",
        checked_on=checked.on.isoformat() if checked else "",
        valid_until=until.isoformat() if until else "",
        document=claim.document,
        sha256=claim.sha256,
        visibility=claim.visibility,
    )
