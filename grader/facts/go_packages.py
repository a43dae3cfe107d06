"""Which folder a Go import means, without reading ``go.mod``.

An import is the module's name, followed by the folder. The folders are known, so the name is what is left
over; the name that explains most folders is the module's. Imports of other modules that happen to end like a
folder of the tree are explained by rarer names and stay unresolved.
"""

from __future__ import annotations

from collections import defaultdict

from grader.facts.model import FileFacts
from grader.facts.paths import folder_of

_Origin = tuple[str, str]  # name of the module, folder of the module in the tree


class GoPackages:
    """The Go folders of a tree with the names under which they are imported."""

    def __init__(self, files: tuple[FileFacts, ...]) -> None:
        self._files: dict[str, list[str]] = defaultdict(list)
        for file in files:
            if file.language == "Go":
                self._files[folder_of(file.path)].append(file.path)
        self._by_last_name: dict[str, list[str]] = defaultdict(list)
        for folder in sorted(self._files):
            self._by_last_name[folder.rpartition("/")[2]].append(folder)
        self._origins = self._likely_origins(files)

    def files_of(self, target: str) -> list[str]:
        """The files of the imported package, or none."""
        best = max(
            ((self._origins.get(origin, 0), folder) for origin, folder in self._explanations(target)),
            default=(0, ""),
        )
        return self._files[best[1]] if best[0] else []

    def _explanations(self, target: str) -> list[tuple[_Origin, str]]:
        """Folders the import may mean, each with the module that this would take."""
        parts = target.split("/")
        found = []
        for folder in self._by_last_name.get(parts[-1], ()):
            names = folder.split("/")
            same = 0
            while same < min(len(parts), len(names)) and parts[-1 - same] == names[-1 - same]:
                same += 1
            origin = "/".join(parts[: len(parts) - same]), "/".join(names[: len(names) - same])
            if origin[0]:
                found.append((origin, folder))
        return found

    def _likely_origins(self, files: tuple[FileFacts, ...]) -> dict[_Origin, int]:
        """For each module folder the one module name that explains most of its folders, with their number."""
        explained: dict[_Origin, set[str]] = defaultdict(set)
        targets = {statement.target for file in files if file.language == "Go" for statement in file.imports}
        for target in sorted(targets):
            for origin, folder in self._explanations(target):
                explained[origin].add(folder)
        best: dict[str, tuple[int, str]] = {}
        for (module, root), folders in explained.items():
            best[root] = max(best.get(root, (0, "")), (len(folders), module))
        return {(module, root): count for root, (count, module) in best.items()}
