"""Reading export jobs."""

from __future__ import annotations

import uuid

from marketplace.exports.models import ExportJob


def job_by_id(pk: uuid.UUID) -> ExportJob | None:
    """The job, or None; whoever knows its address may see it."""
    return ExportJob.objects.filter(pk=pk).first()


def jobs_ahead(job: ExportJob) -> int:
    """How many documents are made before this one; 0 when it is its turn or over."""
    if job.state != ExportJob.State.WAITING:
        return 0
    running = ExportJob.objects.filter(state=ExportJob.State.RUNNING).count()
    earlier = ExportJob.objects.filter(state=ExportJob.State.WAITING, requested_at__lt=job.requested_at)
    return running + earlier.count()
