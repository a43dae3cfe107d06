"""Real source for the measurements of the grader: what the machine already has, or the folders named."""

from __future__ import annotations

import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.facts.decoding import to_utf8
from grader.facts.files import list_files
from grader.facts.languages import language_of
from grader.facts.reading import HEAD_BYTES
from grader.facts.roles_by_content import by_content
from grader.facts.roles_by_path import foreign_or_generated

LARGEST = 300_000
SAME_FOR_BOTH = frozenset(
    (
        *(".py", ".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".tsx", ".java", ".php", ".rb"),
        *(".go", ".c", ".cc", ".cpp", ".h", ".hpp", ".cs", ".kt", ".rs"),
    )
)


@dataclass(frozen=True, slots=True)
class Source:
    """One file that both the grader and lizard can read, as UTF-8."""

    path: str
    language: str
    grammar: str
    data: bytes

    @property
    def lines(self) -> int:
        return self.data.count(b"\n") + 1


def default_folders() -> list[Path]:
    """Python's own library and packages, C headers, npm and packages below node_modules, where present."""
    wanted = (
        Path(sysconfig.get_paths()["purelib"]),
        Path(sysconfig.get_paths()["stdlib"]),
        Path("/usr/include"),
        Path("/usr/lib/node_modules"),
        Path("/usr/share/php"),
        Path("/usr/lib/ruby"),
        Path("/usr/share/gocode"),
        Path("/usr/share/cargo"),
        Path(__file__).parent.parent / "node_modules",
    )
    return [folder for folder in wanted if folder.is_dir()]


def sources(
    folders: Iterable[Path], *, most_lines_per_language: int, endings: frozenset[str] = SAME_FOR_BOTH
) -> list[Source]:
    """Hand-written files of the folders, evenly chosen down to a number of lines per language."""
    by_language: dict[str, list[Source]] = {}
    for folder in folders:
        for source in _in_folder(folder, endings):
            by_language.setdefault(source.language, []).append(source)
    return [
        source
        for language in sorted(by_language)
        for source in _thinned(by_language[language], most_lines_per_language)
    ]


def _in_folder(folder: Path, endings: frozenset[str]) -> Iterator[Source]:
    for entry in list_files(folder).entries:
        suffix = Path(entry.path).suffix
        if suffix not in endings or ".d." in entry.path or not 0 < entry.bytes <= LARGEST:
            continue
        decoded = to_utf8((folder / entry.path).read_bytes())
        language = language_of(entry.path, decoded[0][:HEAD_BYTES]) if decoded else None
        below_packages = entry.path.rpartition("node_modules/")[2]
        if decoded is None or language is None or language.grammar is None:
            continue
        if (
            foreign_or_generated(below_packages, language) is None
            and by_content(decoded[0], language) is None
        ):
            yield Source(str(folder / entry.path), language.name, language.grammar, decoded[0])


def written_to(folder: Path, found: Iterable[Source]) -> None:
    """Copy the sources below `folder`, numbered, so that a whole run sees the same files and nothing else."""
    for number, source in enumerate(found):
        (folder / f"{number:06d}{Path(source.path).suffix}").write_bytes(source.data)


def _thinned(found: list[Source], most_lines: int) -> list[Source]:
    total = sum(source.lines for source in found)
    step = max(1, -(-total // most_lines))
    return found[::step]
