"""The interface's English: collected from code and templates, checked for gaps, compiled.

    python -m tools.messages extract | check | compile

German is the language of the message ids, so only English has a catalogue. Babel does what GNU gettext
would, without asking the machine for it. This tool runs inside the environment.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from tools import console
from tools.console import Refusal, say
from tools.places import ROOT

SOURCES = ("config", "marketplace")
CATALOGUE = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
COMPILED = CATALOGUE.with_suffix(".mo")
# Names under which gettext functions are used, with the positions of singular, plural and context.
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
MessageId = str | tuple[str, ...]


def found_messages() -> dict[tuple[str, MessageId], set[str]]:
    """Return every marked message as (context, id) with the files that use it."""
    found: dict[tuple[str, MessageId], set[str]] = {}
    for path in _source_files():
        for message, context in _messages_of(path):
            found.setdefault((context or "", message), set()).add(path.relative_to(ROOT).as_posix())
    return found


def _source_files() -> Iterator[Path]:
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix == ".py" or (
                path.suffix in {".html", ".txt", ".xml"} and "templates" in path.parts
            ):
                yield path


def _messages_of(path: Path) -> Iterator[tuple[MessageId, str | None]]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # What is left of the HTML has indentation that means nothing in Python.
        lines = templatize(source, origin=str(path)).splitlines()
        source = "\n".join(line.strip() for line in lines)
    for _line, message, _comments, context in extract(
        "python", io.BytesIO(source.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"}
    ):
        if message:
            yield message, context


def _read() -> Catalog:
    if not CATALOGUE.exists():
        return _empty()
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def _empty() -> Catalog:
    return Catalog(locale="en", project="Marktplatz", version="0.1.0", fuzzy=False)


def _write(catalogue: Catalog) -> None:
    """Write the catalogue sorted and without dates and line numbers, so that changes show only themselves."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=100, omit_header=True, sort_output=True, include_lineno=False)
    header = (
        '# English texts of the marketplace; the message ids are German.\nmsgid ""\nmsgstr ""\n'
        '"Language: en\\n"\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    )
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_text(header + buffer.getvalue().decode().lstrip("\n"), encoding="utf-8")


def extract_messages() -> int:
    """Bring the catalogue up to date: new ids get an empty English text, unused ones go."""
    old, new = _read(), _empty()
    for (context, message), files in sorted(found_messages().items(), key=repr):
        known = old.get(message, context=context or None)
        new.add(
            message,
            string=known.string if known else None,
            locations=[(file, 0) for file in sorted(files)],
            flags=["python-format"] if known and known.python_format else [],
            context=context or None,
        )
    _write(new)
    missing = len(list(_problems()))
    say(f"{len(new)} messages in {CATALOGUE.relative_to(ROOT)}, {missing} of them need attention.")
    return 0


def check_messages() -> int:
    """Fail when a text of the interface has no finished English."""
    problems = list(_problems())
    for problem in problems[:50]:
        say(problem)
    if problems:
        raise Refusal(f"{len(problems)} texts need English. Run `make messages`, fill in {CATALOGUE.name}.")
    say(f"All {len(found_messages())} messages have English texts.")
    return 0


def _problems() -> Iterator[str]:
    catalogue, found = _read(), found_messages()
    for (context, message), files in sorted(found.items(), key=repr):
        entry = catalogue.get(message, context=context or None)
        if fault := _fault(entry):
            yield f"{fault}: {message!r} ({', '.join(sorted(files))})"
    used = {(context, message) for context, message in found}
    for entry in catalogue:
        if entry.id and (entry.context or "", _as_key(entry.id)) not in used:
            yield f"no longer used: {entry.id!r}"


def _as_key(message: str | Iterable[str]) -> MessageId:
    return message if isinstance(message, str) else tuple(message)


def _fault(entry: Message | None) -> str | None:
    if entry is None:
        return "missing"
    if entry.fuzzy:
        return "fuzzy"
    german, english = _texts(entry.id), _texts(entry.string)
    if not english or not all(english):
        return "empty"
    if _placeholders(german) != _placeholders(english):
        return "other placeholders than the German"
    return None


def _texts(value: str | Iterable[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else list(value or [])


def _placeholders(texts: list[str]) -> set[str]:
    """Return the names in %(name)s and {name}; a translation with others would break when it is used."""
    return set(re.findall(r"%\(\w+\)[sd]|\{\w*\}", " ".join(texts)))


def compile_messages() -> int:
    """Write the binary catalogue that Django reads, unless it is newer than its source."""
    if COMPILED.exists() and COMPILED.stat().st_mtime_ns > CATALOGUE.stat().st_mtime_ns:
        return 0
    temporary = COMPILED.with_suffix(".mo.new")
    with temporary.open("wb") as file:
        write_mo(file, _read())
    temporary.replace(COMPILED)
    return 0


COMMANDS = {"extract": extract_messages, "check": check_messages, "compile": compile_messages}


def main() -> int:
    wanted = sys.argv[1] if len(sys.argv) > 1 else "check"
    if wanted not in COMMANDS:
        raise Refusal(f"Unknown command {wanted!r}; there are: {', '.join(COMMANDS)}.")
    return COMMANDS[wanted]()


if __name__ == "__main__":
    console.finish(main)
