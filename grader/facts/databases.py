"""Whether a program keeps data in a database, shown by the part that connects it."""

from __future__ import annotations

import re

from grader.facts.model import Dependency, Facts, Manifest
from grader.findings import Location

# Drivers and mappers of relational databases, by ecosystem.
_PARTS = {
    "npm": r"pg|pg-promise|postgres|mysql2?|mariadb|better-sqlite3|sqlite3|typeorm|sequelize|knex"
    r"|objection|@prisma/client"
    r"|prisma|@mikro-orm/core|drizzle-orm|kysely|tedious|@nestjs/typeorm|slonik",
    "pypi": r"django|psycopg2?(?:-binary)?|sqlalchemy|asyncpg|mysqlclient|pymysql|peewee"
    r"|tortoise-orm|sqlmodel|flask-sqlalchemy"
    r"|alembic|pony|cx-oracle|oracledb",
    "maven": r"org\.postgresql:postgresql|.*:mysql-connector.*|.*:mariadb-java-client"
    r"|.*:spring-boot-starter-(?:data-jpa|jdbc)"
    r"|.*:hibernate-(?:core|entitymanager)|.*:ojdbc\d+|.*:mybatis.*|.*:jooq|.*:exposed-core|.*:eclipselink",
    "composer": r"laravel/framework|doctrine/(?:orm|dbal|doctrine-bundle)|drupal/core.*"
    r"|yiisoft/yii2|illuminate/database"
    r"|typo3/cms-core|cakephp/cakephp",
    "gem": r"rails|activerecord|pg|mysql2|sqlite3|sequel",
    "golang": r"github\.com/(?:jackc/pgx|lib/pq|go-sql-driver/mysql|mattn/go-sqlite3|jmoiron/sqlx"
    r"|uptrace/bun)(?:/v\d+)?"
    r"|gorm\.io/gorm|entgo\.io/ent",
    "cargo": r"diesel|diesel-async|sqlx|sea-orm|tokio-postgres|rusqlite",
    "nuget": r"npgsql.*|microsoft\.entityframeworkcore.*|dapper|mysqlconnector|microsoft\.data\.sqlclient",
    "hex": r"ecto_sql|postgrex|myxql",
    "cpan": r"DBI|DBD::.+|DBIx::Class.*",
}


def database_part(facts: Facts) -> Location | None:
    """The manifest line of the first part that connects a relational database, or None."""
    for manifest in facts.dependencies.manifests:
        pattern = _PARTS.get(manifest.ecosystem)
        found = next((d for d in manifest.dependencies if pattern and _connects(manifest, d, pattern)), None)
        if found:
            return Location(manifest.path, found.line, found.line, found.name)
    return None


def _connects(manifest: Manifest, dependency: Dependency, pattern: str) -> bool:
    name = dependency.name if manifest.ecosystem == "cpan" else dependency.name.lower()
    return not dependency.dev and bool(re.fullmatch(pattern, name))
