"""The links of a document: relative ones that can be checked, and addresses of documentation elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.facts.prose_model import Link

_MAX_TEXT = 60
_PATTERNS = {
    "md": (
        re.compile(
            r"(?<!\\)!?\[(?P<text>[^\]\n]{0,200})\]"
            r"\(<?(?P<target>[^()\s<>]+(?:\([^()\s]*\))?)>?(?:\s[^)\n]*)?\)"
        ),
        re.compile(r"^\s{0,3}\[(?!\^)(?P<text>[^\]\n]{1,100})\]:\s+<?(?P<target>\S+?)>?(?:\s|$)"),
        re.compile(r"""<(?:a|img)\b[^>\n]{0,300}?\b(?:href|src)=["'](?P<target>[^"'\n]+)["'](?P<text>)"""),
    ),
    "rst": (
        re.compile(r"`(?P<text>[^`<\n]{0,200}?)\s*<(?P<target>[^>\n]+)>`__?"),
        re.compile(r"^\s*\.\. (?P<text>image|figure):: (?P<target>\S+)"),
        re.compile(r"^\s*\.\. _(?P<text>[^:\n]{1,100}): (?P<target>\S+)"),
    ),
    "adoc": (
        re.compile(r"\blink:(?P<target>[^\[\s]+)\[(?P<text>[^\]\n]{0,200})\]"),
        re.compile(r"(?P<target>https?://[^\[\s]+)\[(?P<text>[^\]\n]{0,200})\]"),
    ),
}
_SCHEME = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//|#|\?)", re.IGNORECASE)
# Placeholders of templates and site generators, and what only a built site can resolve.
_UNKNOWABLE = re.compile(
    r"[{}$%*|\\]|^/|^@|^~|[<>\[\]`]|_$|\.\.\.|^[\w-]+\.(?:com|org|de|net|io|eu|gov)(?:/|$)"
)
# "Documentation" alone means the project's own; "Docker documentation" does not.
_OWN_DOCUMENTATION = re.compile(
    r"^(?:(?:the|our|full|online|official|complete|detailed|project|developer|user|admin|technical|zur|die|unsere|"
    r"ausführliche|technische|offizielle|here is the)\W+)*"
    r"(?:documentation|dokumentation|handb(?:uch|ook)|manual|docs|anleitung|user guide|wiki|"
    r"(?:benutzer|betriebs|entwickler|admin)(?:handbuch|dokumentation))"
    r"(?:\W+(?:site|page|website|portal|center|hub|pages|seite|here|hier|&.*))*$",
    re.IGNORECASE,
)
_DOCUMENTATION = re.compile(
    r"docs?\b|documentation|dokumentation|handb(?:uch|ook)|\bmanual|\bwiki\b"
    r"|guide|readthedocs|anleitung",
    re.IGNORECASE,
)
_COMMON = frozenset(
    ("docs", "documentation", "readme", "project", "welcome", "https", "github", "server", "client")
)
# Manuals of other people's programs, which a README may call just "documentation".
_STRANGERS = re.compile(
    r"//(?:[\w-]+\.)*(?:elastic\.co|docker\.com|kubernetes\.io|helm\.sh|postgresql\.org|mysql\.com|mariadb\.(?:com|org)|"
    r"redis\.io|mongodb\.com|nginx\.org|apache\.org|keycloak\.org|spring\.io|gradle\.org|python\.org|"
    r"djangoproject\.com|nodejs\.org|npmjs\.com|yarnpkg\.com|vuejs\.org|react(?:js\.org|\.dev|native\.dev)|angular\.(?:io|dev)|"
    r"svelte\.dev|vite(?:js)?\.dev|jestjs\.io|cypress\.io|playwright\.dev|expo\.dev|flutter\.dev|dart\.dev|android\.com|"
    r"apple\.com|microsoft\.com|google\.com|amazon\.com|laravel\.com|symfony\.com|getcomposer\.org|wordpress\.org|"
    r"drupal\.org|rubyonrails\.org|mozilla\.org|docs\.github\.com|docs\.gitlab\.com|sentry\.io|firebase\.google\.com)(?:[:/]|$)",
    re.IGNORECASE,
)
RELEASES = re.compile(r"^https?://\S+?/(?:-/)?releases(?:[/#?]|$)|^(?:\.\./)+releases(?:/|$)", re.IGNORECASE)
_BADGE = re.compile(
    r"badge|shields\.io|swagger|redoc|/blob/\S*readme|\.svg\b|\.png\b|/actions/|codecov|coveralls|"
    r"github\.com/[^/]+/?$",
    re.IGNORECASE,
)


def links_of_line(line: str, number: int, kind: str) -> Iterator[Link]:
    """Find the links in one line.

    Args:
        line: text outside of code blocks.
        number: its 1-based line number.
        kind: ``md``, ``rst`` or ``adoc``.
    """
    for pattern in _PATTERNS[kind]:
        for match in pattern.finditer(line):
            yield Link(match["target"], number, match["text"].strip()[:_MAX_TEXT])


def is_relative(target: str) -> bool:
    """Say whether a link names a file beside the document, as far as that shows without building anything."""
    return bool(target) and not _SCHEME.match(target) and not _UNKNOWABLE.search(target)


def leads_to_documentation(link: Link, title: str, context: str = "") -> bool:
    """Say whether an address elsewhere is presented as this project's documentation or release notes.

    Args:
        link: an address with its text.
        title: the first heading of the document, which names the project.
        context: the line and the headings the link stands below.
    """
    if _BADGE.search(link.target) or _STRANGERS.search(link.target):
        return False
    if RELEASES.match(link.target):
        return True
    if not link.target.startswith(("http://", "https://")):
        return False
    if _OWN_DOCUMENTATION.match(link.text.strip("*_`:. ")):
        return True
    names = [word for word in re.findall(r"[a-z0-9]{4,}", title.lower()) if word not in _COMMON]
    address = re.sub(r"[^a-z0-9]", "", link.target.lower())
    about = f"{link.target} {link.text}"
    if not re.search(r"//(?:www\.)?(?:github|gitlab|codeberg)\.", link.target):
        about += f" {context}"
    return bool(_DOCUMENTATION.search(about)) and any(name in address for name in names)
