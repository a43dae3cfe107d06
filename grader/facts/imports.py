"""What a file says it uses, as written, and the package or namespace it says it belongs to.

Import statements come from the syntax tree; ``require`` and ``export … from`` of JavaScript, ``include`` of
PHP and namespaces around a block are found by their words outside of comments and texts. Imports that are
loaded later on demand (``import()``) are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from grader.facts.lexing import COMMENT, STRING, Lexed
from grader.facts.model import Import
from grader.facts.parsing import Syntax
from grader.facts.rust_uses import rust_paths

Found = list[tuple[int, str, bool]]  # start byte, target, needed for types only
LONGEST = 10_000
"""Most bytes of one statement that are looked at."""
_TEXT = re.compile(r"""["'`]([^"'`\n]+)["'`]""")
_SCRIPT_TYPES = re.compile(r"^import\s+type\s(?!\s*from\b)|^import\s*\{(?:\s*type\s[^,}]+(?:,|(?=\})))+\s*\}")
_SCRIPT_MORE = re.compile(
    rb"""(?m)^[ \t]*export\s+(type\s)?(?:\*(?:\s+as\s+\w+)?|\{[^{}]*\})\s*from\s*["']([^"'\n]+)["']"""
    rb"""|\brequire\s*\(\s*()["']([^"'\n]+)["']\s*\)"""
)
_PHP_FILES = re.compile(
    rb"""\b(?:require|include)(?:_once)?\b[ (]{0,3}(__DIR__\s*\.\s*)?["']([^"'\n]+\.php)["']"""
)
_NAMESPACE = re.compile(rb"(?m)^[ \t]*(?:<\?php\s+)?(?:namespace|package)\s+([\w.\\]+)")
_DECLARES_NAMESPACE = frozenset(("java", "kotlin", "scala", "groovy", "csharp", "php"))
_TYPE_CHECKING = re.compile(
    rb"(?m)^([ \t]*)if (?:\w+\.)?TYPE_CHECKING:[^\n]*\n(?:\1[ \t]+[^\n]*\n|[ \t]*\n)+"
)


def imports_of(syntax: Syntax, data: bytes, grammar: str, lexed: Lexed) -> tuple[tuple[Import, ...], str]:
    """Imports in the order of the source, each target once per line, and the namespace or nothing."""
    rule = _RULES.get(grammar)
    found: Found = []
    if rule is not None:
        for start, end in syntax.imports:
            text = data[start : min(end, start + LONGEST)].decode("utf-8", "replace")
            found += [(start, target, types) for target, types in rule(text)]
    found += _more(data, grammar, lexed)
    if grammar == "python" and b"TYPE_CHECKING:" in data:
        blocks = [match.span() for match in _TYPE_CHECKING.finditer(data)]
        found = [(at, target, types or _inside(at, blocks)) for at, target, types in found]
    lines = lexed.line_starts.searchsorted([at for at, _, _ in found], side="right").tolist()
    unique = {
        (line, target): types
        for line, (_, target, types) in sorted(zip(lines, found, strict=True), key=lambda row: row[1])
    }
    imports = tuple(Import(target, line, types) for (line, target), types in unique.items())
    return imports, _namespace(data, grammar)


def _inside(place: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def _namespace(data: bytes, grammar: str) -> str:
    if grammar not in _DECLARES_NAMESPACE:
        return ""
    match = _NAMESPACE.search(data)
    return match[1].decode("ascii", "replace") if match else ""


def _more(data: bytes, grammar: str, lexed: Lexed) -> Found:
    """Imports that are no statement of their own in the syntax tree."""
    found: Found = []
    if grammar in ("javascript", "typescript", "tsx") and (b"require" in data or b"export" in data):
        for match in _script_more(data):
            if _is_code(lexed, match.end() - 1):
                target = match[2] or match[4]
                found.append((match.start(), target.decode("utf-8", "replace"), bool(match[1])))
    elif grammar == "php" and b".php" in data:
        for match in _PHP_FILES.finditer(data):
            if _is_code(lexed, match.start()):
                found.append((match.start(), match[2].decode("utf-8", "replace"), False))
    return found


def _script_more(data: bytes) -> Iterator[re.Match[bytes]]:
    """Matches of `_SCRIPT_MORE` from left to right, tried only where its words stand."""
    behind = 0
    lines = {data.rfind(b"\n", 0, at) + 1 for at in _places(data, b"export")}
    for start in sorted(lines.union(_places(data, b"require"))):
        match = _SCRIPT_MORE.match(data, start) if start >= behind else None
        if match is not None:
            behind = match.end()
            yield match


def _places(data: bytes, word: bytes) -> Iterator[int]:
    at = data.find(word)
    while at >= 0:
        yield at
        at = data.find(word, at + len(word))


def _is_code(lexed: Lexed, place: int) -> bool:
    return int(lexed.classes[place]) not in (COMMENT, STRING)


def _python(text: str) -> Iterable[tuple[str, bool]]:
    """``from a import b`` gives ``a.b``: only the tree knows whether ``b`` is a module or something in it."""
    text = re.sub(r"#[^\n]*", "", text).replace("\\\n", " ")
    module, _, names = text.partition("import")
    base = module.replace("from", "", 1).strip() if module.lstrip().startswith("from") else ""
    for name in names.strip(" ()\n\t").split(","):
        name = name.split(" as ")[0].strip(" ()\n\t\r")
        if name == "*":
            yield base, False
        elif name:
            yield f"{base}{'' if not base or base.endswith('.') else '.'}{name}", False


def _script(text: str) -> Iterable[tuple[str, bool]]:
    targets = _TEXT.findall(text)
    return [(targets[-1], bool(_SCRIPT_TYPES.match(text)))] if targets else []


def _texts(text: str) -> Iterable[tuple[str, bool]]:
    return [(target, False) for target in _TEXT.findall(text)]


def _jvm(text: str) -> Iterable[tuple[str, bool]]:
    """``import a.b.{C, D => E}`` of Scala gives both; a package is no import."""
    words = text.rstrip("; \n").split(None, 1)
    if len(words) < 2 or words[0] != "import":
        return
    name = re.sub(r"^static\s+|\s+as\s+\w+$", "", words[1].strip())
    base, brace, names = name.partition("{")
    for one in names.rstrip("} ").split(",") if brace else [""]:
        target = "".join((base + re.split(r"=>|\bas\b", one)[0]).split())
        if target:
            yield target, False


def _csharp(text: str) -> Iterable[tuple[str, bool]]:
    match = re.match(r"(?:global\s+)?using\s+(?:static\s+)?(?:\w+\s*=\s*)?([\w.]+)\s*;", text)
    return [(match[1], False)] if match else []


def _php(text: str) -> Iterable[tuple[str, bool]]:
    if not text.startswith("use"):
        return
    text = re.sub(r"^use\s+(?:function\s+|const\s+)?", "", text.rstrip("; \n"))
    base, brace, names = text.partition("{")
    for one in (names.rstrip("} \n") if brace else base).split(","):
        target = (base if brace else "") + re.split(r"\s+as\s+", one.strip())[0]
        if target.strip():
            yield target.strip(), False


def _include(text: str) -> Iterable[tuple[str, bool]]:
    match = re.search(r'#\s*(?:include|import)\s*(?:"([^"\n]+)"|(<[^>\n]+>))', text)
    return [(match[1] or match[2], False)] if match else []


def _rust(text: str) -> Iterable[tuple[str, bool]]:
    return [(path, False) for path in rust_paths(text)]


def _ruby(text: str) -> Iterable[tuple[str, bool]]:
    for target in _TEXT.findall(text):
        beside = text.startswith("require_relative") and not target.startswith(".")
        yield (f"./{target}" if beside else target), False


def _perl(text: str) -> Iterable[tuple[str, bool]]:
    """``use A::B qw(c)``, ``require A::B``; the names behind ``use parent`` and ``use base``."""
    words = text.rstrip("; \n").split()
    if len(words) > 1 and words[1] in ("parent", "base"):
        return [(name, False) for name in re.findall(r"\w+(?:::\w+)+", text)]
    return [(words[1].strip("\"'"), False)] if len(words) > 1 else []


def _shell(text: str) -> Iterable[tuple[str, bool]]:
    """``source file``; a path that begins with the folder of the script itself, however it is written
    (``$DIR/…``, ``$(dirname "$0")/…``, ``${BASH_SOURCE%/*}/…``), gives the rest."""
    match = re.match(r"(?:source|\.)\s+(.+)", text)
    path = match[1].replace('"', "").replace("'", "").strip() if match else ""
    path = re.sub(r"^(?:\$\{[^}]*\}|\$\w+|\$\((?:[^()]|\([^()]*\))*\))/", "./", path)
    return [(path.split()[0], False)] if path and not path.startswith("$") else []


def _elixir(text: str) -> Iterable[tuple[str, bool]]:
    """``alias A.{B, C}`` gives both."""
    match = re.match(r"\w+[\s(]+([\w.]+?)\.?(?:\{([^}]*)\}|[^\w.]|$)", text)
    if match is None:
        return
    for name in (match[2] or "").split(","):
        yield (f"{match[1]}.{name.strip()}" if name.strip() else match[1]), False


def _r(text: str) -> Iterable[tuple[str, bool]]:
    """``source("file.R")``; packages come from elsewhere."""
    return _texts(text) if text.startswith("source") else []


def _words(text: str) -> Iterable[tuple[str, bool]]:
    """``import A``: the word behind the first one."""
    words = text.rstrip("; \n").split()
    return [(words[1].strip("\"'"), False)] if len(words) > 1 else []


_RULES: dict[str, Callable[[str], Iterable[tuple[str, bool]]]] = {
    "python": _python,
    "php": _php,
    "csharp": _csharp,
    "rust": _rust,
    "ruby": _ruby,
    "perl": _perl,
    "shell": _shell,
    "elixir": _elixir,
    "r": _r,
    "swift": _words,
}
_RULES |= dict.fromkeys(("javascript", "typescript", "tsx"), _script)
_RULES |= dict.fromkeys(("java", "kotlin", "scala", "groovy"), _jvm)
_RULES |= dict.fromkeys(("c", "cpp", "objectivec"), _include)
_RULES |= dict.fromkeys(("go", "dart", "lua"), _texts)
