"""To the directory and back: sign-in by OpenID Connect."""

from __future__ import annotations

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from marketplace.accounts.oidc import LANGUAGE, PROVIDER, StrictAdapter, new_nonce
from marketplace.accounts.queries import known_language


@require_POST
@never_cache
def sign_in(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the visitor to the provider, with a nonce of this session; by POST, so that no link can do it."""
    provider = _provider(request, provider_id)
    process = (
        "connect" if request.POST.get("process") == "connect" and request.user.is_authenticated else "login"
    )
    request.session[LANGUAGE] = known_language(request.POST.get("language"))
    parameters = provider.get_auth_params() | {"nonce": new_nonce(request)}
    try:
        answer: HttpResponse = provider.redirect(
            request, process=process, next_url=get_next_redirect_url(request), auth_params=parameters
        )
    except (RequestException, KeyError, ValueError):
        return _no_answer(request, provider)
    return answer


@require_GET
@never_cache
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Where the provider sends people back to, with a code or a refusal."""
    provider = _provider(request, provider_id)
    try:
        view = OAuth2CallbackView.adapter_view(StrictAdapter(request, provider_id))
        answer: HttpResponse = view(request)
    except (KeyError, ValueError, TypeError, AttributeError):
        # What a provider sends is foreign: missing keys and other types must not break the page.
        return _no_answer(request, provider)
    return answer


def _provider(request: HttpRequest, provider_id: str):  # type: ignore[no-untyped-def]
    try:
        provider = get_adapter().get_provider(request, provider_id)
    except SocialApp.DoesNotExist as missing:
        raise Http404 from missing
    if provider_id != PROVIDER:
        raise Http404
    provider.oauth2_adapter_class = StrictAdapter
    return provider


def _no_answer(request: HttpRequest, provider: object) -> HttpResponse:
    from allauth.socialaccount.helpers import render_authentication_error

    answer: HttpResponse = render_authentication_error(request, provider)
    return answer
