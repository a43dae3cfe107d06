"""Source in the mix of languages that public-sector software has, for measurements nobody can choose.

    python -m bench.public_sector

The repositories are the rows of the comparison the grader judges with (`grader/benchmark/comparison-*.json`),
at the commits named there; they are fetched with git once, nothing of them is run. Where the forges cannot be
reached, packages of the registries stand in, in the same mix of languages.
"""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bench.corpus import corpus, corpus_folder
from bench.sources import SAME_FOR_BOTH, Source, sources
from grader.benchmark.comparison import COMPARISON, Comparison

ENDINGS = SAME_FOR_BOTH | {".swift", ".pl", ".pm", ".lua", ".m", ".mm"}
"""Files of languages that lizard reads as well."""


FAILURES_UNTIL_OFFLINE = 3


def checkouts(of: Comparison) -> list[Path]:
    """One folder per repository of the comparison, fetched where it is not there yet; after three failures in
    a row no further one is tried."""
    base = corpus_folder() / "public"
    folders = []
    failures = 0
    for peer in of.peers:
        folder = base / peer.repository.replace("/", "+")
        if folder.exists():
            folders.append(folder)
        elif failures < FAILURES_UNTIL_OFFLINE:
            if _fetched(folder, peer.url, peer.commit):
                folders.append(folder)
                failures = 0
            else:
                print(f"  not to be had: {peer.repository}")
                failures += 1
    return folders


def _fetched(folder: Path, url: str, commit: str) -> bool:
    fresh = folder.with_name("fetching")
    commands = (
        ["git", "init", "--quiet", str(fresh)],
        ["git", "-C", str(fresh), "fetch", "--quiet", "--depth", "1", url, commit],
        ["git", "-C", str(fresh), "-c", "core.hooksPath=/dev/null", "checkout", "--quiet", "FETCH_HEAD"],
    )
    subprocess.run(["rm", "-rf", str(fresh)], check=True)
    fresh.parent.mkdir(parents=True, exist_ok=True)
    if any(subprocess.run(command, check=False).returncode for command in commands):
        return False
    fresh.rename(folder)
    return True


def shares(of: Comparison) -> dict[str, float]:
    """Share of each language in the code lines of all rows together, 0 to 1, the largest first."""
    lines: Counter[str] = Counter()
    for peer in of.peers:
        for row in peer.figures.languages:
            lines[row.language] += int(row.lines)
    total = sum(lines.values())
    return {language: count / total for language, count in lines.most_common()}


def public_sector_sources(lines: int) -> list[Source]:
    """About `lines` lines from all repositories, or from packages, evenly taken, languages by their shares.

    The shares of languages that lizard does not read fall to the others.
    """
    of = COMPARISON
    wanted = shares(of)
    folders = checkouts(of)
    if not folders:
        print("No repository can be had; packages of the registries stand in.")
    found = sources(folders or [corpus()], most_lines_per_language=1 << 60, endings=ENDINGS)
    by_language: dict[str, list[Source]] = {}
    for source in found:
        by_language.setdefault(source.language, []).append(source)
    known = sum(wanted.get(language, 0.0) for language in by_language)
    chosen = []
    for language, files in sorted(by_language.items()):
        chosen += _evenly(files, lines * wanted.get(language, 0.0) / known)
    _tell(chosen, wanted, known)
    return chosen


def _evenly(files: Sequence[Source], lines: float) -> list[Source]:
    """Files spread over the whole list until the number of lines is reached."""
    share = min(1.0, lines / max(1, sum(file.lines for file in files)))
    chosen: list[Source] = []
    due = 0.0
    for file in files:
        due += file.lines * share
        if due >= file.lines / 2:
            chosen.append(file)
            due -= file.lines
    return chosen


def _tell(chosen: Sequence[Source], wanted: dict[str, float], known: float) -> None:
    lines: Counter[str] = Counter()
    for source in chosen:
        lines[source.language] += source.lines
    total = lines.total()
    print("Share of lines: in the comparison's repositories (of the languages lizard reads, too) -> here")
    for language, count in lines.most_common():
        print(f"  {language:12} {wanted.get(language, 0.0) / known:6.1%} -> {count / total:6.1%}")
    left_out = [language for language in wanted if language not in lines]
    print(f"Not read by lizard and left out: {', '.join(left_out)} ({1 - known:.1%} of all lines)")


if __name__ == "__main__":
    print(f"{sum(source.lines for source in public_sector_sources(1_100_000)):,d} lines")
