"""The program as a map: folders as districts, files as tiles true to size, toned by difficulty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from grader.drawing.treemap import MapSize, squarify

DISTRICT_GAP, TILE_GAP = 6.0, 1.0
MAX_DISTRICTS = 12
# A tile smaller than this many square units could not be told from its neighbours; such files share one.
LEAST_AREA = 60.0
# Limits of the expected judgement (0 easy to 3 hard) for the five tones; 0.5, 1.5 and 2.5 are those of the
# classes rather easy, rather hard and hard.
TONE_LIMITS = (0.5, 1.0, 1.5, 2.5)


@dataclass(frozen=True, slots=True)
class SizedFile:
    """A file with its lines and its expected judgement from 0 to 3."""

    path: str
    lines: int
    difficulty: float


@dataclass(frozen=True, slots=True)
class FileTile:
    """One file, or several small ones (`path` is empty then)."""

    path: str
    files: int
    lines: int
    tone: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class District:
    """One folder with its tiles; `difficulty` is the mean over lines, `hardest` the path of a file."""

    path: str
    lines: int
    files: int
    difficulty: float
    hardest: str
    name: str
    x: float
    y: float
    width: float
    height: float
    tiles: tuple[FileTile, ...]


def tone_of(difficulty: float) -> int:
    """1 (easy) to 5 (hard)."""
    return 1 + sum(difficulty >= limit for limit in TONE_LIMITS)


def code_map(files: Iterable[SizedFile], folders: Sequence[str], size: MapSize) -> list[District]:
    """Lay out the map.

    Args:
        files: the judged files of the program.
        folders: folders to show as districts; a file belongs to the longest that contains it, otherwise to
            its top folder.
        size: the drawing to fill.

    Returns:
        Districts by size, largest first; beyond twelve, the small ones share one named `…`.
    """
    groups: dict[str, list[SizedFile]] = defaultdict(list)
    for file in files:
        if file.lines > 0:
            groups[_folder(file.path, folders)].append(file)
    ranked = sorted(groups.items(), key=lambda group: (-sum(f.lines for f in group[1]), group[0]))
    if len(ranked) > MAX_DISTRICTS:
        rest = [file for _, group in ranked[MAX_DISTRICTS - 1 :] for file in group]
        ranked = [*ranked[: MAX_DISTRICTS - 1], ("…", rest)]
        ranked.sort(key=lambda group: -sum(f.lines for f in group[1]))
    weights = [float(sum(file.lines for file in group)) for _, group in ranked]
    places = squarify(weights, float(size.width), float(size.height))
    return [_district(name, group, place, size) for (name, group), place in zip(ranked, places, strict=True)]


def _folder(path: str, folders: Sequence[str]) -> str:
    inside = [folder for folder in folders if path.startswith(f"{folder.rstrip('/')}/")]
    top, slash, _ = path.partition("/")
    return max(inside, key=len).rstrip("/") if inside else top if slash else "/"


def _district(
    name: str, files: list[SizedFile], place: tuple[float, float, float, float], size: MapSize
) -> District:
    x, y, width, height = place
    x, y = x + DISTRICT_GAP / 2, y + DISTRICT_GAP / 2
    width, height = max(width - DISTRICT_GAP, 1.0), max(height - DISTRICT_GAP, 1.0)
    head = size.font * 1.7 if height > size.font * 4 and width > size.font * 3 else 0.0
    lines = sum(file.lines for file in files)
    mean = sum(file.difficulty * file.lines for file in files) / lines
    return District(
        path=name,
        lines=lines,
        files=len(files),
        difficulty=mean,
        hardest=max(files, key=lambda file: (file.difficulty, file.lines, file.path)).path,
        name=_fitting(name, width, size.font) if head else "",
        x=x,
        y=y,
        width=width,
        height=height,
        tiles=tuple(_tiles(files, (x, y + head, width, height - head))),
    )


def _tiles(files: list[SizedFile], place: tuple[float, float, float, float]) -> Iterable[FileTile]:
    x, y, width, height = place
    unit = width * height / sum(file.lines for file in files)
    shown = sorted((f for f in files if f.lines * unit >= LEAST_AREA), key=lambda f: (-f.lines, f.path))
    small = [file for file in files if file.lines * unit < LEAST_AREA]
    rows = [(file.path, 1, file.lines, file.difficulty) for file in shown]
    if small:
        lines = sum(file.lines for file in small)
        rows.append(("", len(small), lines, sum(f.difficulty * f.lines for f in small) / lines))
    rows.sort(key=lambda row: (-row[2], row[0]))
    for row, (left, top, wide, high) in zip(
        rows, squarify([float(r[2]) for r in rows], width, height), strict=True
    ):
        path, count, lines, difficulty = row
        inner = (max(wide - TILE_GAP, 0.5), max(high - TILE_GAP, 0.5))
        yield FileTile(path, count, lines, tone_of(difficulty), x + left, y + top, *inner)


def _fitting(name: str, width: float, font: int) -> str:
    """The name, its last part, or nothing: a cut-off name would be worse than none."""
    for text in (name, name.rsplit("/", 1)[-1]):
        if len(text) * font * 0.58 <= width - 4:
            return text
    return ""
