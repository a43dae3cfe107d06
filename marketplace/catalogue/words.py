"""Words as the search compares them: folded, without umlauts, reduced to their German stem."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

_WORD = re.compile(r"[^\W_]+(?:[+#]+)?", re.UNICODE)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})

# Words that say nothing about the need: articles, pronouns, modal verbs and what everybody types.
_STOP_WORDS = """
    aber alle als also am an auch auf aus bei bis brauche brauchen damit das dass dein dem den der des die
    dies diese dieser doch dort durch ein eine einem einen einer eines er es etwas fuer gegen geht gibt
    habe haben hat ich ihr ihre im in ist ja kann koennen kein keine man mein mich mir mit moechte
    moechten muss muessen nach nicht noch nun nur ob oder ohne sein sich sie sind so soll sollen suche
    suchen ueber um und uns unser unsere unter viel vom von vor wann was wenn wer werden wie will wir wird
    wo wollen zu zum zur zwischen software loesung loesungen digital digitale digitaler digitales online
    tool programm a an and are can for from how i in is it of on or our that the to we with
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())


@dataclass(frozen=True)
class Word:
    """A word of a text: as written, and the stem it is compared by."""

    written: str
    stem: str


@lru_cache(maxsize=20_000)
def words(text: str) -> tuple[Word, ...]:
    """Split a text into words with their stems, stop words left out.

    Kept, because the texts of the hits on a page are looked through again for every search.
    """
    folded = ((match.group(), match.group().casefold().translate(_UMLAUTS)) for match in _WORD.finditer(text))
    return tuple(Word(written, stem(one)) for written, one in folded if one not in STOP_WORDS)


@lru_cache(maxsize=50_000)
def stem(folded: str) -> str:
    """Reduce a folded word ("schlagloecher") to the stem it shares with its other forms ("schlagloch").

    Porter's German Snowball stemmer, after spelling umlauts as one vowel so that "ö", "oe" and, in plurals
    such as Loch/Löcher, the plain vowel meet.
    """
    plain = folded.replace("ae", "a").replace("oe", "o").replace("ue", "u")
    stemmed: str = _stemmer.stemWord(plain)
    return stemmed


_stemmer = snowballstemmer.stemmer("german")
