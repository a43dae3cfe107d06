"""Reads publiccode.yml for a listing: what could be taken over, and what is wrong, with line and key.

The file is a stranger's. Limits hold for its events, before anything is built of them; only the known keys
(those of publiccode.yml 0.4) are then looked at, so that aliases cannot multiply (CVE-2020-14343,
js-yaml#738).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import yaml
from django.utils.translation import gettext as _

from marketplace.catalogue.errors import EditRefused
from marketplace.catalogue.field_values import value_problem
from marketplace.catalogue.fields import FIELD_BY_KEY, ListingField
from marketplace.catalogue.vocabulary import MATURITY_LABELS

MOST_BYTES = 256 * 1024
MOST_ALIASES, MOST_DEPTH, MOST_EVENTS = 100, 50, 50_000
LANGUAGES = ("de", "en")


@dataclass(frozen=True)
class Offered:
    """One thing the file says. `problem` is why it cannot be taken over, with line and key."""

    field: ListingField
    path: str
    line: int
    value: Any
    problem: str = ""


def read_publiccode(data: bytes) -> list[Offered]:
    """What a publiccode.yml says about fields of a listing, in the order of the form.

    Raises:
        EditRefused: larger than 256 KB, no text, beyond the limits, or no YAML; the sentence names the line.
    """
    if len(data) > MOST_BYTES:
        raise _refused("Die Datei ist größer als 256 KB.", "The file is larger than 256 KB.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise _refused(
            f"Zeile {line}: Das ist kein Text in UTF-8.", f"Line {line}: this is no text in UTF-8."
        ) from error
    root = _root(text)
    offers = [offer for read in _READERS for offer in read(root)]
    if not offers:
        raise _refused(
            "Darin steht nichts, was wir übernehmen könnten. Ist es eine publiccode.yml?",
            "There is nothing in it that we could take over. Is it a publiccode.yml?",
        )
    order = {key: place for place, key in enumerate(FIELD_BY_KEY)}
    return sorted(offers, key=lambda one: order[one.field.key])


def from_entries(entries: list[Mapping[str, Any]]) -> list[Offered]:
    """The same for entries an assessment has read in the repository: {key, value, line}."""
    lines = {str(one["key"]): (str(one["value"]), int(one.get("line") or 1)) for one in entries}
    found = []
    for path, key in _PLAIN.items():
        if path in lines:
            value, line = lines[path]
            found.append(_offer(key, path, line, value))
    return found


def _root(text: str) -> yaml.MappingNode:
    try:
        _check_events(text)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, what = (mark.line + 1 if mark else 1), str(getattr(error, "problem", "") or "")[:120]
        raise _refused(
            f"Zeile {line}: Das ist kein gültiges YAML ({what}).",
            f"Line {line}: this is no valid YAML ({what}).",
        ) from error
    except RecursionError as error:
        raise _refused("Die Datei ist zu tief verschachtelt.", "The file is nested too deeply.") from error
    if not isinstance(root, yaml.MappingNode):
        raise _refused(
            "Zeile 1: Erwartet werden Schlüssel und Werte wie „name: …“.",
            "Line 1: keys and values are expected, like “name: …”.",
        )
    return root


def _check_events(text: str) -> None:
    depth = aliases = 0
    for number, event in enumerate(yaml.parse(text, Loader=yaml.SafeLoader)):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            aliases += 1
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if getattr(event, "tag", None) is not None:
            raise _refused(
                f"Zeile {line}: Marken (!…) sind nicht erlaubt.", f"Line {line}: tags (!…) are not allowed."
            )
        if aliases > MOST_ALIASES:
            raise _refused(
                f"Zeile {line}: Es sind mehr als {MOST_ALIASES} Verweise (*…).",
                f"Line {line}: there are more than {MOST_ALIASES} aliases (*…).",
            )
        if depth > MOST_DEPTH or number > MOST_EVENTS:
            raise _refused(
                f"Zeile {line}: Die Datei ist zu tief verschachtelt oder zu groß.",
                f"Line {line}: the file is nested too deeply or too large.",
            )


def _refused(de: str, en: str) -> EditRefused:
    return EditRefused("publiccode", f"publiccode.yml, {de}", f"publiccode.yml, {en}")


def _child(node: yaml.Node | None, key: str) -> yaml.Node | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for name, value in node.value if getattr(name, "value", None) == key), None)


def _at(root: yaml.Node, path: str) -> yaml.Node | None:
    node: yaml.Node | None = root
    for key in path.split("."):
        node = _child(node, key)
    return node


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


# Keys with one plain value, and the field they belong to.
_PLAIN = {
    "name": "name",
    "legal.license": "fact.license",
    "url": "fact.source_code",
    "softwareVersion": "fact.version",
    "releaseDate": "fact.last_change",
    "developmentStatus": "fact.maturity",
}


def _plain(root: yaml.Node) -> list[Offered]:
    found = []
    for path, key in _PLAIN.items():
        node = _at(root, path)
        if isinstance(node, yaml.ScalarNode):
            found.append(_offer(key, path, _line(node), str(node.value)))
        elif node is not None:
            found.append(_wrong(key, path, _line(node), _("Erwartet wird ein einzelner Wert.")))
    return found


def _offer(key: str, path: str, line: int, text: str) -> Offered:
    field, value = FIELD_BY_KEY[key], " ".join(text.split())
    if key == "fact.source_code":
        value = value.removesuffix(".git")
    if key == "fact.maturity" and value not in MATURITY_LABELS:
        problem = _("„{value}“ ist keiner der Werte von publiccode.yml.").format(value=value[:40])
        return _wrong(key, path, line, problem)
    problem = value_problem(field, value)
    return Offered(field, path, line, value, _placed(path, line, problem) if problem else "")


def _wrong(key: str, path: str, line: int, problem: str) -> Offered:
    return Offered(FIELD_BY_KEY[key], path, line, None, _placed(path, line, problem))


def _placed(path: str, line: int, problem: str) -> str:
    return _("Zeile {line}, {key}: {problem}").format(line=line, key=path.replace(".", "/"), problem=problem)


def _languages(root: yaml.Node) -> list[Offered]:
    path, key = "localisation.availableLanguages", "fact.languages"
    node = _at(root, path)
    if node is None:
        return []
    if not isinstance(node, yaml.SequenceNode):
        return [_wrong(key, path, _line(node), _("Erwartet wird eine Liste."))]
    codes = [str(one.value) for one in node.value[:100] if isinstance(one, yaml.ScalarNode)]
    problem = value_problem(FIELD_BY_KEY[key], codes)
    return [
        Offered(
            FIELD_BY_KEY[key],
            path,
            _line(node),
            codes,
            _placed(path, _line(node), problem) if problem else "",
        )
    ]


def _texts(root: yaml.Node) -> list[Offered]:
    """Descriptions by language; other languages than German and English have no field."""
    found = []
    for name, key in (("shortDescription", "summary"), ("longDescription", "fact.purpose")):
        nodes = {code: _at(root, f"description.{code}.{name}") for code in LANGUAGES}
        texts = {
            code: " ".join(str(node.value).split())
            for code, node in nodes.items()
            if isinstance(node, yaml.ScalarNode) and str(node.value).strip()
        }
        first = next((node for node in nodes.values() if node is not None), None)
        if not texts or first is None:
            continue
        path = f"description.{next(iter(texts))}.{name}"
        problem = value_problem(FIELD_BY_KEY[key], texts)
        placed = _placed(path, _line(first), problem) if problem else ""
        found.append(Offered(FIELD_BY_KEY[key], path, _line(first), texts, placed))
    return found


def _documentation(root: yaml.Node) -> list[Offered]:
    for code in LANGUAGES:
        path = f"description.{code}.documentation"
        node = _at(root, path)
        if isinstance(node, yaml.ScalarNode):
            return [_offer("fact.documentation", path, _line(node), str(node.value))]
    return []


_READERS: tuple[Callable[[yaml.Node], list[Offered]], ...] = (_plain, _languages, _texts, _documentation)
