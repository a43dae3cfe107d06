"""Which language a file is written in, by its name; the table of what is known about each language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

C_STYLE = "c"
HASH = "hash"
MARKUP = "markup"
CSS = "css"
SQL = "sql"
LUA = "lua"
HASKELL = "haskell"
LISP = "lisp"
PERCENT = "percent"
BASIC = "basic"
PLAIN = ""


class Kind(StrEnum):
    """What files of a language usually are: programs, layout of pages, settings, prose or plain data."""

    CODE = "code"
    MARKUP = "markup"
    CONFIGURATION = "configuration"
    DOCUMENTATION = "documentation"
    DATA = "data"


@dataclass(frozen=True, slots=True)
class Language:
    """A language; `grammar` is the key of its tree-sitter grammar, None where only lines are counted.

    `comments` names the comment style of `grader.facts.comments`."""

    name: str
    kind: Kind
    comments: str
    extensions: tuple[str, ...] = ()
    file_names: tuple[str, ...] = ()
    grammar: str | None = None


def _code(name: str, comments: str, extensions: str, grammar: str | None = None, names: str = "") -> Language:
    return Language(name, Kind.CODE, comments, tuple(extensions.split()), tuple(names.split()), grammar)


def _other(kind: Kind, name: str, comments: str, extensions: str, names: str = "") -> Language:
    return Language(name, kind, comments, tuple(extensions.split()), tuple(names.split()))


LANGUAGES: tuple[Language, ...] = (
    _code("Python", HASH, "py pyw pyi", "python"),
    _code("JavaScript", C_STYLE, "js mjs cjs jsx", "javascript"),
    _code("TypeScript", C_STYLE, "ts mts cts", "typescript"),
    _code("TypeScript", C_STYLE, "tsx", "tsx"),
    _code("Vue", MARKUP, "vue"),
    _code("Svelte", MARKUP, "svelte"),
    _code("Java", C_STYLE, "java", "java"),
    _code("PHP", C_STYLE, "php php3 php4 php5 php7 phtml inc module install theme", "php"),
    _code("Ruby", HASH, "rb rake gemspec ru", "ruby", "Rakefile Gemfile Guardfile Capfile Podfile Fastfile"),
    _code("Go", C_STYLE, "go", "go"),
    _code("C", C_STYLE, "c", "c"),
    _code("C++", C_STYLE, "cpp cc cxx c++ hpp hh hxx h++ ipp tpp h", "cpp"),
    _code("C#", C_STYLE, "cs csx", "csharp"),
    _code("Kotlin", C_STYLE, "kt kts", "kotlin"),
    _code("Rust", C_STYLE, "rs", "rust"),
    _code("Swift", C_STYLE, "swift", "swift"),
    _code("Scala", C_STYLE, "scala sc", "scala"),
    _code("Dart", C_STYLE, "dart", "dart"),
    _code("Groovy", C_STYLE, "groovy gvy gy gsh jenkinsfile", "groovy", "Jenkinsfile"),
    _code("Objective-C", C_STYLE, "m mm", "objectivec"),
    _code("Perl", HASH, "pl pm t psgi", "perl", "cpanfile"),
    _code("Shell", HASH, "sh bash zsh ksh bats", "shell"),
    _code("PowerShell", HASH, "ps1 psm1"),
    _code("R", HASH, "r", "r"),
    _code("Elixir", HASH, "ex exs", "elixir"),
    _code("Julia", HASH, "jl"),
    _code("Lua", LUA, "lua", "lua"),
    _code("Haskell", HASKELL, "hs"),
    _code("Clojure", LISP, "clj cljs cljc"),
    _code("Lisp", LISP, "lisp el scm"),
    _code("Erlang", PERCENT, "erl hrl"),
    _code("Visual Basic", BASIC, "vb bas vbs cls"),
    _code("Pascal", C_STYLE, "pas dpr"),
    _code("Fortran", BASIC, "f90 f95 f03"),
    _code("MATLAB", PERCENT, "mlx"),
    _code("Mathematica", PLAIN, "wl wls"),
    _code("Prolog", PERCENT, "pro prolog"),
    _code("SQL", SQL, "sql ddl pks pkb plsql"),
    _code("Tcl", HASH, "tcl"),
    _code("CoffeeScript", HASH, "coffee"),
    _code("Zig", C_STYLE, "zig"),
    _code("Solidity", C_STYLE, "sol"),
    _code("XSLT", MARKUP, "xsl xslt"),
    _code("Batch", BASIC, "bat cmd"),
    _other(Kind.MARKUP, "HTML", MARKUP, "html htm xhtml"),
    _other(
        Kind.MARKUP,
        "Template",
        MARKUP,
        "erb haml slim twig jinja jinja2 j2 hbs mustache ejs ftl jsp jspx "
        "jsf cshtml razor aspx pug liquid blade njk pt zpt tpl phtm",
    ),
    _other(Kind.MARKUP, "CSS", CSS, "css"),
    _other(Kind.MARKUP, "SCSS", C_STYLE, "scss less styl"),
    _other(Kind.MARKUP, "Sass", C_STYLE, "sass"),
    _other(Kind.MARKUP, "GraphQL", HASH, "graphql gql"),
    _other(Kind.MARKUP, "Protocol Buffers", C_STYLE, "proto"),
    _other(Kind.CONFIGURATION, "YAML", HASH, "yaml yml"),
    _other(Kind.CONFIGURATION, "TOML", HASH, "toml"),
    _other(Kind.CONFIGURATION, "INI", HASH, "ini cfg conf properties env editorconfig service desktop"),
    _other(Kind.CONFIGURATION, "HCL", HASH, "tf tfvars hcl"),
    _other(Kind.CONFIGURATION, "Nix", HASH, "nix"),
    _other(Kind.CONFIGURATION, "Dockerfile", HASH, "dockerfile", "Dockerfile Containerfile"),
    _other(Kind.CONFIGURATION, "Makefile", HASH, "mk mak", "Makefile makefile GNUmakefile"),
    _other(Kind.CONFIGURATION, "CMake", HASH, "cmake", "CMakeLists.txt"),
    _other(Kind.CONFIGURATION, "Gradle", C_STYLE, "gradle"),
    _other(Kind.CONFIGURATION, "Project file", MARKUP, "csproj vbproj sln props targets pom", "pom.xml"),
    _other(
        Kind.CONFIGURATION, "Git settings", HASH, "", ".gitignore .gitattributes .dockerignore .npmignore"
    ),
    _other(Kind.DOCUMENTATION, "Markdown", PLAIN, "md markdown mdx"),
    _other(Kind.DOCUMENTATION, "reStructuredText", PLAIN, "rst"),
    _other(Kind.DOCUMENTATION, "AsciiDoc", PLAIN, "adoc asciidoc"),
    _other(
        Kind.DOCUMENTATION,
        "Text",
        PLAIN,
        "txt text rtf tex",
        "README LICENSE LICENCE COPYING AUTHORS NOTICE"
        " CHANGELOG CHANGES NEWS INSTALL CONTRIBUTING TODO HISTORY CODEOWNERS",
    ),
    _other(Kind.DATA, "JSON", PLAIN, "json json5 jsonc geojson jsonl ndjson map webmanifest ipynb"),
    _other(Kind.DATA, "XML", MARKUP, "xml xsd wsdl svg rdf gml kml bpmn dmn xlf xliff resx plist"),
    _other(Kind.DATA, "CSV", PLAIN, "csv tsv psv"),
    _other(Kind.DATA, "Translation", HASH, "po pot"),
    _other(Kind.DATA, "Lock file", PLAIN, "lock", "go.sum"),
)

_TOLD_BY_CONTENT = frozenset(("h", "m", "mm", "pl", "t", "ts"))
_BY_NAME = {name: language for language in LANGUAGES for name in language.file_names}
_BY_EXTENSION = {extension: language for language in LANGUAGES for extension in language.extensions}
_SHEBANGS = (
    (b"python", "py"),
    (b"node", "js"),
    (b"ruby", "rb"),
    (b"php", "php"),
    (b"perl", "pl"),
    (b"bash", "sh"),
    (b"zsh", "sh"),
    (b"ksh", "sh"),
    (b"dash", "sh"),
    (b"bats", "sh"),
    (b"/sh", "sh"),
    (b"env sh", "sh"),
    (b"Rscript", "r"),
    (b"lua", "lua"),
    (b"elixir", "ex"),
    (b"groovy", "groovy"),
    (b"swift", "swift"),
    (b"dart", "dart"),
    (b"scala", "scala"),
)
_OBJECTIVE_C = re.compile(
    rb"^[ \t]*(?:#[ \t]*import\b|@(?:interface|implementation|protocol|class|import)\b)", re.M
)
_CPP = re.compile(rb"^[\w&*<>: \t]+::~?\w+[ \t]*\(", re.M)
_C_LIKE = re.compile(rb"^[ \t]*(?://|/\*|#[ \t]*(?:include|import|if|define|pragma)\b)", re.M)
_QT_TRANSLATION = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml\b[^>]*>\s*)?(?:<!DOCTYPE TS\b|<TS\b)")
_MATLAB = re.compile(rb"^[ \t]*(?:%|function\b|classdef\b)", re.M)
_PROLOG = re.compile(rb"^(?::-[ \t]*\w|[a-z]\w*\([^\n]*\)[ \t]*:-)", re.M)
_PERL = re.compile(rb"^[ \t]*(?:use|my|our|package|sub|require|plan)\b|\bperl\b|\bok\b[ \t]*\(", re.M)


def language_of(path: str, head: bytes = b"") -> Language | None:
    """The language of a file by its name, its extension or, without one, its first line (``#!``).

    `head` is the beginning of the content, some thousand bytes. An ``.h`` file counts as C++, whose grammar
    reads C as well, unless it declares classes of Objective-C; ``.mm`` that only calls Objective-C is C++.
    ``.m``, ``.pl``, ``.t`` and ``.ts`` (also translations of Qt) belong to several languages and are told
    apart by their content; ``.inc``, ``.install`` and the like count as PHP only when they contain PHP.
    """
    name = path.rpartition("/")[2]
    stem, dot, extension = name.rpartition(".")
    language = _BY_NAME.get(name)
    if language is None and dot and (stem or name.startswith(".")):
        language = _BY_EXTENSION.get(extension.lower())
    if language is None and name.startswith(("Dockerfile.", "Makefile.")):
        language = _BY_NAME[name.split(".")[0]]
    if language is None and head.startswith(b"#!"):
        return _by_shebang(head)
    if language is not None and language.grammar == "php" and b"<?" not in head:
        return language if extension.lower().startswith("php") else None
    if head and extension in _TOLD_BY_CONTENT:
        return _by_content(extension, language, head)
    return language


def _by_content(extension: str, language: Language | None, head: bytes) -> Language | None:
    """One of the languages that share an extension."""
    if extension == "h":
        return _BY_EXTENSION["m"] if _OBJECTIVE_C.search(head) else language
    if extension == "mm":
        return _BY_EXTENSION["cpp"] if b"@implementation" not in head and _CPP.search(head) else language
    if extension == "ts":
        return _BY_EXTENSION["po"] if _QT_TRANSLATION.match(head) else language
    if extension == "m" and not _OBJECTIVE_C.search(head):
        if head.lstrip().startswith(b"(*"):
            return _BY_EXTENSION["wl"]
        return _BY_EXTENSION["mlx"] if _MATLAB.search(head) and not _C_LIKE.search(head) else language
    if extension == "pl" and _PROLOG.search(head) and not _PERL.search(head):
        return _BY_EXTENSION["prolog"]
    if extension == "t" and not _PERL.search(head):
        return None
    return language


def _by_shebang(head: bytes) -> Language | None:
    first_line = head.split(b"\n", 1)[0]
    extension = next((extension for word, extension in _SHEBANGS if word in first_line), None)
    return _BY_EXTENSION[extension] if extension else None
