from django.db import migrations

from marketplace.selection import append_only


def guard(_apps, editor):
    append_only.guard(editor)


def unguard(_apps, editor):
    append_only.unguard(editor)


class Migration(migrations.Migration):
    dependencies = [("selection", "0001_initial")]

    operations = [migrations.RunPython(guard, unguard)]
