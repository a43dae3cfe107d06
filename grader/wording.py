"""Builds sentences with numbers in both languages: German writes 1.234,5 where English writes 1,234.5."""

from __future__ import annotations

from collections.abc import Container, Mapping

from grader.findings import Text

Value = str | int | float | Text


def say(de: str, en: str, **values: Value) -> Text:
    """Fill `{name}` in both sentences with values written the way of each language.

    Whole numbers get thousands separators, floats one digit after the comma below 10 and none above,
    texts give the word of the language.
    """
    return Text(
        de=de.format(**{name: _german(value) for name, value in values.items()}),
        en=en.format(**{name: _english(value) for name, value in values.items()}),
    )


def lines_of_100(share: float, one: Text, many: Text) -> Text:
    """Begin a sentence about a share of the lines, with the verb that fits.

    Args:
        share: percentage, 0 to 100.
        one: the verb for none and one ("steht", "is").
        many: the verb for more ("stehen", "are").
    """
    count = round(share)
    if count > 1:
        return Text(f"{count} von 100 Zeilen {many.de}", f"{count} of 100 lines {many.en}")
    if count == 1:
        amount = Text("Eine", "One")
    else:
        amount = Text("Weniger als eine", "Less than one") if share > 0 else Text("Keine", "None")
    return Text(f"{amount.de} von 100 Zeilen {one.de}", f"{amount.en} of 100 lines {one.en}")


def in_spite(met: bool, own: float, usual: float) -> Text:
    """Explain a verdict the shown share would not suggest: places join several limits and languages.

    Args:
        met: what the verdict says.
        own: the share that is shown, per cent.
        usual: the same of comparable projects.
    """
    if met and round(own) > 2 * round(usual) + 1:
        return Text(
            "Über alle Grenzen und Sprachen gerechnet liegt das Programm damit noch im üblichen Rahmen.",
            "Over all limits and languages the program is still within the usual range.",
        )
    if not met and round(own) <= round(usual):
        return Text(
            "Über alle Grenzen und Sprachen gerechnet liegt das Programm trotzdem zurück.",
            "Over all limits and languages the program is behind nevertheless.",
        )
    return Text("", "")


def join(*texts: Text) -> Text:
    """Put sentences one after the other."""
    return Text(" ".join(t.de for t in texts if t.de), " ".join(t.en for t in texts if t.en))


def listing(items: list[Text]) -> Text:
    """Write `a, b und c`."""
    return Text(_listing([i.de for i in items], "und"), _listing([i.en for i in items], "and"))


def described(subjects: Mapping[str, Text], found: Container[str]) -> Text:
    """Say which of several subjects are described and which are not.

    Args:
        subjects: the word for each subject, in the order of the sentence.
        found: the subjects that are described.
    """
    there = [text for subject, text in subjects.items() if subject in found]
    missing = [text for subject, text in subjects.items() if subject not in found]
    sentences = [
        say("Beschrieben: {there}.", "Described: {there}.", there=listing(there)) if there else Text("", ""),
        say("Nicht beschrieben: {missing}.", "Not described: {missing}.", missing=listing(missing))
        if missing
        else Text("", ""),
    ]
    return join(*sentences)


def _listing(words: list[str], conjunction: str) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}"


def _english(value: Value) -> str:
    if isinstance(value, Text):
        return value.en
    if isinstance(value, float):
        return f"{value:,.1f}" if 0 < value < 10 and round(value, 1) % 1 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else value


def _german(value: Value) -> str:
    if isinstance(value, Text):
        return value.de
    written = _english(value)
    if isinstance(value, str):
        return written
    return written.translate(str.maketrans(",.", ".,"))
