"""The card's own words, in both languages. Sentences about the program come from the result."""

from __future__ import annotations

Words = dict[str, str]

WORDS: dict[str, Words] = {
    "de": {
        "title": "Einschätzung der Programmierung",
        "as_of": "Stand",
        "commit": "Commit",
        "plus": "spricht dafür",
        "minus": "spricht dagegen",
        "reasons": "Drei Gründe",
        "profile": "Profil nach Themen: Stufe, Lage (links besser), besser als … der Projekte",
        "met": "{n} erfüllt",
        "not_met": "{n} offen",
        "not_assessable": "{n} unbekannt",
        "nothing": "nicht anwendbar",
        "confidence": "Wie sicher ist das?",
        "comparison": "Im Vergleich: {better} Projekte liegen davor, {worse} dahinter.",
        "notices": "Unabhängig von der Stufe",
        "since": "Diese Änderung",
        "since_text": "Verglichen mit {revision}: {files_changed} Dateien geändert, {files_new} davon neu.",
        "since_none": "In den geänderten Zeilen liegt keine der genannten Schwächen.",
        "findings": "Was nicht erfüllt ist",
        "steps": "Was als Nächstes hilft",
        "stays": "bleibt {grade}",
        "effect": "Gesamtstufe {grade}, Thema {topic}",
        "hotspots": "Schwierig und oft geändert",
        "hardest": "Am schwersten zu pflegen",
        "expected": "{word} ({expected} von 3, Spanne {low} bis {high})",
        "model": "0 leicht bis 3 schwer, Spanne für {interval_level} %. Zählt im Thema Verständlichkeit. "
        "Mit Fachleuten verglichen nur an "
        "{agreement[language]}.",
        "twin": "Ein einfacheres Vergleichsmodell sagt {twin}. Dieser Wert ist unsicher.",
        "limits": "Was das nicht sagt",
        "needed": "Was nötig wäre",
        "size": "Dateien: {files} · Codezeilen: {code} im Programm, {tests} in Tests",
    },
    "en": {
        "title": "Assessment of the programming",
        "as_of": "As of",
        "commit": "Commit",
        "plus": "in favour",
        "minus": "against",
        "reasons": "Three reasons",
        "profile": "Profile by topic: grade, place (better left), better than … of projects",
        "met": "{n} met",
        "not_met": "{n} open",
        "not_assessable": "{n} unknown",
        "nothing": "not applicable",
        "confidence": "How certain is this?",
        "comparison": "In comparison: {better} projects are ahead, {worse} behind.",
        "notices": "Apart from the grade",
        "since": "This change",
        "since_text": "Compared with {revision}: {files_changed} files changed, {files_new} of them new.",
        "since_none": "None of the weaknesses named lies in the changed lines.",
        "findings": "What is not met",
        "steps": "What helps next",
        "stays": "stays {grade}",
        "effect": "overall grade {grade}, topic {topic}",
        "hotspots": "Difficult and often changed",
        "hardest": "Hardest to maintain",
        "expected": "{word} ({expected} of 3, range {low} to {high})",
        "model": "0 easy to 3 hard, range for {interval_level}%. Counts in the topic of understandable "
        "code. Compared with experts in "
        "{agreement[language]} only.",
        "twin": "A simpler model for comparison says {twin}. This value is uncertain.",
        "limits": "What this does not say",
        "needed": "What would be needed",
        "size": "Files: {files} · code lines: {code} in the program, {tests} in tests",
    },
}
