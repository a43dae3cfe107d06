from grader.facts.model import Facts, FileFacts
from grader.facts.reuse import covered_by
from grader.findings import Finding, Location, Measure, Outcome, Text
from grader.wording import say

ID = "files-carry-licence"


def measure(facts: Facts) -> Finding:
    """Count files of the program that name their licence themselves or in the project's list."""
    files = [file for file in facts.production if file.code_lines]
    if not files:
        nothing = Text("Es gibt keinen Programmtext.", "There is no program text.")
        return Finding(ID, Outcome.NOT_APPLICABLE, nothing)
    listed = covered_by(facts.documents)
    without = [file for file in files if not file.licence and not listed(file.path)]
    share = Measure("files_with_licence", round(100.0 * (len(files) - len(without)) / len(files), 1), "%")
    if not without:
        return _all(files, share)
    if len(without) < len(files):
        return _some(files, without, share)
    return _none(files, share, whole=bool(facts.licence_files or facts.declared_licences))


def _all(files: list[FileFacts], share: Measure) -> Finding:
    statement = say(
        "Alle {count} Dateien des Programms nennen ihre Lizenz, selbst oder in der Liste des Projekts.",
        "All {count} files of the program name their licence, in themselves or in the project's list.",
        count=len(files),
    )
    return Finding(ID, Outcome.MET, statement, _with_line(files), share)


def _some(files: list[FileFacts], without: list[FileFacts], share: Measure) -> Finding:
    statement = say(
        "{count} von {all} Dateien des Programms nennen keine Lizenz; werden sie einzeln weitergegeben, "
        "geht sie verloren.",
        "{count} of {all} files of the program name no licence; passed on one by one, it gets lost.",
        count=len(without),
        all=len(files),
    )
    return Finding(
        ID, Outcome.NOT_MET, statement, tuple(Location(file.path, 1) for file in without[:10]), share
    )


def _none(files: list[FileFacts], share: Measure, *, whole: bool) -> Finding:
    statement = Text(
        "Die Dateien des Programms nennen ihre Lizenz nicht einzeln; es gilt die Lizenz des Ganzen.",
        "The files of the program do not name their licence one by one; the licence of the whole holds.",
    )
    if not whole:
        statement = Text(
            "Weder die Dateien des Programms noch das Ganze nennen eine Lizenz.",
            "Neither the files of the program nor the whole name a licence.",
        )
    return Finding(ID, Outcome.NOT_MET, statement, tuple(Location(file.path, 1) for file in files[:3]), share)


def _with_line(files: list[FileFacts]) -> tuple[Location, ...]:
    carrying = [file for file in files if file.licence]
    return tuple(Location(f.path, f.licence_line, f.licence_line, f.licence) for f in carrying[:3])
