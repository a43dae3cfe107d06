"""For everybody: report a listing; how review works and how much is waiting."""

from __future__ import annotations

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.accounts.models import User
from marketplace.catalogue.queries import published_listings
from marketplace.lib.refusals import Refusal
from marketplace.review.appeals import DAYS as APPEAL_DAYS
from marketplace.review.errors import WrongInput
from marketplace.review.models import Case
from marketplace.review.queries import numbers
from marketplace.review.renewals import DAYS_BEFORE
from marketplace.review.reporting import CATEGORY_LABELS, report
from marketplace.review.risk import DAYS, RULES
from marketplace.web.review.access import status_of
from marketplace.web.visitors import requester

PER_HOUR = 5
HOUR = 3600  # seconds


@require_http_methods(["GET", "HEAD", "POST"])
def report_listing(request: HttpRequest, slug: str) -> HttpResponse:
    """Report a listing that is wrong or abusive, without an account."""
    listing = get_object_or_404(published_listings().select_related("provider__organisation"), slug=slug)
    problem: Refusal | str = ""
    status = 200
    if request.method == "POST":
        if not _within_limit(request):
            problem, status = (
                _("Das waren viele Meldungen. Bitte versuchen Sie es in einer Stunde wieder."),
                429,
            )
        else:
            by = request.user if isinstance(request.user, User) else None
            try:
                report(
                    listing, category=request.POST.get("grund", ""), text=request.POST.get("text", ""), by=by
                )
            except WrongInput as refusal:
                problem, status = refusal.sentence, status_of(refusal)
            else:
                messages.success(
                    request, _("Danke. Ihre Meldung ist angekommen; das Team sieht sie sich an.")
                )
                return redirect("web:solution", listing.slug)
    context = {
        "section": "solutions",
        "listing": listing,
        "categories": [(key.value, label) for key, label in CATEGORY_LABELS.items()],
        "problem": problem,
        "typed": request.POST if problem else {},
    }
    return render(request, "web/report.html", context, status=status)


def _within_limit(request: HttpRequest) -> bool:
    """A handful an hour from one address; operators have no limit."""
    sender = f"user-{request.user.pk}" if request.user.is_authenticated else requester(request)
    if not sender or request.user.is_staff:
        return True
    key = f"reports:{sender}"
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key) <= PER_HOUR
    except ValueError:  # it ran out in between
        return True


@require_safe
def review_rules(request: HttpRequest) -> HttpResponse:
    """How review works: four eyes, deadlines, appeal, the rules of risk, and how much is waiting today."""
    found = numbers(timezone.localdate())
    context = {
        "section": "review-rules",
        "numbers": found,
        "kinds": [(label, found.open_by_kind.get(value, 0)) for value, label in Case.Kind.choices],
        "rules": RULES,
        "deadlines": [(label, DAYS[value]) for value, label in reversed(Case.Risk.choices)],
        "appeal_days": APPEAL_DAYS,
        "renewal_days": DAYS_BEFORE,
    }
    return render(request, "web/review_rules.html", context)
