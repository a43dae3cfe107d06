"""To which files of the same tree an import leads, by the rules of its language.

No build file is read, so what only a build file says stays unresolved (names of npm workspaces, Java module
paths, include folders). An import is followed only where one answer stands out; a wrong edge is worse than a
missing one. Rules per language stand at the functions below.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from grader.facts.go_packages import GoPackages
from grader.facts.model import FileFacts, Import
from grader.facts.paths import Paths, folder_of, folders_upwards, joined, stem_of

_SCRIPT_ENDINGS = (
    "",
    ".ts",
    ".tsx",
    ".d.ts",
    ".js",
    ".jsx",
    ".mjs",
    ".cjs",
    ".mts",
    ".cts",
    ".vue",
    ".svelte",
)
_SCRIPT_INDEX = tuple(f"/index{ending}" for ending in _SCRIPT_ENDINGS[1:])
_BUILT = {".js": (".ts", ".tsx"), ".jsx": (".tsx",), ".mjs": (".mts",), ".cjs": (".cts",)}
_SCRIPT_ALIASES = ("@/", "~/", "@@/", "~~/", "#/", "$lib/", "src/")
Targets = list[str]


class Resolver:
    """Answers for the files it was made of; every question costs a few look-ups, whatever their number."""

    def __init__(self, files: tuple[FileFacts, ...]) -> None:
        self._paths = Paths(file.path for file in files)
        self._namespaces = _by_namespace(files)
        self._go = GoPackages(files)
        self._answers: dict[tuple[str, str, str], Targets] = {}
        self._rules: dict[str, Callable[[FileFacts, str], Targets]] = {
            "Python": self._python,
            "Rust": self._rust,
            "Ruby": self._ruby,
            "Dart": self._dart,
            "Lua": self._lua,
            "Perl": self._perl,
            "Shell": self._shell,
            "Elixir": self._elixir,
            "R": self._r,
            "PHP": self._php,
            "Go": lambda _file, target: self._go.files_of(target),
            "C#": self._csharp,
        }
        self._rules |= dict.fromkeys(("JavaScript", "TypeScript", "Vue", "Svelte"), self._script)
        self._rules |= dict.fromkeys(("Java", "Kotlin", "Scala", "Groovy"), self._jvm)
        self._rules |= dict.fromkeys(("C", "C++", "Objective-C"), self._include)

    def targets(self, file: FileFacts, statement: Import) -> Targets:
        """Files that the statement can mean: none, one, or those of a whole package."""
        language = file.language or ""
        rule = self._rules.get(language)
        if rule is None:
            return []
        # Only Rust's rule asks for more than the folder of the file.
        place = file.path if language == "Rust" else folder_of(file.path)
        asked = language, place, statement.target
        if asked not in self._answers:
            self._answers[asked] = rule(file, statement.target)
        return self._answers[asked]

    def _python(self, file: FileFacts, target: str) -> Targets:
        """``a.b.c`` is the module ``a/b/c.py`` or something in ``a/b.py`` or ``a/b/__init__.py``.

        Leading dots go up from the file's folder. Absolute names begin in a folder above the file that is no
        package itself, or in the only such folder of the tree that knows the first name."""
        name = target.lstrip(".")
        dots, parts = len(target) - len(name), name.split(".") if name else []
        if dots:
            base = folder_of(file.path)
            for _ in range(dots - 1):
                base = folder_of(base)
            return self._python_below(base, parts)
        for folder in folders_upwards(file.path):
            if not self._paths.has(joined(folder, "__init__.py")):
                found = self._python_below(folder, parts)
                if found:
                    return found
        package = self._paths.only_ending(f"{parts[0]}/__init__.py")
        return self._python_below(folder_of(folder_of(package)), parts) if package else []

    def _python_below(self, folder: str, parts: list[str]) -> Targets:
        for length in range(len(parts), -1, -1):
            path = joined(folder, *parts[:length])
            for candidate in (f"{path}.py", joined(path, "__init__.py")):
                if length + candidate.endswith("__init__.py") and self._paths.has(candidate):
                    return [candidate] if length or len(parts) <= 1 else []
        return []

    def _script(self, file: FileFacts, target: str) -> Targets:
        """Relative paths with or without ending, folders with an index file, and the usual names for the
        source folder (``@/``, ``~/``, ``$lib/``, ``src/``) in the nearest folder above where they lead to a
        file."""
        target = target.partition("?")[0].rstrip("/")
        if target.startswith("."):
            return self._script_file(joined(folder_of(file.path), target))
        alias = next((alias for alias in _SCRIPT_ALIASES if target.startswith(alias)), None)
        if alias is None:
            return []
        rest = target[len(alias) :]
        below = {"$lib/": ("src/lib",), "src/": ("src",)}.get(alias, ("src", "app", "", "resources/js"))
        for folder in folders_upwards(file.path):
            for source in below:
                if found := self._script_file(joined(folder, source, rest)):
                    return found
        return []

    def _script_file(self, path: str) -> Targets:
        stem, dot, ending = path.rpartition(".")
        for candidate in [path + end for end in _SCRIPT_ENDINGS + _SCRIPT_INDEX] + [
            stem + end for end in _BUILT.get(dot + ending, ())
        ]:
            if self._paths.has(candidate):
                return [candidate]
        return []

    def _jvm(self, _file: FileFacts, target: str) -> Targets:
        """Longest beginning of the name that is package and file name (so members and inner classes lead to
        their file); a whole package (``a.b.*``) or a function in one means any of its files."""
        parts = target.removesuffix(".*").removesuffix("._").split(".")
        for length in range(len(parts), 1, -1):
            found = self._namespaces.get((".".join(parts[: length - 1]), parts[length - 1]))
            if found:
                return found
        for length in (len(parts), len(parts) - 1):
            found = self._namespaces.get((".".join(parts[:length]), ""))
            if found:
                return found
        return []

    def _csharp(self, _file: FileFacts, target: str) -> Targets:
        """A namespace means any of its files."""
        return self._namespaces.get((target, "")) or self._jvm(_file, target)

    def _php(self, file: FileFacts, target: str) -> Targets:
        """Namespace and file name (PSR-4), or a path beside the file for ``require``."""
        if "/" in target or target.endswith(".php"):
            return self._beside(file, target)
        namespace, _, name = target.strip("\\").rpartition("\\")
        return self._namespaces.get((namespace, name)) or []

    def _include(self, file: FileFacts, target: str) -> Targets:
        """Beside the including file, below a folder above it (or its ``include`` or ``src``), or the only
        file of the tree with such an ending; ``<...>`` without a folder is a header of the system."""
        system, target = target.startswith("<"), target.strip("<>")
        if system and "/" not in target:
            return []
        for folder in folders_upwards(file.path):
            for below in ("", "include", "src"):
                candidate = joined(folder, below, target)
                if self._paths.has(candidate):
                    return [candidate]
        only = self._paths.only_ending(target)
        return [only] if only else []

    def _rust(self, file: FileFacts, target: str) -> Targets:
        """``crate::`` begins beside the nearest ``lib.rs`` or ``main.rs`` above, ``self::`` and ``super::``
        in the file's own module, another first name may be a crate of the tree; the longest beginning that
        is a file counts."""
        first, *parts = target.split("::")
        base: str | None
        if first == "crate":
            base = next((folder for folder in folders_upwards(file.path) if self._is_crate(folder)), None)
        elif first in ("self", "super"):
            base = _rust_module(file.path)
            for _ in [part for part in (first, *parts) if part == "super"]:
                base = folder_of(base)
            parts = [part for part in parts if part != "super"]
        else:
            root = self._paths.only_ending(f"{first}/src/lib.rs") or self._paths.only_ending(
                f"{first.replace('_', '-')}/src/lib.rs"
            )
            if root is None:
                return []
            return self._rust_below(folder_of(root), parts) or [root]
        return self._rust_below(base, parts) if base is not None else []

    def _is_crate(self, folder: str) -> bool:
        return self._paths.has(joined(folder, "lib.rs")) or self._paths.has(joined(folder, "main.rs"))

    def _rust_below(self, folder: str, parts: list[str]) -> Targets:
        for length in range(len(parts), 0, -1):
            path = joined(folder, *parts[:length])
            for candidate in (f"{path}.rs", f"{path}/mod.rs"):
                if self._paths.has(candidate):
                    return [candidate]
        return []

    def _ruby(self, file: FileFacts, target: str) -> Targets:
        """``require_relative`` (here: a path with ``./`` or ``../``) beside the file, ``require`` below a
        ``lib`` folder above."""
        name = target if target.endswith(".rb") else f"{target}.rb"
        if target.startswith("."):
            return self._existing(joined(folder_of(file.path), name))
        return self._in_folder_above(file, "lib", name)

    def _dart(self, file: FileFacts, target: str) -> Targets:
        """Paths beside the file, and ``package:name/…`` below a ``lib`` folder above it."""
        if target.startswith("package:"):
            return self._in_folder_above(file, "lib", target.partition("/")[2])
        return [] if ":" in target else self._existing(joined(folder_of(file.path), target))

    def _lua(self, _file: FileFacts, target: str) -> Targets:
        """``a.b`` is the only file that ends in ``a/b.lua`` (or ``a/b/init.lua``)."""
        path = target.replace(".", "/")
        only = self._paths.only_ending(f"{path}.lua") or self._paths.only_ending(f"{path}/init.lua")
        return [only] if only else []

    def _perl(self, _file: FileFacts, target: str) -> Targets:
        """``A::B`` is the only file that ends in ``A/B.pm``."""
        only = self._paths.only_ending(f"{target.replace('::', '/')}.pm") if "::" in target else None
        return [only] if only else []

    def _shell(self, file: FileFacts, target: str) -> Targets:
        """Beside the script, or from the root; paths of the machine (``/etc/profile``) lead nowhere."""
        if target.startswith(("/", "~")):
            return []
        return self._existing(joined(folder_of(file.path), target)) or self._existing(joined("", target))

    def _elixir(self, _file: FileFacts, target: str) -> Targets:
        """``Town.TaxRate`` is the only file that ends in ``town/tax_rate.ex``, by custom of the language."""
        path = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", target).replace(".", "/").lower()
        only = self._paths.only_ending(f"{path}.ex") if "/" in path else None
        return [only] if only else []

    def _r(self, file: FileFacts, target: str) -> Targets:
        """From the root, where R is started by custom, or beside the file."""
        return self._existing(joined("", target)) or self._existing(joined(folder_of(file.path), target))

    def _beside(self, file: FileFacts, target: str) -> Targets:
        return self._existing(joined(folder_of(file.path), target.lstrip("/")))

    def _in_folder_above(self, file: FileFacts, below: str, name: str) -> Targets:
        candidates = (joined(folder, below, name) for folder in folders_upwards(file.path))
        return next(([path] for path in candidates if self._paths.has(path)), [])

    def _existing(self, path: str) -> Targets:
        return [path] if self._paths.has(path) else []


def _rust_module(path: str) -> str:
    """Folder in which the submodules of a file's own module lie."""
    stem = stem_of(path)
    return folder_of(path) if stem in ("mod", "lib", "main") else joined(folder_of(path), stem)


def _by_namespace(files: tuple[FileFacts, ...]) -> dict[tuple[str, str], Targets]:
    """Files by (namespace, file name) and by (namespace, nothing)."""
    found: dict[tuple[str, str], Targets] = {}
    for file in files:
        if file.namespace:
            found.setdefault((file.namespace, stem_of(file.path)), []).append(file.path)
            found.setdefault((file.namespace, ""), []).append(file.path)
    return found
