"""A small OpenID Connect provider: discovery, authorisation, token, keys, with really signed tokens.

Tests bend what it says: claims, signature, the issuer it claims to be.
"""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT = "marktplatz"


class IdentityProvider:
    """Knows one person at a time and lets everybody in as that person.

    Attributes:
        person: claims about whoever signs in.
        bend: changes the claims of the next tokens.
        sign: makes the token of the claims; replaced to forge.
        says_issuer: what discovery claims; None: the truth.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.person: dict[str, Any] = {}
        self.bend: Callable[[dict[str, Any]], dict[str, Any]] = dict
        self.sign: Callable[[dict[str, Any]], str] = self.signed
        self.says_issuer: str | None = None
        self.asked: dict[str, dict[str, str]] = {}

    def signed(self, claims: dict[str, Any]) -> str:
        """A token signed with the provider's key."""
        return jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "one"})

    def authorise(self, asked: dict[str, str]) -> str:
        """Where the browser goes after the person agreed."""
        code = secrets.token_urlsafe(16)
        self.asked[code] = asked
        answer = {"code": code, "state": asked["state"]}
        return f"{asked['redirect_uri']}?{urlencode(answer)}"

    def token(self, form: dict[str, str]) -> dict[str, Any]:
        """The answer of the token endpoint; a code works once."""
        asked = self.asked.pop(form["code"])
        now = int(time.time())
        claims = {
            "iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked.get("nonce"),
        }  # fmt: skip
        return {
            "access_token": secrets.token_urlsafe(16),
            "token_type": "Bearer",
            "id_token": self.sign(self.bend(claims | self.person)),
        }

    def discovery(self) -> dict[str, Any]:
        """The document at /.well-known/openid-configuration."""
        return {
            "issuer": self.says_issuer or self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "jwks_uri": f"{self.address}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self) -> dict[str, Any]:
        """The public key as a JWK set."""
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [public | {"kid": "one", "use": "sig", "alg": "RS256"}]}


class _Handler(BaseHTTPRequestHandler):
    provider: IdentityProvider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == "/authorize":
            asked = {key: values[0] for key, values in parse_qs(parts.query).items()}
            self.send_response(302)
            self.send_header("Location", self.provider.authorise(asked))
            self.end_headers()
        elif parts.path == "/.well-known/openid-configuration":
            self._answer(self.provider.discovery())
        elif parts.path == "/keys":
            self._answer(self.provider.keys())
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._answer(self.provider.token({key: values[0] for key, values in parse_qs(body).items()}))

    def _answer(self, value: dict[str, Any]) -> None:
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Tests read results, not logs."""


@contextmanager
def running_provider() -> Iterator[IdentityProvider]:
    """A provider on a free port of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    provider = IdentityProvider(f"http://127.0.0.1:{server.server_port}")
    server.RequestHandlerClass = type("Handler", (_Handler,), {"provider": provider})
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
