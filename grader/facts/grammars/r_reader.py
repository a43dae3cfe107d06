"""Reads R without a parser generator: there is no maintained package of an R grammar.

One pass over the tokens with a stack of open brackets and open constructs (function, if, for, while, repeat).
It follows the R Language Definition, section 10: a line break ends an expression unless a bracket that is no
brace is open or the line ends with an operator; ``else`` belongs to the nearest ``if``.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field

_TOKEN = re.compile(
    rb"""(?P<comment>\#[^\n]*+)
    |(?P<string>[rR](?P<mark>["'])(?P<dashes>-*)(?:
         \(.*?(?:\)(?P=dashes)(?P=mark)|\Z)|\[.*?(?:\](?P=dashes)(?P=mark)|\Z)|\{.*?(?:\}(?P=dashes)(?P=mark)|\Z))
      |"(?:[^"\\]|\\.)*+"?|'(?:[^'\\]|\\.)*+'?)
    |(?P<name>`(?:[^`\\]|\\.)*+`?|(?:[A-Za-z_.]|[\x80-\xff])(?:[\w.]|[\x80-\xff])*+)
    |(?P<number>\d[\w.]*+)
    |(?P<newline>\n)
    |(?P<open>[(\[{])
    |(?P<close>[)\]}])
    |(?P<end>[,;])
    |(?P<lambda>\\(?=\s*\())
    |(?P<operator>%[^%\n]*+%|\|>|<<-|->>|<-|->|&&|\|\||[=!<>]=|:::?|[-+*/^<>=!&|~?:$@])""",
    re.VERBOSE | re.DOTALL,
)
_CONSTRUCTS = frozenset((b"function", b"if", b"for", b"while", b"repeat"))
_IMPORTS = frozenset((b"library", b"require", b"source", b"requireNamespace", b"loadNamespace"))
_ASSIGNMENTS = frozenset((b"<-", b"<<-", b"=", b":="))
_LOOKS_AT_CLOCK = 5000
"""Tokens between two looks."""
_CLOSING = {b"(": b")", b"[": b"]", b"{": b"}"}

Span = tuple[int, int]


@dataclass(slots=True, eq=False)
class Place:
    """A captured place, with as much of a syntax tree's node as the facts ask for."""

    type: str
    start_byte: int
    end_byte: int = 0
    name: bytes = b""
    parameters: int = 0
    parent: None = None

    @property
    def byte_range(self) -> Span:
        return self.start_byte, self.end_byte

    @property
    def child_count(self) -> int:
        return 0

    @property
    def children(self) -> list[Place]:
        return []

    named_children = children

    def child_by_field_name(self, _name: str) -> None:
        return None

    def named_child(self, _index: int) -> None:
        return None


@dataclass(slots=True)
class _Open:
    """An open bracket (`sign`) or construct; `body` says that a construct's header is over."""

    place: Place
    sign: bytes = b""
    header: _Open | None = None
    body: bool = False
    has_else: bool = False
    import_start: int = -1
    is_switch: bool = False
    filled: bool = False
    braces: bool = False
    named: bool = False


@dataclass(slots=True)
class _Reader:
    data: bytes
    captures: dict[str, list[Place]] = field(default_factory=dict)
    stack: list[_Open] = field(default_factory=list)
    kind: str = "newline"
    text: bytes = b""
    end: int = 0
    start: int = 0
    before: list[bytes] = field(default_factory=list)
    errors: int = 0
    logical: tuple[int, bytes] = (0, b"")

    def capture(self, name: str, place: Place) -> None:
        self.captures.setdefault(name, []).append(place)

    def read(self, until: float) -> None:
        pending = False  # a line break that ends an expression unless ``else`` follows
        for number, match in enumerate(_TOKEN.finditer(self.data)):
            if number % _LOOKS_AT_CLOCK == _LOOKS_AT_CLOCK - 1 and time.monotonic() > until:
                raise TimeoutError
            kind, text = match.lastgroup or "", match.group()
            if kind in ("comment", "newline"):
                if kind == "comment":
                    self.capture("comment", Place("comment", *match.span()))
                pending = pending or (kind == "newline" and self._ends_here())
                continue
            is_else = text == b"else"
            if pending and not is_else:
                self._close_constructs()
            pending = False
            self._token(kind, text, match.start(), match.end(), is_else)
        self._close_constructs()
        while self.stack:
            self.errors += 1
            self._close(self.stack.pop())

    def _token(self, kind: str, text: bytes, start: int, end: int, is_else: bool) -> None:
        if is_else:
            self._else()
            self.capture("more", Place("else", start, end))
        else:
            self._end_finished_ifs()
            self._see(kind, text, start, end)
        self.before = [*self.before[-3:], text]
        self.kind, self.text, self.start, self.end = kind, text, start, end

    def _see(self, kind: str, text: bytes, start: int, end: int) -> None:
        if kind == "open":
            self._open(text, start)
            return
        if kind == "close":
            self._close_bracket(text, end)
            return
        if kind == "end":
            self._close_constructs()
            self._separator(text)
            return
        self._fill()
        if kind == "string":
            self.capture("string", Place("string", start, end))
        elif kind == "operator":
            if text in (b"&&", b"||"):
                self._logical(Place("operator", start, end), text)
            elif text == b"=" and self._labels_case():
                self.capture("decision", Place("case", self.start, end))
        elif kind == "lambda" or (kind == "name" and text in _CONSTRUCTS and self.text not in (b"$", b"@")):
            self._construct(text, start)

    def _logical(self, place: Place, sign: bytes) -> None:
        """Each operator is a decision; one that differs from the one before it is harder to read."""
        self.capture("decision", place)
        if self.logical != (len(self.stack), sign):
            self.capture("more", place)
        self.logical = len(self.stack), sign

    def _labels_case(self) -> bool:
        """Whether ``name =`` stands directly in the brackets of switch."""
        in_switch = bool(self.stack) and self.stack[-1].is_switch
        return in_switch and self.kind in ("name", "string") and self.text != b"EXPR"

    def _construct(self, text: bytes, start: int) -> None:
        word = "function" if text in (b"function", b"\\") else text.decode()
        place = Place(word, start)
        opened = _Open(place, body=word == "repeat")
        if word == "function":
            opened.named = self._name(place)
        self.stack.append(opened)

    def _name(self, function: Place) -> bool:
        """Find what the function is assigned to; True when that makes it a function of its own."""
        words = self.before
        if len(words) < 2 or words[-1] not in _ASSIGNMENTS:
            return False
        name = words[-2].strip(b"`\"'")
        if len(words) == 4 and words[-3] in (b"$", b"@"):
            name = words[-4] + words[-3] + name
        function.name = b"" if name in (b"]", b")") else name
        bracket = next((each for each in reversed(self.stack) if each.sign), None)
        return bool(function.name) and (bracket is None or bracket.sign == b"{")

    def _open(self, sign: bytes, start: int) -> None:
        top = self.stack[-1] if self.stack else None
        opened = _Open(Place("bracket", start), sign)
        if top is not None and not top.sign and not top.body:
            opened.header = top
        elif sign == b"{" and top is not None and not top.sign and not top.filled:
            top.filled = top.braces = True
            opened.header = top
        else:
            self._fill()
            if sign == b"(" and self.kind == "name":
                opened.is_switch = self.text == b"switch"
                if opened.is_switch:
                    opened.place.start_byte = self.start
                elif self.text in _IMPORTS:
                    opened.import_start = self.start
        self.stack.append(opened)

    def _fill(self) -> None:
        """Something stands in the innermost open place."""
        if self.stack:
            self.stack[-1].filled = True

    def _separator(self, text: bytes) -> None:
        if text == b"," and self.stack and self.stack[-1].header is not None:
            function = self.stack[-1].header.place
            function.parameters += 1

    def _close_bracket(self, sign: bytes, end: int) -> None:
        self._close_constructs()
        if not self.stack or _CLOSING[self.stack[-1].sign] != sign:
            self.errors += 1
            return
        bracket = self.stack.pop()
        bracket.place.end_byte = end
        if bracket.is_switch:
            self.capture("flow", bracket.place)
        if bracket.import_start >= 0:
            self.capture("import", Place("import", bracket.import_start, end))
        construct = bracket.header
        if construct is None:
            return
        if bracket.sign == b"(":
            construct.body = True
            construct.filled = False
            construct.place.parameters += bracket.filled
        elif self.stack and self.stack[-1] is construct:
            construct.place.end_byte = end
            if construct.place.type != "if" or construct.has_else:
                self._close(self.stack.pop())

    def _else(self) -> None:
        while self.stack and not self.stack[-1].sign:
            top = self.stack[-1]
            if top.place.type == "if" and not top.has_else:
                top.has_else, top.filled, top.braces = True, False, False
                return
            self._close(self.stack.pop())
        self.errors += 1

    def _end_finished_ifs(self) -> None:
        """An if with a body in braces ends where no else follows."""
        while self.stack and self.stack[-1].braces and self.stack[-1].place.end_byte == self.end:
            self._close(self.stack.pop())

    def _ends_here(self) -> bool:
        """Whether a line break ends the expression that is open."""
        if self.kind == "operator" or not self.stack:
            return False
        for opened in reversed(self.stack):
            if opened.sign:
                return opened.sign == b"{"
            if not opened.body or not opened.filled:
                return False
        return True

    def _close_constructs(self) -> None:
        self.logical = (0, b"")
        while self.stack and not self.stack[-1].sign:
            self._close(self.stack.pop())

    def _close(self, opened: _Open) -> None:
        place = opened.place
        if opened.sign:
            return
        place.end_byte = max(place.end_byte, self.end)
        if place.type != "function":
            self.capture("flow" if place.type == "repeat" else "branch", place)
        else:
            self.capture("function" if opened.named or opened.braces else "lambda", place)


def read_r(data: bytes, until: float) -> tuple[dict[str, list[Place]], int]:
    """The captured places of UTF-8 R source by name, as a grammar's query would give them, and the errors.

    Raises TimeoutError after the moment `until` of the monotonic clock.
    """
    reader = _Reader(data)
    reader.read(until)
    return reader.captures, reader.errors
