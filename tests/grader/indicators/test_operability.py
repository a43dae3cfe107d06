"""Operation: what a server program needs is asked of server programs only."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grader.facts.kind_of_program import Kind, kind_of_program
from grader.facts.model import DeclaredLicence, LicenceFile, Sign
from grader.findings import Outcome
from grader.indicators.backup_is_explained.measure import measure as backup
from grader.indicators.ci_is_configured.measure import measure as ci
from grader.indicators.configuration_is_explained.measure import measure as configuration
from grader.indicators.container_is_provided.measure import measure as container
from grader.indicators.database_changes_are_migrations.measure import measure as migrations
from grader.indicators.health_can_be_checked.measure import measure as health
from grader.indicators.publiccode_describes.measure import measure as publiccode
from tests.grader.building import archive_of, facts, source, tidy_functions

CODE = source("stadt/amt.py", *tidy_functions(60))
PUBLICCODE = """publiccodeYmlVersion: "0.4"
name: Beispiel
url: https://example.org/code
platforms: [web]
developmentStatus: stable
softwareType: standalone/web
softwareVersion: "2.1"
description:
  de:
    shortDescription: Beispiel
legal:
  license: EUPL-1.2
maintenance:
  type: internal
localisation:
  localisationReady: true
  availableLanguages: [de]
