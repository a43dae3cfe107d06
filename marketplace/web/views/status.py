"""Whether the service works: for operators and for whoever waits for an assessment."""

from __future__ import annotations

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from marketplace.analysis.models import AnalysisRun, Worker
from marketplace.analysis.queries import workers_alive
from marketplace.catalogue.queries import counts, published_listings
from marketplace.criteria.editions import own_problems
from marketplace.outbox.queries import outbox_state

SHIELDS: dict[str, Promise] = {
    "network": _("Kein Netz beim Lesen"),
    "files": _("Nur der eigene Ordner"),
    "processes": _("Eigener Prozessraum"),
    "calls": _("Systemaufrufe gefiltert"),
    "rights": _("Rechte abgegeben"),
    "count": _("Zahl der Prozesse begrenzt"),
}


def _shields(worker: Worker) -> list[tuple[Promise, str]]:
    """What shields this machine from foreign code: the kind of protection, empty where it is missing."""
    found = worker.isolation if isinstance(worker.isolation, dict) else {}
    values = {key: str(found.get(key) or "") for key in SHIELDS}
    return [
        (label, "" if values[key] in {"none", "allowed"} else values[key]) for key, label in SHIELDS.items()
    ]


@require_safe
@never_cache
def status(request: HttpRequest) -> HttpResponse:
    """Worker, queue, isolation and the date of the catalogue."""
    now = timezone.now()
    states = AnalysisRun.State
    workers = workers_alive(at=now)
    context = {
        "section": "",
        "workers": workers,
        "shields": [_shields(worker) for worker in workers if worker.isolation],
        "waiting": AnalysisRun.objects.filter(state=states.WAITING).count(),
        "running": AnalysisRun.objects.filter(state=states.RUNNING).count(),
        "last_finished": AnalysisRun.objects.filter(state=states.FINISHED).aggregate(at=Max("finished_at"))[
            "at"
        ],
        "outbox": outbox_state(),
        "counts": counts(),
        "catalogue_date": published_listings().aggregate(on=Max("as_of"))["on"],
        "own_criteria": _left_out(request),
        "now": now,
    }
    return render(request, "web/status.html", context)


def _left_out(request: HttpRequest) -> list[str]:
    """Own criteria that cannot be used: what is wrong for operators, which files for everybody else."""
    problems = own_problems()
    if getattr(request.user, "is_staff", False):
        return list(problems)
    return sorted({problem.split(":")[0] for problem in problems})


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Search engines may read everything but the operator's pages and single runs."""
    lines = ["User-agent: *", "Disallow: /betrieb/", "Disallow: /prueflaeufe/", "Disallow: /en/runs/", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
