"""Why a hit was found: the place that answers most of the question, its words marked.

Words come first. Where none of the question's words stands in an entry, the name of the task it was found by
is shown together with the words that were asked. Where there is no such name either, the text or task that is
nearest in meaning is shown, and called just that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from marketplace.catalogue.entry import Entry
from marketplace.catalogue.nearness import SHORT
from marketplace.catalogue.phrases import said_names
from marketplace.catalogue.terms import LISTS, SEPARATOR
from marketplace.catalogue.text_index import Answer
from marketplace.catalogue.thesaurus import concepts
from marketplace.catalogue.words import words

# Two places that answer this nearly alike are equal; the more important place comes first.
EQUAL = 1e-3
LONGEST_SHOWN = 140
FIELD_LABELS = {
    "name": gettext_lazy("Name"),
    "search_words": gettext_lazy("Suchwörter"),
    "summary": gettext_lazy("Kurzbeschreibung"),
    "field": gettext_lazy("Handlungsfeld"),
    "purpose": gettext_lazy("Zweck"),
    "provider": gettext_lazy("Anbieter"),
    "details": gettext_lazy("Angaben"),
}


@dataclass(frozen=True)
class Why:
    """Why a hit was found.

    Attributes:
        label: the place, or that only the meaning is alike.
        parts: its text in parts, the matching words marked.
        asked: the asked words where the entry calls the same task by another name, else empty.
    """

    label: str
    parts: list[tuple[str, bool]]
    asked: str = ""


def why_found(entry: Entry, place: int, answer: Answer) -> Why | None:
    """Say why an entry answers a question.

    Args:
        entry: the hit.
        place: its number in the index.
        answer: what the question gave.

    Returns:
        The reason, in the visitor's language where the entry has it; None without a question.
    """
    return _by_words(entry, answer) or _by_task(entry, answer) or _by_meaning(entry, place, answer)


def _texts(entry: Entry) -> Iterator[tuple[str, str]]:
    """Places and texts of an entry, the important places and the visitor's language first."""
    for name, texts in entry.texts.items():
        for language in dict.fromkeys((get_language() or "de", "de", "en")):
            if text := texts.get(language, ""):
                yield name, text


def _by_words(entry: Entry, answer: Answer) -> Why | None:
    """The place whose words answer most of the question."""
    best: tuple[float, Why] | None = None
    for name, text in _texts(entry):
        marked, worth = _best_stems({word.stem for word in words(text)}, answer)
        if marked and (best is None or worth > best[0] + EQUAL):
            best = (worth, Why(str(FIELD_LABELS[name]), _shown(name, text, marked)))
    return best[1] if best else None


def _by_task(entry: Entry, answer: Answer) -> Why | None:
    """The first name of a task that was asked for in other words."""
    for name, text in _texts(entry) if answer.tasks else ():
        for item in text.split(SEPARATOR) if name in LISTS else [text]:
            for phrase in said_names().found_in([word.stem for word in words(item)]):
                if asked := answer.tasks.get(phrase.concept):
                    parts = _shown(name, item, set(phrase.stems))
                    return Why(str(FIELD_LABELS[name]), parts, " ".join(asked))
    return None


def _by_meaning(entry: Entry, place: int, answer: Answer) -> Why | None:
    """The task or the short text that is nearest to the question as a whole."""
    likeness = answer.likeness
    if likeness is None or not likeness.scores[place]:
        return None
    by_text = float(likeness.own[place])
    is_by_task = float(likeness.scores[place]) > 2 * by_text
    if is_by_task and (task := likeness.task_of(place)) >= 0:
        text = concepts()[task].words[0]
    else:
        texts = entry.texts.get(SHORT[likeness.place[place]], {})
        text = texts.get(get_language() or "de") or texts.get("de", "") or texts.get("en", "")
    text = text.replace(SEPARATOR, ", ")
    shown = text if len(text) <= LONGEST_SHOWN else f"{_beginning(text, LONGEST_SHOWN)} …"
    return Why(_("ähnliche Bedeutung"), [(shown, False)])


def _shown(name: str, text: str, marked: set[str]) -> list[tuple[str, bool]]:
    parts = _marked(text, marked)
    return _matching_items(parts) if name in LISTS else _clipped(parts)


def _best_stems(stems: set[str], answer: Answer) -> tuple[set[str], float]:
    """The stems of a text that answer best, for each asked word, and how much they answer together."""
    marked: set[str] = set()
    total = 0.0
    for asked, telling in answer.telling.items():
        meant = answer.meant[asked]
        shared = meant.keys() & stems
        best = max((meant[stem] for stem in shared), default=0.0)
        if best:
            marked |= {stem for stem in shared if meant[stem] == best}
            total += telling * best
    return marked, total


def _marked(text: str, stems: set[str]) -> list[tuple[str, bool]]:
    parts: list[tuple[str, bool]] = []
    at = 0
    for word in words(text):
        if word.stem not in stems:
            continue
        start = text.index(word.written, at)
        parts += [(text[at:start], False), (word.written, True)]
        at = start + len(word.written)
    return [*parts, (text[at:], False)] if parts else []


def _matching_items(parts: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Of a list of words only the items with a marked word, so that the reader need not search herself."""
    items: list[list[tuple[str, bool]]] = [[]]
    for text, marked in parts:
        first, *more = text.split(SEPARATOR)
        items[-1].append((first, marked))
        items += [[(one, marked)] for one in more]
    items = [[part for part in item if part[0]] for item in items]
    kept = [item for item in items if any(marked for _text, marked in item)]
    return [part for number, item in enumerate(kept) for part in ([(", ", False)] if number else []) + item]


def _beginning(text: str, length: int) -> str:
    """Whole words from the beginning of a text, at most `length` characters."""
    cut = text[: length + 1]
    return (cut.rpartition(" ")[0] or cut[:length]).rstrip()


def _end(text: str, length: int) -> str:
    """Whole words from the end of a text, at most `length` characters."""
    cut = text[-length - 1 :]
    return (cut.partition(" ")[2] or cut[1:]).lstrip()


def _clipped(parts: list[tuple[str, bool]], around: int = 70) -> list[tuple[str, bool]]:
    """Shorten the unmarked stretches so that the marked words stay in one short line."""
    clipped = []
    for number, (text, marked) in enumerate(parts):
        if marked or len(text) <= 2 * around:
            clipped.append((text, marked))
        elif number == 0:
            clipped.append((f"… {_end(text, around)}", False))
        elif number == len(parts) - 1:
            clipped.append((f"{_beginning(text, around)} …", False))
        else:
            clipped.append((f"{_beginning(text, around)} … {_end(text, around)}", False))
    return [(text, marked) for text, marked in clipped if text]