"""


@pytest.mark.parametrize("path", [".github/workflows/ci.yml", ".gitlab-ci.yml", "Jenkinsfile", ".ci/run"])
def test_settings_of_automated_runs_are_found(path: str) -> None:
    finding = ci(facts(CODE, documents={path: "on: push"}))
    assert finding.outcome is Outcome.MET
    assert finding.evidence[0].path == path


def test_a_repository_without_automated_runs_is_told_so_and_an_archive_is_not() -> None:
    assert ci(facts(CODE)).outcome is Outcome.NOT_MET
    assert ci(archive_of(facts(CODE))).outcome is Outcome.NOT_ASSESSABLE


def test_a_complete_publiccode_file_is_met() -> None:
    assert publiccode(facts(CODE, documents={"publiccode.yml": PUBLICCODE})).outcome is Outcome.MET


def test_missing_entries_are_named() -> None:
    text = PUBLICCODE.replace("  license: EUPL-1.2\n", "  mainCopyrightOwner: Stadt\n")
    finding = publiccode(facts(CODE, documents={"publiccode.yml": text}))
    assert finding.outcome is Outcome.NOT_MET
    assert finding.details["missing"] == ["legal.license"]


def test_another_licence_than_in_the_licence_text_is_a_contradiction() -> None:
    finding = publiccode(
        facts(
            CODE,
            documents={"publiccode.yml": PUBLICCODE},
            licence_files=(LicenceFile("LICENSE", "MIT"),),
            declared=(DeclaredLicence("publiccode.yml", 12, "EUPL-1.2", "EUPL-1.2"),),
        )
    )
    assert finding.details["state"] == "contradicted"
    assert [place.path for place in finding.evidence] == ["publiccode.yml", "LICENSE"]


def test_an_older_version_than_the_newest_tag_is_a_contradiction() -> None:
    text = PUBLICCODE.replace('"2.1"', '"1.9"')
    finding = publiccode(facts(CODE, documents={"publiccode.yml": text}))
    assert finding.details["state"] == "contradicted"
    assert finding.evidence[0].line == 7


@pytest.mark.parametrize(
    "text", ["a: &x [1]\nb: *x\n", "a: [", "- just\n- a list\n", "x: " + "[" * 60 + "]" * 60]
)
def test_a_hostile_or_broken_file_is_unreadable_and_harmless(text: str) -> None:
    finding = publiccode(facts(CODE, documents={"publiccode.yml": text}))
    assert finding.outcome is Outcome.NOT_MET
    assert "lässt sich nicht lesen" in finding.statement.de


def test_a_missing_file_is_a_weakness_of_a_repository_only() -> None:
    assert publiccode(facts(CODE)).outcome is Outcome.NOT_MET
    assert publiccode(archive_of(facts(CODE))).outcome is Outcome.NOT_ASSESSABLE


def test_an_empty_folder_is_not_asked() -> None:
    assert ci(facts()).outcome is Outcome.NOT_APPLICABLE
    assert publiccode(facts()).outcome is Outcome.NOT_APPLICABLE


SERVER = {"requirements.txt": "Django==5.2.1\npsycopg==3.2.1\n", "manage.py": "x"}
LIBRARY = {"composer.json": '{"name": "stadt/teil", "require": {"psr/log": "^3"}}'}
APP = {"package.json": '{"dependencies": {"@capacitor/core": "7.0.0"}}'}


def test_the_kind_of_program_shows_its_evidence() -> None:
    server = kind_of_program(facts(CODE, documents=SERVER))
    assert server.kind is Kind.SERVER
    assert [(place.path, place.line) for place in server.evidence] == [
        ("requirements.txt", 1),
        ("manage.py", 1),
    ]
    assert kind_of_program(facts(CODE, documents=LIBRARY)).kind is Kind.LIBRARY
    assert kind_of_program(facts(CODE, documents=APP)).kind is Kind.APP
    assert kind_of_program(facts(CODE)).kind is Kind.UNKNOWN


def test_a_framework_in_a_copied_library_makes_no_server() -> None:
    copied = {"externalLibs/tool/package.json": '{"dependencies": {"express": "5"}}', "Dockerfile": "FROM x"}
    assert kind_of_program(facts(CODE, documents=copied)).kind is Kind.UNKNOWN


def test_a_framework_inside_a_library_makes_no_server() -> None:
    plugin = {"setup.py": 'setup(install_requires=["django>=4"])'}
    assert kind_of_program(facts(CODE, documents=plugin)).kind is Kind.LIBRARY


@pytest.mark.parametrize("ask", [container, configuration, health, backup, migrations])
@pytest.mark.parametrize("documents", [LIBRARY, APP], ids=["library", "app"])
def test_libraries_and_apps_are_not_asked_about_servers(ask, documents) -> None:  # type: ignore[no-untyped-def]
    assert ask(facts(CODE, documents=documents)).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize("ask", [container, configuration, health])
def test_a_program_of_unknown_kind_is_not_blamed(ask) -> None:  # type: ignore[no-untyped-def]
    assert ask(facts(CODE)).outcome is Outcome.NOT_ASSESSABLE


@pytest.mark.parametrize("ask", [container, configuration, health, backup, migrations])
def test_a_bare_server_lacks_what_operation_needs(ask) -> None:  # type: ignore[no-untyped-def]
    finding = ask(facts(CODE, documents=SERVER))
    assert finding.outcome is Outcome.NOT_MET


def test_a_container_is_found_and_its_user_is_told() -> None:
    root = container(facts(CODE, documents={**SERVER, "Dockerfile": "FROM python:3\nCOPY . .\n"}))
    assert root.outcome is Outcome.MET
    assert root.details == {"without_root": False}
    image = "FROM python:3\n\nUSER app\n"
    rootless = container(facts(CODE, documents={**SERVER, "Dockerfile": image}))
    assert "ohne Verwaltungsrechte" in rootless.statement.de
    assert [(place.path, place.line) for place in rootless.evidence] == [("Dockerfile", 3)]


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        (".env.example", "SECRET_KEY=\n", 1),
        ("README.md", "# Programm\n\n## Konfiguration\n\n- `port`: Anschluss\n- `mail`: Postausgang\n", 3),
        ("docs/betrieb.md", "| `DATABASE_URL` | Adresse der Datenbank |\n", 1),
        ("docs/setup.rst", "Settings\n========\n\n* port = 80\n* mail = smtp\n", 1),
    ],
)
def test_an_explanation_of_settings_is_found(path: str, text: str, line: int) -> None:
    finding = configuration(facts(CODE, documents={**SERVER, path: text}))
    assert finding.outcome is Outcome.MET
    assert (finding.evidence[0].path, finding.evidence[0].line) == (path, line)


def test_a_heading_alone_explains_no_settings() -> None:
    hollow = {**SERVER, "README.md": "# Programm\n\n## Konfiguration\n\nDas Programm ist sehr flexibel.\n"}
    assert configuration(facts(CODE, documents=hollow)).outcome is Outcome.NOT_MET


@pytest.mark.parametrize(
    "path",
    [
        "app/migrations/0001_initial.py",
        "db/migrate/20240101120000_create_users.rb",
        "database/migrations/2024_01_01_000000_create_users.php",
        "src/main/resources/db/migration/V1__init.sql",
        "prisma/migrations/20240101_init/migration.sql",
        "alembic/versions/3f2a9c1b7d4e_add_table.py",
        "src/main/resources/db/changelog/db.changelog-master.yaml",
        "Migrations/20240101000000_Initial.cs",
        "CoreBundle/DoctrineMigrations/2024/01/Version20240101120000.php",
        "src/main/kotlin/db/migration/migrations/V0033_AddIndexOnCards.kt",
    ],
)
def test_steps_of_the_usual_tools_are_found(path: str) -> None:
    finding = migrations(facts(CODE, source(path), documents=SERVER))
    assert finding.outcome is Outcome.MET
    assert finding.evidence[0].path == path


def test_a_health_address_a_probe_and_a_part_for_it_are_found() -> None:
    route = replace(CODE, signs=(Sign(7, "health"),))
    found = health(facts(route, documents=SERVER))
    assert (found.outcome, found.evidence[0].line) == (Outcome.MET, 7)
    probe = {"helm/templates/app.yaml": "spec:\n  livenessProbe:\n    httpGet: {}\n"}
    assert health(facts(CODE, documents={**SERVER, **probe})).evidence[0].line == 2
    part = {"requirements.txt": "django==5.2.1\ndjango-health-check==3.18\n", "manage.py": "x"}
    assert health(facts(CODE, documents=part)).evidence[0].line == 2


def test_a_check_of_the_database_alone_is_none_of_the_program() -> None:
    compose = "services:\n  db:\n    healthcheck:\n      test: pg_isready\n"
    assert health(facts(CODE, documents={**SERVER, "compose.yaml": compose})).outcome is Outcome.NOT_MET


KEYCLOAK = """services:
  login:
    image: quay.io/keycloak/keycloak:26
    healthcheck:
      test: curl -f http://localhost:9000/ready
