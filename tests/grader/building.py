"""Small facts and small repositories for tests of judgements."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

from grader.facts.dependencies import dependencies_of
from grader.facts.documents import read_documents
from grader.facts.model import (
    DeclaredLicence,
    Document,
    Duplication,
    Facts,
    FileFacts,
    FunctionFacts,
    History,
    LicenceFile,
    Role,
)
from grader.facts.writing import writing_of

TODAY = date(2026, 11, 23)
SOME_HISTORY = History(
    available=True,
    commit="c0ffee" * 6,
    committed_on=date(2026, 11, 1),
    first_commit_on=date(2020, 1, 1),
    commits=500,
    commits_last_12_months=60,
    authors_last_12_months=4,
    months=(5,) * 12,
    latest_tag="v2.1.0",
    latest_tag_on=date(2026, 9, 1),
    tags_last_12_months=3,
)

# The text of the MIT licence with its copyright line, as repositories carry it.
MIT_TEXT = """MIT License

Copyright (c) 2026 Stadt Musterhausen

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
"""

# Documents that answer the questions about documentation.
GOOD_DOCUMENTS = {
    "README.md": """# Mängelmelder

Bürgerinnen und Bürger melden Schäden an Straßen und Wegen; die Verwaltung sortiert die Meldungen, leitet
sie an den Bauhof weiter und sagt Bescheid, wenn der Schaden behoben ist. Bilder gehören zu jeder Meldung.

## Installation

Das Archiv entpacken, mit pip install die Pakete einrichten, die Datenbank anlegen und den Dienst mit dem
beiliegenden Startprogramm neu laden. Danach ist die Anwendung unter der eingestellten Adresse erreichbar.

## Konfiguration

Die Datei settings.example kopieren und darin Adresse, Datenbank und Postausgang eintragen. Jede
Einstellung ist in der Datei erklärt; ohne Eintrag gilt der genannte Vorgabewert.

## Entwicklung

Eine virtuelle Umgebung anlegen, die Pakete für die Entwicklung einrichten und den Entwicklungsserver starten.
Änderungen am Quelltext werden dabei sofort übernommen.

## Tests

Alle Tests laufen mit dem Befehl pytest im Hauptordner; sie brauchen keine Datenbank und dauern eine Minute.

## Mitwirken

Verbesserungen sind willkommen: bitte zuerst einen Vorschlag schreiben, dann einen Zweig anlegen und die
Änderung mit einem Test einreichen. Wir lesen jeden Vorschlag innerhalb einer Woche.
""",
    "docs/architektur.md": """# Architektur

Das Programm besteht aus drei Teilen. Die Annahme liest Meldungen aus dem Formular und prüft sie. Die Regeln
entscheiden, welche Stelle zuständig ist, und kennen weder Formular noch Datenbank. Die Briefe schreiben
Antworten und legen sie in den Postausgang. Jeder Teil spricht nur mit dem nächsten; Daten liegen in einer
Datenbank, die allein die Annahme beschreibt. Wer eine neue Art von Meldung braucht, ergänzt eine Regel und
einen Brief und ändert an der Annahme nichts.

