"""Parts of stored results, taken out by the database: a page that shows little never loads a large result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Func, JSONField, QuerySet
from django.db.models.fields.json import KeyTransform

from marketplace.analysis.models import CodeSource, Grade

# Enough for the tables on a page; all files have a page of their own.
FIRST_FILES = 40


class _WithoutFiles(Func):
    """The result without the section `files`, by far its largest part."""

    output_field: JSONField[Any, Any] = JSONField()
    template = "(%(expressions)s - 'files')"

    def as_sqlite(self, compiler: Any, connection: Any, **_context: Any) -> Any:
        return self.as_sql(compiler, connection, template="json_remove(%(expressions)s, '$.files')")


class _FirstFiles(Func):
    """The first rows of the section `files`, hardest first; null stands where there is no more."""

    output_field: JSONField[Any, Any] = JSONField()
    template = f"jsonb_path_query_array(%(expressions)s, '$.files[0 to {FIRST_FILES - 1}]')"

    def as_sqlite(self, compiler: Any, connection: Any, **_context: Any) -> Any:
        paths = ", ".join(f"'$.files[{row}]'" for row in range(FIRST_FILES))
        return self.as_sql(compiler, connection, template=f"json_extract(%(expressions)s, {paths})")


def with_short_results(grades: QuerySet[Grade]) -> list[Grade]:
    """Load grades whose `result` holds only the first files. They are for reading; never save one.

    Args:
        grades: which ones; sources come along.
    """
    found = grades.select_related("source").defer("result")
    rows: list[Any] = list(found.annotate(short=_WithoutFiles("result"), first=_FirstFiles("result")))
    for row in rows:
        row.result = row.short
        files = [file for file in row.first or () if file is not None]
        if isinstance(row.result, dict) and files:
            row.result = row.result | {"files": files}
    return rows


def judged_files(grade: int) -> list[dict[str, Any]]:
    """Every file of the grade with this key, with its expected judgement, hardest first."""
    rows = Grade.objects.filter(pk=grade).values_list(KeyTransform("files", "result"), flat=True)
    return rows.first() or []


@dataclass(frozen=True, slots=True)
class PastGrade:
    """One stored grade of a source as its trend needs it; `topics` as in the result."""

    pk: int
    letter: str
    created_at: datetime
    identity: str
    rules: str
    topics: list[Mapping[str, Any]]
    code_lines: int | None


def past_grades(source: CodeSource, most: int = 24) -> list[PastGrade]:
    """The newest grades of a source, oldest first."""
    rows: Iterable[Any] = (
        Grade.objects.filter(source=source)
        .defer("result")
        .annotate(
            topics=KeyTransform("topics", "result"),
            code_lines=KeyTransform("code_lines", KeyTransform("size", "result")),
        )
        .order_by("-created_at", "-pk")[:most]
    )
    found = [
        PastGrade(
            row.pk, row.letter, row.created_at, row.identity, row.rules, row.topics or [], row.code_lines
        )
        for row in rows
    ]
    return found[::-1]
