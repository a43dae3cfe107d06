"""Parts in projects of people who had left the municipality: they would come back with the person."""

from typing import Any

from django.db import migrations
from django.db.models import Exists, OuterRef


def end_parts(apps: Any, _editor: Any) -> None:
    membership = apps.get_model("organisations", "Membership")
    belongs = membership.objects.filter(user=OuterRef("user"), organisation=OuterRef("project__organisation"))
    part = apps.get_model("selection", "ProjectPerson")
    gone = part.objects.filter(~Exists(belongs)).values_list("pk", flat=True)
    part.objects.filter(pk__in=list(gone)).delete()


class Migration(migrations.Migration):
    dependencies = [("selection", "0004_no_truncate"), ("organisations", "0005_municipality_musts")]
    operations = [migrations.RunPython(end_parts, migrations.RunPython.noop)]