"""
OWN_SERVICE = """  app:
    build: .
    healthcheck:
      test: curl -f http://localhost:8000/
"""


def test_a_check_of_a_service_made_by_others_is_none_of_the_program() -> None:
    others = health(facts(CODE, documents={**SERVER, "compose.yaml": KEYCLOAK}))
    assert others.outcome is Outcome.NOT_MET
    own = health(facts(CODE, documents={**SERVER, "compose.yaml": KEYCLOAK + OWN_SERVICE}))
    assert (own.outcome, own.evidence[0].line) == (Outcome.MET, 8)
    image = KEYCLOAK.replace("quay.io/keycloak/keycloak:26", "ghcr.io/stadt/meldungen:2")
    assert health(facts(CODE, documents={**SERVER, "compose.yaml": image})).outcome is Outcome.MET


def test_a_hint_on_backups_is_found_and_news_are_no_manual() -> None:
    manual = {"docs/betrieb.md": "# Betrieb\n\nDie Datensicherung läuft nachts mit pg_dump.\n"}
    found = backup(facts(CODE, documents={**SERVER, **manual}))
    assert (found.outcome, found.evidence[0].line) == (Outcome.MET, 3)
    news = {"CHANGELOG.md": "- Backup repariert\n"}
    assert backup(facts(CODE, documents={**SERVER, **news})).outcome is Outcome.NOT_MET


def test_a_heading_alone_says_nothing_about_backups() -> None:
    hollow = {**SERVER, "README.md": "# Programm\n\n## Datensicherung\n\nFolgt.\n"}
    assert backup(facts(CODE, documents=hollow)).outcome is Outcome.NOT_MET
