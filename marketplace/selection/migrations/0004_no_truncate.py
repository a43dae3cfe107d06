"""Let PostgreSQL refuse to empty project folders at once."""

from typing import Any

from django.db import migrations

from marketplace.lib.no_truncate import guard, unguard

TABLES = ("selection_frozensearch", "selection_candidate", "selection_folderentry")


def protect(_apps: Any, editor: Any) -> None:
    guard(editor, TABLES)


def release(_apps: Any, editor: Any) -> None:
    unguard(editor, TABLES)


class Migration(migrations.Migration):
    dependencies = [("selection", "0003_saved_searches")]
    operations = [migrations.RunPython(protect, release)]
