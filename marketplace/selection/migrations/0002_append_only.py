from typing import Any

from django.db import migrations

from marketplace.selection import append_only


def guard(_apps: Any, editor: Any) -> None:
    append_only.guard(editor)


def unguard(_apps: Any, editor: Any) -> None:
    append_only.unguard(editor)


class Migration(migrations.Migration):
    dependencies = [("selection", "0001_initial")]

    operations = [migrations.RunPython(guard, unguard)]
