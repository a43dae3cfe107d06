"""Sign-in through somebody else's directory by OpenID Connect, more strictly than the library asks.

allauth trusts an ID token without looking at its signature when it came straight from the token endpoint.
We check signature, issuer, audience, times and nonce of every token (OpenID Connect Core 1.0, 3.1.3.7).
"""

# ruff: noqa: ARG002 - the hooks of the library have these arguments
from __future__ import annotations

import secrets
from typing import Any

import jwt
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.accounts.queries import known_language

PROVIDER = "oidc"
# Asymmetric ones only: "none" is no signature, and HS256 would take the public key for a password.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
NONCES = "oidc_nonces"
# The way back has one address for all languages, so the session notes in which one somebody left.
LANGUAGE = "oidc_language"
MOST_NONCES = 5
LEEWAY_SECONDS = 60


class FederatedAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """People whose directory vouches for them; never tied to an existing account by a mail address."""

    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "email_taken": _(
            "Mit dieser Adresse gibt es schon ein Konto. Melden Sie sich dort an und verbinden Sie %s danach."
        ),
        "no_password": _("Ihr Konto hat kein Kennwort. Legen Sie zuerst eines fest."),
        "no_verified_email": _("Ihr Konto hat keine bestätigte E-Mail-Adresse."),
        "disconnect_last": _("Das ist Ihr einziger Weg, sich anzumelden. Er kann nicht getrennt werden."),
        "connected_other": _("Dieser Zugang ist schon mit einem anderen Konto verbunden."),
    }

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        """Take name and address over from the directory, and the language from our page; nothing else."""
        user: User = sociallogin.user
        given = " ".join(part for part in (data.get("first_name"), data.get("last_name")) if part)
        user.name = str(data.get("name") or given or "")[:150]
        address = data.get("email")
        user.language = known_language(request.session.get(LANGUAGE))
        user.email = str(address).lower() if isinstance(address, str) and len(address) <= 254 else ""
        return user

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        """Never: an address says nothing about who owns an account here."""
        return False


class StrictAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """The exchange with the provider, with every check of the ID token."""

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """A fixed address, whatever Host said: providers compare it letter by letter."""
        return settings.SITE_URL.rstrip("/") + reverse("openid_connect_callback", args=[self.provider_id])

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """Check the ID token and make the login of what it says.

        Raises:
            OAuth2Error: no token, or one that fails a check. People read a general sentence only.
        """
        raw = kwargs["response"].get("id_token")
        if not isinstance(raw, str):
            raise OAuth2Error("no ID token")
        claims = self._checked(request, app, raw)
        if "email" not in claims:
            claims |= self._user_info(claims["sub"], token.token)
        # Only a true that is a truth value counts; "false" as a text would be true, too.
        claims["email_verified"] = claims.get("email_verified") is True
        return self.get_provider().sociallogin_from_response(request, {"id_token": claims})

    def _checked(self, request: HttpRequest, app: SocialApp, raw: str) -> dict[str, Any]:
        issuer = settings.OIDC_ISSUER
        if self.openid_config.get("issuer", "").rstrip("/") != issuer:
            raise OAuth2Error("the provider calls itself differently than the operator does")
        try:
            header = jwt.get_unverified_header(raw)
            claims: dict[str, Any] = jwt.decode(
                raw,
                key=self._key(header),
                algorithms=ALGORITHMS,
                audience=app.client_id,
                issuer=self.openid_config["issuer"],
                leeway=LEEWAY_SECONDS,
                options={"require": ["iss", "sub", "aud", "exp", "iat"]},
            )
        except jwt.PyJWTError as error:
            raise OAuth2Error(f"ID token refused: {type(error).__name__}") from error
        if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != app.client_id:
            raise OAuth2Error("the ID token was issued for somebody else")
        _use_nonce(request, claims.get("nonce"))
        return claims

    def _key(self, header: dict[str, Any]) -> Any:
        """The provider's key the token names."""
        if header.get("alg") not in ALGORITHMS:
            raise OAuth2Error("the ID token is not signed, or in a way that proves nothing")
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        keys = jwt.PyJWKSet.from_dict(answer.json()).keys
        fitting = [key for key in keys if header.get("kid") in (None, key.key_id)]
        if len(fitting) != 1:
            raise OAuth2Error("no key of the provider fits the ID token")
        return fitting[0].key

    def _user_info(self, subject: str, access_token: str) -> dict[str, Any]:
        """What the provider says beside the token; refused when it speaks of somebody else (5.3.2)."""
        said: dict[str, Any] = self._fetch_user_info(access_token)
        if said.get("sub") != subject:
            raise OAuth2Error("the user info speaks of somebody else")
        return {key: said[key] for key in ("email", "email_verified", "name") if key in said}


def new_nonce(request: HttpRequest) -> str:
    """A fresh nonce, noted in the visitor's session; the last few stay, for people with several tabs."""
    nonce = secrets.token_urlsafe(24)
    request.session[NONCES] = [*request.session.get(NONCES, []), nonce][-MOST_NONCES:]
    return nonce


def _use_nonce(request: HttpRequest, nonce: object) -> None:
    noted = request.session.get(NONCES, [])
    if nonce not in noted:
        raise OAuth2Error("the ID token answers another request")
    request.session[NONCES] = [one for one in noted if one != nonce]
