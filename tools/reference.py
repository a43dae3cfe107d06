"""Reference pages made from what they describe: indicators, criteria, settings and permissions.

    python -m tools.reference write | check

This tool runs inside the environment, because it asks the grader for its indicators and the marketplace for
its criteria.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from grader.indicators.catalogue import Indicator, indicators, topics
from marketplace.criteria.reference_page import criteria_page
from tests.permissions.page import permissions_page
from tools import console
from tools.console import Refusal, say
from tools.places import ROOT

FOLDER = ROOT / "docs" / "reference"
NOTICE = "This page is made from the code by `make docs`; changes belong there."
READERS = {
    "text": "text",
    "flag": "on or off",
    "number": "whole number",
    "words": "list, separated by commas",
}


def pages() -> dict[Path, str]:
    """Return every reference page with its content."""
    return {
        FOLDER / "indicators.md": _indicators(),
        FOLDER / "criteria.md": criteria_page(NOTICE),
        FOLDER / "settings.md": _settings(),
        FOLDER / "permissions.md": permissions_page(NOTICE),
    }


def _indicators() -> str:
    parts = ["# Indicators", NOTICE, "Each indicator asks one question of a folder of source code."]
    for topic in topics():
        part_of_grade = "" if topic.graded else ": a verdict of its own, not part of the grade"
        parts.append(f"## {topic.title.en} ({topic.title.de}){part_of_grade}")
        parts += [_indicator(entry) for entry in indicators() if entry.topic == topic.id]
    return "\n\n".join(parts) + "\n"


def _indicator(entry: Indicator) -> str:
    rows = [
        ("Question", entry.question.en),
        ("Why", entry.why.en),
        ("How it is measured", entry.how.en),
        ("What it cannot tell", entry.limits.en),
        ("What helps", f"{entry.remedy.en} (effort: {entry.effort})"),
    ]
    lines = "\n".join(f"- **{name}:** {text.strip()}" for name, text in rows)
    return f"### `{entry.id}`: {entry.title.en}\n\n{lines}\n- **German title:** {entry.title.de}"


def _settings() -> str:
    rows = "\n".join(f"| `{name}` | {kind} | {default} |" for name, kind, default in sorted(_read()))
    return "\n\n".join(
        [
            "# Settings",
            NOTICE,
            "Settings are read from the environment when the marketplace starts. An odd value stops it.",
            f"| Name | Kind | Default |\n|---|---|---|\n{rows}",
            "`HOST` and `PORT` tell `make start` where to listen (default 127.0.0.1, 8000).\n",
        ]
    )


def _read() -> Iterator[tuple[str, str, str]]:
    """Yield (name, kind, default) for each setting that `config/settings.py` reads."""
    tree = ast.parse((ROOT / "config" / "settings.py").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            called = ast.unparse(node.func)
            if called == "dj_database_url.config":
                yield "DATABASE_URL", "address of a database", "SQLite in the data folder"
            elif called == "env.secret":
                yield ast.literal_eval(node.args[0]), "secret", "the file `secret-key` in the data folder"
            elif called == "env.mail":
                yield ast.literal_eval(node.args[0]), "address of a mail server", "files in the data folder"
            elif called.startswith("env.") and node.func.attr in READERS:
                yield ast.literal_eval(node.args[0]), READERS[node.func.attr], _default(node)


def _default(call: ast.Call) -> str:
    node = call.args[1] if len(call.args) > 1 else next(k.value for k in call.keywords if k.arg == "default")
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return "`var` in the repository" if "DIR" in ast.unparse(node) else f"`{ast.unparse(node)}`"
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, list):
        return ", ".join(value) or "none"
    return str(value) or "none"


def write() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path, content in pages().items():
        path.write_text(content, encoding="utf-8")
        say(f"wrote {path.relative_to(ROOT)}")
    return 0


def check() -> int:
    """Fail when a page does not say what the code says."""
    stale = [
        path.relative_to(ROOT).as_posix()
        for path, content in pages().items()
        if not path.exists() or path.read_text(encoding="utf-8") != content
    ]
    if stale:
        raise Refusal(f"{', '.join(stale)} no longer say what the code says. Run `make docs`.")
    say("The reference pages say what the code says.")
    return 0


def main() -> int:
    commands = {"write": write, "check": check}
    wanted = sys.argv[1] if len(sys.argv) > 1 else "check"
    if wanted not in commands:
        raise Refusal(f"Unknown command {wanted!r}; there are: {', '.join(commands)}.")
    return commands[wanted]()


if __name__ == "__main__":
    console.finish(main)