"""
    + "Der Betrieb sichert die Datenbank jede Nacht auf einen zweiten Rechner und prüft das.\n" * 160,
    "CHANGELOG.md": "## 2.1.0 (2026-09-01)\n\n- Meldungen lassen sich nach Straßen und Ortsteilen filtern, "
    "auch in Listen.\n",
    ".github/workflows/ci.yml": "on: push\njobs:\n  test:\n    steps:\n      - run: pytest\n",
}


def function(
    *,
    line: int = 1,
    lines: int = 10,
    complexity: int = 1,
    nesting: int = 0,
    parameters: int = 1,
    name: str = "do",
) -> FunctionFacts:
    """A function with ten tokens per line, as tangled as its paths say."""
    end_line, tokens = line + lines - 1, lines * 10
    return FunctionFacts(name, line, end_line, complexity, nesting, parameters, tokens, complexity - 1)


def source(
    path: str, *functions: FunctionFacts, role: Role = Role.PRODUCTION, code_lines: int = 0
) -> FileFacts:
    """A Python file whose functions fill it, unless `code_lines` says more; tests check something."""
    lines = max(code_lines, sum(f.length for f in functions))
    return FileFacts(
        path,
        role,
        "Python",
        bytes=lines * 30,
        lines=lines,
        code_lines=lines,
        tokens=lines * 10,
        functions=functions,
        parsed=True,
        assertions=len(functions) if role is Role.TEST else 0,
    )


def tidy_functions(count: int, **values: int) -> tuple[FunctionFacts, ...]:
    """Functions one after the other, ten lines each unless said otherwise."""
    lines = values.get("lines", 10)
    return tuple(function(line=1 + lines * i, name=f"step_{i}", **values) for i in range(count))


def _tests_of(part: int) -> tuple[FunctionFacts, ...]:
    """Ten tests that no other part has."""
    return tuple(function(line=1 + 10 * i, name=f"test_part{part}_{i}") for i in range(10))


def tidy_project(*, files: int = 20) -> tuple[FileFacts, ...]:
    """A well-made program of about 2,000 lines with as many lines of tests."""
    program = [source(f"app/part{i}.py", *tidy_functions(10)) for i in range(files)]
    tests = [source(f"tests/test_part{i}.py", *_tests_of(i), role=Role.TEST) for i in range(files)]
    return tuple(program + tests)


def facts(
    *files: FileFacts,
    documents: dict[str, str] | None = None,
    history: History | None = SOME_HISTORY,
    licence_files: tuple[LicenceFile, ...] = (),
    declared: tuple[DeclaredLicence, ...] = (),
    duplication: Duplication | None = None,
) -> Facts:
    """Facts of a made-up folder; documents are also listed as files."""
    texts = tuple(Document(path, text) for path, text in sorted((documents or {}).items()))
    known = {file.path for file in files}
    listed = [
        FileFacts(
            d.path,
            Role.DOCUMENTATION,
            None,
            len(d.text),
            lines=d.text.count("\n") + 1,
            **writing_of(d.path, Role.DOCUMENTATION, "", d.text.encode()),
        )
        for d in texts
        if d.path not in known
    ]
    measured = sum(file.code_lines for file in files if file.role is Role.PRODUCTION)
    return Facts(
        files=tuple(sorted([*files, *listed], key=lambda file: file.path)),
        tree_hash="0" * 64,
        as_of=TODAY,
        duplication=duplication or Duplication(measured_lines=measured),
        licence_files=licence_files,
        declared_licences=declared,
        history=history or History(available=False),
        documents=texts,
        dependencies=dependencies_of(documents or {}),
    )


def archive_of(some: Facts) -> Facts:
    """The same files without a version history."""
    return replace(some, history=History(available=False))


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write files into a folder, making the folders on the way."""
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder


def listed(folder: Path) -> tuple[FileFacts, ...]:
    """All files of a folder as if they were production files."""
    paths = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    return tuple(FileFacts(path, Role.PRODUCTION, None, 1) for path in paths if not path.startswith(".git/"))


def documents_of(folder: Path) -> tuple[Document, ...]:
    return read_documents(folder, listed(folder))


def git(folder: Path, *arguments: str, day: str = "2026-11-01", author: str = "Anna Amt") -> None:
    """Run git with fixed people and days and without the settings of this machine."""
    address = f"{author.split()[0].lower()}@example.org"
    moment = f"{day}T12:00:00+0000"
    subprocess.run(
        ["git", "-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        env={
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "HOME": str(folder),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": author,
            "GIT_AUTHOR_EMAIL": address,
            "GIT_COMMITTER_NAME": author,
            "GIT_COMMITTER_EMAIL": address,
            "GIT_AUTHOR_DATE": moment,
            "GIT_COMMITTER_DATE": moment,
        },
    )


def commit(folder: Path, *, day: str, author: str = "Anna Amt") -> None:
    """Make one commit on the given day."""
    git(folder, "add", "--all", day=day, author=author)
    git(folder, "commit", "--allow-empty", "--message", "A change", day=day, author=author)


def repository(
    folder: Path, files: dict[str, str] | None = None, *, days: tuple[str, ...] = ("2026-11-01",)
) -> Path:
    """A git repository with one commit per day."""
    write(folder, files or {"README.md": "# Example\n"})
    git(folder, "init")
    for day in days:
        commit(folder, day=day)
    return folder
