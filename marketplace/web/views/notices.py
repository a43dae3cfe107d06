"""A person's notices: reading them, and settling how to hear of new ones."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace.accounts.models import User
from marketplace.notices.models import Group, How, Notice
from marketplace.notices.queries import notices_of, unread_count, wishes_of
from marketplace.notices.services import mark_read, wish
from marketplace.notices.unsubscribing import read_token, unsubscribe
from marketplace.web.access import SignedInRequest, signed_in

PER_PAGE = 30


@require_safe
@signed_in
def notice_list(request: SignedInRequest) -> HttpResponse:
    """All notices, the newest first."""
    page = Paginator(notices_of(request.user), PER_PAGE).get_page(request.GET.get("seite"))
    context = {"section": "notices", "page": page, "unread": unread_count(request.user)}
    return render(request, "web/notices.html", context)


@require_POST
@signed_in
def read_notices(request: SignedInRequest) -> HttpResponse:
    """Mark one notice as read, or all; somebody else's is as good as missing."""
    number = request.POST.get("notice", "")
    if number == "all":
        mark_read(request.user)
    else:
        mark_read(request.user, _own(request.user, number).pk)
    return redirect("web:notices")


def _own(user: User, number: str) -> Notice:
    if not number.isdecimal() or len(number) > 18:
        raise Http404
    return get_object_or_404(notices_of(user), pk=int(number))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def notice_wishes(request: SignedInRequest) -> HttpResponse:
    """How the person wants to hear of each group of notices."""
    if request.method == "POST":
        for group in Group:
            chosen = request.POST.get(group.value, "")
            if chosen in How.values:
                wish(request.user, group, How(chosen))
        return redirect("web:notice-wishes-saved")
    return _wishes(request)


@require_safe
@signed_in
def notice_wishes_saved(request: SignedInRequest) -> HttpResponse:
    """The same page, saying that the wishes are kept."""
    return _wishes(request, saved=True)


def _wishes(request: SignedInRequest, *, saved: bool = False) -> HttpResponse:
    context = {
        "section": "notices",
        "wishes": list(wishes_of(request.user).items()),
        "ways": list(How),
        "saved": saved,
        "address": request.user.email,
    }
    return render(request, "web/notice_wishes.html", context)


# The signed link is the proof; mail programs send the POST without any cookie (RFC 8058).
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe_page(request: HttpRequest, token: str) -> HttpResponse:
    """End mails without signing in. Looking at the page changes nothing: mail scanners look, too."""
    found = read_token(token)
    if found is None:
        raise Http404
    user, groups = found
    if request.method == "POST":
        unsubscribe(user, groups)
    context = {
        "section": "",
        "done": request.method == "POST",
        "group": groups[0] if len(groups) == 1 else None,
    }
    return render(request, "web/unsubscribe.html", context)
