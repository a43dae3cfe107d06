"""One's own account beside signing in: overview, data to take along, farewell."""

from __future__ import annotations

import json

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace.accounts.models import User
from marketplace.accounts.personal import end_all_sessions
from marketplace.accounts.queries import has_second_factor
from marketplace.accounts.services import change_language, erase_account, personal_data
from marketplace.lib.refusals import Refusal
from marketplace.organisations.queries import memberships_of, team_role
from marketplace.review.models import Case
from marketplace.review.queries import cases_of_party
from marketplace.web.access import SignedInRequest, signed_in
from marketplace.web.organisation_forms import EraseForm


@require_safe
@signed_in
def account(request: SignedInRequest) -> HttpResponse:
    """Everything one can do with one's account."""
    cases = cases_of_party(request.user)
    context = {
        "section": "account",
        "languages": User.Language.choices,
        "is_reviewer": bool(team_role(request.user)),
        "cases": cases,
        "waiting_cases": sum(one.state == Case.State.WAITING for one in cases),
        "memberships": memberships_of(request.user),
        "second_factor": has_second_factor(request.user),
    }
    return render(request, "web/account/overview.html", context)


@require_POST
@signed_in
def language(request: SignedInRequest) -> HttpResponse:
    """Choose the language of mails; the account page answers in it."""
    wanted = request.POST.get("language", "")
    if wanted not in User.Language.values:
        messages.error(request, _("Diese Sprache gibt es hier nicht."))
        return redirect("web:account")
    change_language(request.user, wanted)
    with override(wanted):
        messages.success(request, _("E-Mails kommen jetzt in dieser Sprache."))
        return redirect("web:account")


@require_POST
@signed_in
def sign_out_everywhere(request: SignedInRequest) -> HttpResponse:
    """End all sessions, this one too."""
    end_all_sessions(request.user)
    logout(request)
    messages.success(request, _("Sie sind überall abgemeldet."))
    return redirect("account_login")


@require_safe
@signed_in
@reauthentication_required(app="allauth.account")  # type: ignore[untyped-decorator]
def download(request: HttpRequest) -> HttpResponse:
    """One's own data as a JSON file."""
    content = json.dumps(personal_data(request.user), ensure_ascii=False, indent=2)  # type: ignore[arg-type]
    response = HttpResponse(content, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="marktplatz-meine-daten.json"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@reauthentication_required(app="allauth.account")  # type: ignore[untyped-decorator]
def erase(request: HttpRequest) -> HttpResponse:
    """Erase the account after a last question; password or second factor were asked just before."""
    form = EraseForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            erase_account(request.user)  # type: ignore[arg-type]
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            logout(request)
            messages.success(request, _("Ihr Konto ist gelöscht."))
            return redirect("web:start")
    return render(request, "web/account/erase.html", {"form": form})
