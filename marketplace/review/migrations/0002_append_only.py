from typing import Any

from django.db import migrations

from marketplace.review import append_only


def guard(_apps: Any, editor: Any) -> None:
    append_only.guard(editor)


def unguard(_apps: Any, editor: Any) -> None:
    append_only.unguard(editor)


class Migration(migrations.Migration):
    dependencies = [("review", "0001_cases")]

    operations = [migrations.RunPython(guard, unguard)]
