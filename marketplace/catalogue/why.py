"""Why a hit was found: the place that answers most of the question, its words marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from marketplace.catalogue.search_index import FIELD_LABELS, Entry
from marketplace.catalogue.text_index import LISTS, SEPARATOR, Answer
from marketplace.catalogue.words import words


# Two places that answer this nearly alike are equal; the more important place comes first.
EQUAL = 1e-3


@dataclass(frozen=True)
class Why:
    """Why a hit was found: the place, and its text in parts, the matching words marked."""

    label: str
    parts: list[tuple[str, bool]]


def why_found(entry: Entry, answer: Answer) -> Why | None:
    """The place that answers most of the question, in the visitor's language where possible."""
    best: tuple[float, Why] | None = None
    for name, texts in entry.texts.items():
        for language in (get_language() or "de", "de", "en"):
            text = texts.get(language, "")
            stems = {word.stem for word in words(text)}
            marked, worth = _best_stems(stems, answer)
            if marked and (best is None or worth > best[0] + EQUAL):
                parts = _marked(text, marked)
                shown = _matching_items(parts) if name in LISTS else _clipped(parts)
                best = (worth, Why(str(FIELD_LABELS[name]), shown))
    return best[1] if best else None


def _best_stems(stems: Iterable[str], answer: Answer) -> tuple[set[str], float]:
    """The stems of a text that answer best, for each asked word, and how much they answer together."""
    marked: set[str] = set()
    total = 0.0
    for asked, telling in answer.telling.items():
        meant = answer.meant[asked]
        best = max((meant.get(stem, 0.0) for stem in stems), default=0.0)
        if best:
            marked |= {stem for stem in stems if meant.get(stem) == best}
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
