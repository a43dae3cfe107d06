"""Words as the search compares them: folded, without umlauts, reduced to their German stem."""

from __future__ import annotations

import re
import threading
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
    tool programm ersatz alternative alternativen statt anstatt aehnlich aehnliche irgendwie irgendwas mal
    welche welcher welches gute gutes guter bitte uns alles wieder mehr laeuft schon beim ins am dann denn
    diesem diesen lassen laesst immer sehr gar jetzt derzeit eigentlich moeglichst etwa jemand jeder jede
    dafuer darueber hin her
    a an and are can do does for from have how i in is it like looking need of on or our something that the to
    under want we with
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
# Written like this they are no stop words: "IT-Hilfe" is not any help.
ABBREVIATIONS = frozenset({"IT"})

# Words that go with every task; they count, but little.
_GENERIC_WORDS = """
    anbieten angebot anlegen anwendung anzeigen app automatisch bearbeiten bekommen bereitstellen betreiben
    bieten buerger buergerinnen dienst dorf einfach einfuehren einrichten einteilen einwohner elektronisch
    erfassen erstellen finden fragen fuehren gemeinde gemeinsam heute intern jemand kommunal kommune kommunen
    kostenlos landkreis leute machen mehrere melden menschen mobil modern moderne neu neue nutzen ordnen
    organisieren ort pflegen planen plattform portal rathaus sammeln schnell selbst sicher stadt steuern
    system teilen
    unterstuetzen verteilen veroeffentlichen verwalten verwaltung zeigen zentral
    abholen abloesen anmelden anmeldung auswerten bestellen brauchen einfuehren erledigen erneuern ersetzen
    freie holen hosted hosten informieren kaufen lizenz lizenzen loswerden open quelloffen source speichern
    verfolgen vermeiden
    management manage people city town municipality system platform service services
"""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: as written, folded without umlauts ("raume"), and the stem it is compared by."""

    written: str
    plain: str
    stem: str


@lru_cache(maxsize=2_000)
def words(text: str) -> tuple[Word, ...]:
    """Split a text into words with their stems, stop words left out.

    Kept, because the texts of the hits on a page are looked through again for every search.
    """
    found = map(_word, _WORD.findall(text))
    return tuple(word for word in found if word is not None)


# One object for each word, however often it stands in texts.
@lru_cache(maxsize=50_000)
def _word(written: str) -> Word | None:
    folded = written.casefold().translate(_UMLAUTS)
    if folded in STOP_WORDS and written not in ABBREVIATIONS:
        return None
    return Word(written, plain(folded), stem(folded))


def is_generic(word: Word) -> bool:
    """Whether a word goes with every task ("verwalten", "Gemeinde")."""
    return word.stem in _generic_stems()


@lru_cache(maxsize=1)
def _generic_stems() -> frozenset[str]:
    return frozenset(stem(one) for one in _GENERIC_WORDS.split())


def plain(folded: str) -> str:
    """Spell umlauts as one vowel, so that "ö", "oe" and, in plurals such as Loch/Löcher, "o" meet."""
    return folded.replace("ae", "a").replace("oe", "o").replace("ue", "u")


@lru_cache(maxsize=50_000)
def stem(folded: str) -> str:
    """Reduce a folded word ("schlagloecher") to the stem it shares with its other forms ("schlagloch").

    Porter's German Snowball stemmer, after spelling umlauts as one vowel so that "ö", "oe" and, in plurals
    such as Loch/Löcher, the plain vowel meet.
    """
    return stem_of_word(plain(folded))


@lru_cache(maxsize=50_000)
def stem_of_word(plain_word: str) -> str:
    """The stem of a word spelled with umlauts as one vowel ("schlagloch"); every such word has just one."""
    stemmed: str = _stemmers().german.stemWord(plain_word)
    return stemmed


def stem_of_plain(plain_word: str) -> str:
    """The stem of a word that is folded already, as a part of a compound is."""
    found = words(plain_word)
    return found[0].stem if found else plain_word


@lru_cache(maxsize=50_000)
def english_stem(folded: str) -> str:
    """Reduce an English word by Porter's English Snowball stemmer."""
    stemmed: str = _stemmers().english.stemWord(folded)
    return stemmed


class _Stemmers(threading.local):
    """Stemmers note the word they work on, so each thread has its own."""

    def __init__(self) -> None:
        self.german = snowballstemmer.stemmer("german")
        self.english = snowballstemmer.stemmer("english")


@lru_cache(maxsize=1)
def _stemmers() -> _Stemmers:
    return _Stemmers()
