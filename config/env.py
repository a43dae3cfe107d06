"""Typed readers for settings from the environment; an odd value stops the start with a clear sentence."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str) -> str:
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool) -> bool:
    """Read on/off; anything else than on, off, true, false, 1, 0, yes, no is refused."""
    raw = os.environ.get(name, "").strip().lower()
    if not raw:
        return default
    if raw in {"on", "true", "1", "yes"}:
        return True
    if raw in {"off", "false", "0", "no"}:
        return False
    raise ImproperlyConfigured(f"{name}={raw!r}: expected on or off.")


def number(name: str, default: int, *, least: int = 0) -> int:
    """Read a whole number that is at least `least`."""
    raw = os.environ.get(name, "").strip()
    if not raw:
        return default
    if not raw.isdecimal() or int(raw) < least:
        raise ImproperlyConfigured(f"{name}={raw!r}: expected a whole number of at least {least}.")
    return int(raw)


def words(name: str, default: list[str]) -> list[str]:
    """Read a comma-separated list."""
    raw = os.environ.get(name, "")
    return [word.strip() for word in raw.split(",") if word.strip()] or default


def secret(name: str, *, file: Path) -> str:
    """Read a secret from the environment or from a file that only the operator can read.

    Raises:
        ImproperlyConfigured: neither is there. There is no built-in default: a known key is no key.
    """
    if value := os.environ.get(name, "").strip():
        return value
    if file.is_file() and (value := file.read_text(encoding="utf-8").strip()):
        return value
    raise ImproperlyConfigured(f"No secret key: set {name} or run `make start` once, which writes {file}.")


def mail(name: str, *, folder: Path) -> dict[str, Any]:
    """Read where mail goes, as Django's settings: smtp://user:password@host:587 (STARTTLS is used),
    smtps://…:465 (TLS from the start) or smtp+plain://host:25 (for a relay on the same machine).

    Args:
        folder: where mails become files when the setting is empty.

    Raises:
        ImproperlyConfigured: another kind of address; the sentence leaves out the password.
    """
    raw = os.environ.get(name, "").strip()
    if not raw:
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return {"EMAIL_BACKEND": backend, "EMAIL_FILE_PATH": str(folder)}
    parts = urlsplit(raw)
    if parts.scheme not in {"smtp", "smtps", "smtp+plain"} or not parts.hostname:
        raise ImproperlyConfigured(f"{name}: expected smtp://user:password@host:587 or smtps://…:465.")
    standard = {"smtp": 587, "smtps": 465, "smtp+plain": 25}[parts.scheme]
    try:
        port = parts.port or standard
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: the port is no number from 1 to 65535.") from error
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 30,
    }
