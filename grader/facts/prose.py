"""Reads a document for people: which subjects it covers with substance, in which language, where it links to.

Only what a document *tells* counts: headings without text, repeated sentences and praise have no effect.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from grader.facts.dates import dates_in
from grader.facts.natural_languages import language_of_words
from grader.facts.prose_links import is_relative, leads_to_documentation, links_of_line
from grader.facts.prose_model import Link, Passage, Prose
from grader.facts.prose_sections import Line, Read, Section, read_lines
from grader.facts.prose_subjects import (
    has_substance,
    subjects_of_command,
    subjects_of_heading,
    subjects_of_path,
)

MAX_CHARACTERS = 256 * 1024
MAX_LINKS = 500
_KINDS = {"md": "md", "markdown": "md", "mdx": "md", "rst": "rst", "adoc": "adoc", "asciidoc": "adoc"}
_PLAIN = re.compile(
    r"(?:^|/)(?:readme|liesmich|changelog|changes|history|news|install|contributing|hacking|upgrad\w+|architecture)"
    r"(?:\.(?:txt|org))?$|(?:^|/)(?:docs?|documentation|doku(?:mentation)?|handbuch|manual|wiki|guides?)/.*\.txt$",
    re.IGNORECASE,
)
_NO_PROSE = re.compile(r"(?:^|/)(?:licen[cs]e|copying|requirements|robots|cmakelists)[^/]*$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")
_ADDRESS = re.compile(r"\]\([^)\n]*\)|https?://\S+|<[^>\n]*>|`[^`\n]*`")
_QUOTED = re.compile(r"`([^`\n]{3,200})`")
_EXAMPLE = re.compile(r"`[^`\n]+`|\]\(|https?://|^\s*(?:[-*+]|\d+[.)])\s+\S|^\|.*\|")


def read_prose(path: str, data: bytes) -> Prose | None:
    """Read a document, at most its first 256 KiB.

    Returns:
        What the document covers, or None where the file is no document in a format that is read.
    """
    kind = _kind_of(path)
    if kind is None:
        return None
    text = data[:MAX_CHARACTERS].decode("utf-8", errors="replace")
    reader = _Reader(kind)
    for line in read_lines(text, kind):
        reader.take(line)
    return reader.prose(path, text)


def _kind_of(path: str) -> str | None:
    if _NO_PROSE.search(path):
        return None
    extension = path.rpartition("/")[2].rpartition(".")[2].lower()
    return _KINDS.get(extension) or ("md" if _PLAIN.search(path) else None)


@dataclass(slots=True)
class _Reader:
    kind: str
    open: list[Section] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    whole: Section = field(default_factory=lambda: Section("", 1, 0))
    words: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    websites: list[Link] = field(default_factory=list)
    commands: dict[str, int] = field(default_factory=dict)
    diagrams: int = 0

    def take(self, line: Read) -> None:
        self.diagrams += line.diagram
        if line.kind is Line.HEADING:
            self._begin(line)
        elif line.kind is Line.CODE:
            self._add((), 1 if line.text else 0)
            self._command(line.text[:500], line.number)
        else:
            self._text(line)

    def _begin(self, line: Read) -> None:
        title = _ADDRESS.sub(" ", line.text.replace("`", ""))[:200]
        self.open = [section for section in self.open if section.level < line.level]
        section = Section(title, line.number, line.level)
        self.open.append(section)
        self.sections.append(section)
        for quoted in _QUOTED.findall(line.text[:500]):
            self._command(quoted, line.number)
        self._collect_links(line)

    def _text(self, line: Read) -> None:
        text = line.text[:5_000]
        words = [word.lower() for word in _WORD.findall(_ADDRESS.sub(" ", text))]
        self.words += words
        self._add(words, 1 if _EXAMPLE.search(text) else 0)
        for quoted in _QUOTED.findall(text):
            self._command(quoted, line.number)
        self._collect_links(line)

    def _add(self, words: Iterable[str], examples: int) -> None:
        for section in (self.whole, *self.open):
            section.words.update(words)
            section.examples += examples

    def _command(self, text: str, number: int) -> None:
        for subject in subjects_of_command(text):
            self.commands.setdefault(subject, number)

    def _collect_links(self, line: Read) -> None:
        if len(self.links) < MAX_LINKS:
            found = tuple(links_of_line(line.text[:5_000], line.number, self.kind))
            self.links += found
            title = self.sections[0].title if self.sections else ""
            context = " ".join([line.text[:500], *(section.title for section in self.open[1:])])
            self.websites += (link for link in found if leads_to_documentation(link, title, context))

    def prose(self, path: str, text: str) -> Prose:
        relative = (link for link in self.links if is_relative(link.target))
        return Prose(
            words=len(self.whole.words),
            language=language_of_words(self.words),
            passages=self._passages(path),
            links=tuple(_without_anchor(link) for link in relative),
            websites=tuple(self.websites),
            diagrams=self.diagrams,
            dates=dates_in(text),
        )

    def _passages(self, path: str) -> tuple[Passage, ...]:
        """The longest passage on each subject; a command alone shows how something is done."""
        found: dict[str, Passage] = {}
        for section in self.sections[1:] if len(self.sections) > 1 else self.sections:
            if has_substance(len(section.words), section.examples):
                _keep(found, subjects_of_heading(section.title), section)
        if has_substance(len(self.whole.words), self.whole.examples):
            _keep(found, subjects_of_path(path), self.whole)
            for subject, number in self.commands.items():
                found.setdefault(subject, Passage(subject, number, 0))
        return tuple(found[name] for name in sorted(found))


def _keep(found: dict[str, Passage], subjects: Iterable[str], section: Section) -> None:
    for subject in subjects:
        if subject not in found or len(section.words) > found[subject].words:
            found[subject] = Passage(subject, section.line, len(section.words))


def _without_anchor(link: Link) -> Link:
    return Link(re.split(r"[#?]", link.target, maxsplit=1)[0], link.line)
