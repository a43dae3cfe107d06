"""What is kept only for a time: self-checks with their results, and the traces of who asked."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from marketplace.analysis.models import AnalysisRun, CodeSource
from marketplace.analysis.run_services import discard_upload

SELF_CHECKS_KEPT = timedelta(days=30)
# The hourly limit looks back one hour; a day leaves an operator time to look into abuse.
REQUESTERS_KEPT = timedelta(days=1)


@transaction.atomic
def forget_old_requests(*, at: datetime) -> int:
    """Remove self-checks that ended 30 days ago, with results and uploads, and yesterday's requesters.

    Sources of listings and their results stay.

    Returns:
        The number of self-checks that were removed.
    """
    asked = AnalysisRun.objects.exclude(requested_from="")
    asked.filter(requested_at__lt=at - REQUESTERS_KEPT).update(requested_from="")
    old = AnalysisRun.objects.filter(source__listing__isnull=True, finished_at__lt=at - SELF_CHECKS_KEPT)
    _, removed = old.delete()
    unused = CodeSource.objects.filter(
        listing__isnull=True, runs__isnull=True, created_at__lt=at - SELF_CHECKS_KEPT
    )
    for source in unused:
        discard_upload(source)
    unused.delete()
    return removed.get(AnalysisRun._meta.label, 0)
