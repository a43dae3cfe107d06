import re

from grader.facts.databases import database_part
from grader.facts.kind_of_program import Kind, kind_of_program
from grader.facts.model import Facts, Role
from grader.findings import Finding, Location, Measure, Outcome, Text
from grader.wording import say

ID = "database-changes-are-migrations"

# Folders and names that the usual tools give their steps: Django, Rails, Laravel, Doctrine, Flyway,
# Liquibase, Alembic, Prisma, TypeORM, Knex, Entity Framework, golang-migrate, goose, Ecto, Diesel, Supabase,
# Drizzle.
_STEP = re.compile(
    r"(?:^|/)(?:(?:doctrine)?migrations?|migrate|versions|drizzle|updates?|db)/(?:[\w.-]+/){0,3}"
    r"(?:[mV]?\d{3,}[-_]?[\w.-]*|m\d{6}_\w+|V?\d[\d._]*__[\w.-]+|Version\d{8,}|[0-9a-f]{10,16}_[\w.-]+"
    r"|Migration\d+[\w-]*)"
    r"\.(?:py|rb|php|sql|ts|js|mjs|cjs|cs|exs|kt|java|go|pl|xml|ya?ml)$"
    r"|(?:^|/)migrations/\d[\w-]*/(?:migration|up)\.sql$"
    r"|(?:^|/)(?:db[.-]?)?changelogs?/(?:[\w.-]+/){0,3}[\w.-]+\.(?:xml|ya?ml|sql|json)$|(?:^"
    r"|/)(?:db[.-])?changelog[\w.-]*\.(?:xml|ya?ml)$"
    r"|(?:^|/)db/(?:schema|migrat\w*|update)[\w-]*/?_?\d+[\w.-]*\.sql$",
    re.IGNORECASE,
)


# Content management systems that update their tables and those of their extensions themselves.
_BUILT_IN = re.compile(r"drupal/core|typo3/cms-core|contao/", re.IGNORECASE)


def measure(facts: Facts) -> Finding:
    """Look for numbered steps that bring a database from one version to the next."""
    left_out = (Role.VENDORED, Role.TEST)
    steps = [file.path for file in facts.files if file.role not in left_out and _STEP.search(file.path)]
    program = kind_of_program(facts)
    part = database_part(facts)
    if steps and (part or program.kind is Kind.SERVER):
        return _stepwise(steps)
    if part is None or program.kind is not Kind.SERVER:
        nothing = Text(
            "Wir haben keine Datenbank gefunden, deren Aufbau sich ändern könnte.",
            "We found no database whose structure could change.",
        )
        return Finding(ID, Outcome.NOT_APPLICABLE, nothing)
    if _BUILT_IN.match(part.note):
        return _built_in(part)
    missing = Text(
        "Das Programm nutzt eine Datenbank, aber Schritte für Änderungen an ihrem Aufbau haben wir nicht "
        "gefunden.",
        "The program uses a database, but we found no steps for changes to its structure.",
    )
    return Finding(ID, Outcome.NOT_MET, missing, (part,))


def _built_in(part: Location) -> Finding:
    reason = say(
        "Das Programm baut auf {name} auf, das Änderungen an der Datenbank selbst einspielt.",
        "The program is based on {name}, which applies changes to the database itself.",
        name=part.note,
    )
    return Finding(ID, Outcome.NOT_APPLICABLE, reason, (part,))


def _stepwise(steps: list[str]) -> Finding:
    statement = say(
        "Änderungen an der Datenbank liegen als einzelne Schritte bei ({count}); eine neue Version lässt "
        "sich ohne Handarbeit einspielen.",
        "Changes to the database are included as single steps ({count}); a new version can be installed "
        "without manual work.",
        count=len(steps),
    )
    count = Measure("database_steps", float(len(steps)), "steps")
    return Finding(ID, Outcome.MET, statement, tuple(Location(path) for path in steps[-3:]), count)
