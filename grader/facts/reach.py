"""Which program files tests touch: by the names they mirror and by what they import.

A test touches a file when its name and folders mirror it (`src/test/java/x/FooTest.java` and
`src/main/java/x/Foo.java`, `spec/models/user_spec.rb` and `app/models/user.rb`), when it imports it, or when
the file carries its tests inside. A test without such a file touches the folder it mirrors or stands in.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from grader.facts.model import Facts, FileFacts

_TEST_FOLDER = re.compile(
    r"^(?:tests?|specs?|x?t|__tests?__|e2e|unit|integration|functional|unittests?|integration[-_]?tests?|testing|cypress"
    r"|src|main|java|kotlin|scala|php|lib|app|cases?)$",
    re.IGNORECASE,
)
_TEST_WORDS = re.compile(
    r"^(?:tests?[-_.]|Tests?(?=[A-Z]))|(?:[-_.](?:tests?|specs?|unit|cy|e2e|e2e-spec)|(?<=[a-z0-9])(?:Tests?|TestCase|IT|Specs?|"
    r"IntegrationTests?|UnitTests?))+$"
)
_INDEX = frozenset(("__init__", "index", "mod", "main"))
_HOSTED = re.compile(r"^[\w-]+(?:\.[\w-]+)+/")
MAX_SAME_NAME = 50


@dataclass(slots=True)
class _Program:
    """The program's files by the last part of their module path, and its folders by their last part."""

    files: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=lambda: defaultdict(list))
    folders: dict[str, dict[tuple[str, ...], list[str]]] = field(default_factory=lambda: defaultdict(dict))
    paths: list[str] = field(default_factory=list)

    def below(self, folders: Sequence[str]) -> list[str]:
        start = "/".join(folders) + "/"
        return [path for path in self.paths if path.lower().startswith(start)]

    def add(self, path: str) -> None:
        *folders, name = path.lower().split("/")
        stem = name.partition(".")[0]
        module = tuple(folders) if stem in _INDEX and folders else (*folders, stem)
        self.files[module[-1]].append((module, path))
        self.paths.append(path)
        if folders:
            self.folders[folders[-1]].setdefault(tuple(folders), []).append(path)


def touched_files(facts: Facts) -> frozenset[str]:
    """Return the paths of program files that tests touch, see the module's own words."""
    program = _Program()
    touched = set()
    for file in facts.production:
        program.add(file.path)
        if file.test_cases:
            touched.add(file.path)
    for test in facts.tests:
        touched.update(_mirrored(program, test.path))
        for target in {item.target for item in test.imports}:
            touched.update(_imported(program, test.path, target))
    return frozenset(touched)


def _mirrored(program: _Program, path: str) -> Iterable[str]:
    *folders, name = path.split("/")
    stem = _TEST_WORDS.sub("", name.partition(".")[0] if name.count(".") == 1 else name.rsplit(".", 1)[0])
    kept = tuple(folder.lower() for folder in folders if not _TEST_FOLDER.match(folder))
    same_name = program.files.get(stem.lower(), [])[:MAX_SAME_NAME]
    # Perl's tests are told by their extension.
    if same_name and (stem != name.partition(".")[0] or name.endswith(".t")):
        scored = [(_overlap(_without_markers(module[:-1]), kept), found) for module, found in same_name]
        best = max(score for score, _ in scored)
        if best or len(same_name) == 1:
            return [found for score, found in scored if score == best]
    return _in_folder(program, kept)


def _without_markers(folders: Sequence[str]) -> tuple[str, ...]:
    return tuple(folder for folder in folders if not _TEST_FOLDER.match(folder))


def _in_folder(program: _Program, kept: tuple[str, ...]) -> list[str]:
    """Files of the folder whose path says the same as the test's, apart from words like src and test.

    Below the top level a folder stands for all that is in it: tests of an application reach its views."""
    found: list[str] = []
    for folders, paths in program.folders.get(kept[-1], {}).items() if kept else ():
        if _without_markers(folders) == kept:
            found += paths
            if len(kept) > 1:
                found += program.below(folders)
    return found


def _imported(program: _Program, test: str, target: str) -> Iterator[str]:
    parts = _parts(test, target)
    for length in (len(parts), len(parts) - 1, len(parts) - 2):
        if length < 1:
            return
        if found := _ending_with(program, parts[:length], exact=target.startswith(".")):
            yield from found
            return


def _parts(test: str, target: str) -> tuple[str, ...]:
    """The target as a module path; relative paths are followed from the test's folder."""
    if target.startswith(("./", "../")):
        folders = test.lower().split("/")[:-1]
        for part in target.lower().split("/"):
            if part == "..":
                folders = folders[:-1]
            elif part != ".":
                folders = [*folders, part.partition(".")[0]]
        return tuple(folders)
    if _HOSTED.match(target):
        target = "/".join(target.split("/")[3:])
    plain = re.sub(r"\.(?:[jt]sx?|vue|svelte|h|hpp|hh|dart|php|rb)$", "", target)
    return tuple(part.lower() for part in re.split(r"[./\\:@~#]+", plain) if part and part != "*")


def _ending_with(program: _Program, parts: tuple[str, ...], *, exact: bool) -> list[str]:
    least = len(parts) if exact else max(min(len(parts), 2), (len(parts) + 1) // 2)
    found: list[str] = []
    for module, path in program.files.get(parts[-1], [])[:MAX_SAME_NAME]:
        if _overlap(module, parts) >= min(least, len(module)):
            found.append(path)
    for folders, paths in program.folders.get(parts[-1], {}).items() if not found else ():
        if _overlap(folders, parts) >= min(least, len(folders)):
            found += paths
    return found


def _overlap(one: Sequence[str], other: Sequence[str]) -> int:
    """How many parts the ends of two paths have in common."""
    pairs = zip(reversed(one), reversed(other), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def is_test_code(file: FileFacts) -> bool:
    """Say whether a test file contains tests or checks, not only material for them."""
    return bool(file.test_cases or file.assertions)
