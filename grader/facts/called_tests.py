"""Where the settings of automated runs call tests: directly, or through one step in a script of the tree."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from grader.facts.model import Document
from grader.facts.test_commands import TEST_COMMANDS
from grader.findings import Location

# Lines that only name things, builds without tests, and runs whose failure is ignored.
_NO_COMMAND = re.compile(
    r"^\s*(?:#|-?\s*(?:name|id|key|image|paths?|if|uses|needs|cache|on|restore-keys)\s*:|[\w-]+:\s*$)"
    r"|skipTests|maven\.test\.skip|-x test|pip3? install|apt-get|npm i(?:nstall)? |\|\|\s*true\b"
)
_NPM = re.compile(r"\b(?:npm|yarn|pnpm|bun)(?: -\S+(?:[= ]\S+)?)* (?:run(?:-script)? )?([\w:.-]+)")
_MAKE = re.compile(r"\b(?:make|just|task|rake)(?: -\S+| \w+=\S+)* ([\w.:-]+)")
_COMPOSER = re.compile(r"\bcomposer (?:run(?:-script)? )?([\w:.-]+)")
_SCRIPT = re.compile(
    r"(?:^|[\s\"'`;&|])(?:\./)?((?:[\w.-]+/)*[\w.-]+\.(?:sh|bash)|(?:scripts?|bin|ci)/[\w-]+)\b"
)
_TRIGGERS = re.compile(r"^(?:on|\"on\"|'on'|true)\s*:(.*(?:\n(?:[ \t#-].*)?)*)", re.MULTILINE)
_CHANGE = re.compile(r"\b(?:push|pull_request(?:_target)?|merge_group|workflow_call|workflow_run)\b")
_ONLY_TAGS = re.compile(r"\bpush\s*:\s*\n\s+tags\s*:")


@dataclass(frozen=True, slots=True)
class Call:
    """A call of tests: the settings it stands in, and the places that prove it, the last in the script."""

    settings: Document
    places: tuple[Location, ...]


def calls_of_tests(settings: Document, documents: Sequence[Document]) -> Call | None:
    """Find the first call of tests in the settings of automated runs.

    Args:
        settings: the text of the settings.
        documents: texts of the tree, among them scripts and build files that the settings may call.
    """
    if place := _direct(settings):
        return Call(settings, (place,))
    for number, line in _commands(settings.text):
        for script, target in _followed(line, documents):
            if place := _direct(script, target):
                return Call(settings, (Location(settings.path, number, number, line.strip()[:80]), place))
    return None


def on_every_change(settings: Document) -> bool:
    """Say whether runs start with changes; only GitHub, Gitea and Forgejo name triggers in the same file."""
    if "/workflows/" not in settings.path:
        return True
    triggers = _TRIGGERS.search(settings.text)
    if triggers is None:
        return True
    other = _ONLY_TAGS.sub("", triggers[1])
    return bool(_CHANGE.search(other))


def _direct(document: Document, target: str = "") -> Location | None:
    lines = _target_lines(document, target) if target else _commands(document.text)
    for number, line in lines:
        if match := TEST_COMMANDS.search(line):
            return Location(document.path, number, number, match.group(0)[:80])
    return None


def _commands(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not _NO_COMMAND.search(line[:500]):
            yield number, line[:500]


def _followed(line: str, documents: Sequence[Document]) -> Iterator[tuple[Document, str]]:
    """The scripts a command calls, each with the target in it ("" for all of it)."""
    for pattern, names in (
        (_NPM, ("package.json",)),
        (_COMPOSER, ("composer.json",)),
        (_MAKE, ("makefile", "gnumakefile", "justfile", "taskfile.yml", "taskfile.yaml", "rakefile")),
    ):
        for match in pattern.finditer(line):
            yield from ((d, match[1]) for d in documents if PurePosixPath(d.path).name.lower() in names)
    for match in _SCRIPT.finditer(line):
        called = match[1].removeprefix("./")
        yield from ((d, "") for d in documents if d.path == called)


def _target_lines(document: Document, target: str) -> Iterator[tuple[int, str]]:
    """The lines that belong to one target of a build file or one script of a manifest."""
    if document.path.endswith(".json"):
        yield from _script_lines(document, target)
        return
    head = re.compile(rf"^\s*(?:task :)?{re.escape(target)}\b[^=\n]*(?::|do\b|=>)")
    inside = False
    for number, line in _commands_and_heads(document.text):
        if head.match(line):
            inside = True
            line = line.partition(":")[2]
        elif inside and line.strip() and not line.startswith((" ", "\t")):
            return
        if inside:
            yield number, re.sub(r"\$\(MAKE\)", "make", line)


def _commands_and_heads(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        yield number, line[:500]


def _script_lines(document: Document, target: str) -> Iterator[tuple[int, str]]:
    try:
        scripts = json.loads(document.text).get("scripts", {})
        command = scripts.get(target) if isinstance(scripts, dict) else None
    except (ValueError, AttributeError, RecursionError):
        return
    text = " && ".join(map(str, command)) if isinstance(command, list) else command
    if isinstance(text, str):
        lines = document.text.splitlines()
        number = next((n for n, line in enumerate(lines, start=1) if f'"{target}"' in line), 1)
        yield number, text[:500]
