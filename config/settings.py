"""All settings in one file. What an operator may change is read from the environment; safe by default."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dj_database_url
import django_stubs_ext
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config import env

# Makes generic classes such as ModelAdmin[Listing] subscriptable at run time.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("MARKTPLATZ_DATA", str(BASE_DIR / "var"))).expanduser().resolve()

SECRET_KEY = env.secret("MARKTPLATZ_SECRET_KEY", file=DATA_DIR / "secret-key")
# Former keys: what they signed or sealed stays valid until they are taken out here.
SECRET_KEY_FALLBACKS = env.words("MARKTPLATZ_FORMER_SECRET_KEYS", [])
DEBUG = env.flag("MARKTPLATZ_DEBUG", default=False)
ALLOWED_HOSTS = env.words("MARKTPLATZ_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
SITE_URL = env.text("MARKTPLATZ_URL", "http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL.startswith("https://") else []

INSTALLED_APPS = [
    "marketplace.web",
    "marketplace.worker",
    "marketplace.exports",
    "marketplace.selection",
    "marketplace.review",
    "marketplace.suitability",
    "marketplace.analysis",
    "marketplace.evidence",
    "marketplace.catalogue",
    "marketplace.criteria",
    "marketplace.organisations",
    "marketplace.notices",
    "marketplace.audit",
    "marketplace.outbox",
    "marketplace.pages",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    # After allauth, so that its desk for operators is already there to be tidied.
    "marketplace.accounts",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "marketplace.web.body_size.BodySizeMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "marketplace.web.second_factor.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "marketplace.web.context.site",
                "marketplace.web.context.account",
            ],
        },
    }
]


def _database() -> dict[str, Any]:
    """SQLite in the data folder unless DATABASE_URL names a PostgreSQL.

    Immediate transactions and WAL let the web processes and the worker share one file without
    "database is locked": a writer waits in line instead of failing half-way.
    """
    try:
        parsed = dj_database_url.config(
            default=f"sqlite:///{DATA_DIR / 'marktplatz.sqlite3'}", conn_max_age=60
        )
    except ValueError:
        # Without the address itself: it may hold a password, and this sentence goes to logs.
        raise ImproperlyConfigured(
            "DATABASE_URL: expected postgres://user:password@host/name or sqlite:///path."
        ) from None
    database: dict[str, Any] = dict(parsed)
    if database["ENGINE"].endswith("sqlite3"):
        database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        }
    return database


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "web:account"
LOGOUT_REDIRECT_URL = "web:start"
# Attempts are counted for all web processes together, so not in the memory of one of them.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "short_term_notes",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("Deutsch")), ("en", _("Englisch"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
# English the European way: 23 November 2026, 24 hours.
FORMAT_MODULE_PATH = "marketplace.web.formats"
TIME_ZONE = "Europe/Berlin"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "marketplace" / "web" / "assets"]
MEDIA_ROOT = DATA_DIR / "media"
WORK_ROOT = DATA_DIR / "work"
CACHE_ROOT = DATA_DIR / "cache"
# The operator's own criteria, one YAML file each.
CRITERIA_ROOT = DATA_DIR / "criteria"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_URL.startswith("https://")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000

# --- Signing in (django-allauth; why so: docs/adr/0016) -------------------------------------------

ACCOUNT_ADAPTER = "marketplace.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "marketplace.accounts.signup.NameForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 3
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_EMAIL_MAX_LENGTH = 254
# Numbers after those of PyPI, which withstands such attacks every day.
ACCOUNT_RATE_LIMITS = {
    "login": "60/5m/ip",
    "login_failed": "10/5m/ip,10/5m/key",
    "signup": "20/h/ip",
    "reset_password": "20/h/ip,5/d/key",
    "reset_password_from_key": "20/5m/ip",
    "confirm_email": "3/6h/key",
    "reauthenticate": "10/5m/user",
    "change_password": "10/5m/user",
    "manage_email": "10/h/user",
}
ACCOUNT_FORMS = {
    "login": "marketplace.web.account_forms.SignInForm",
    "signup": "marketplace.web.account_forms.SignUpForm",
    "add_email": "marketplace.web.account_forms.NewAddressForm",
    "change_password": "marketplace.web.account_forms.NewPasswordForm",
    "set_password": "marketplace.web.account_forms.FirstPasswordForm",
    "reset_password": "marketplace.web.account_forms.ForgottenPasswordForm",
    "reset_password_from_key": "marketplace.web.account_forms.ResetPasswordForm",
    "reauthenticate": "marketplace.web.account_forms.PasswordAgainForm",
}
MFA_ADAPTER = "marketplace.accounts.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Marktplatz"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SITE_URL.startswith("https://")
MFA_FORMS = {
    "authenticate": "marketplace.web.account_forms.CodeForm",
    "reauthenticate": "marketplace.web.account_forms.CodeAgainForm",
    "activate_totp": "marketplace.web.account_forms.FirstCodeForm",
    "add_webauthn": "marketplace.web.account_forms.NewPasskeyForm",
    "edit_webauthn": "marketplace.web.account_forms.RenamePasskeyForm",
}
USERSESSIONS_TRACK_ACTIVITY = False
SOCIALACCOUNT_ADAPTER = "marketplace.accounts.oidc.FederatedAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_FORMS = {"signup": "marketplace.web.account_forms.FederatedSignUpForm"}
# Sign-in through the body's own directory, by OpenID Connect; nothing is offered until these are set.
OIDC_ISSUER = env.text("MARKTPLATZ_OIDC_ISSUER", "").rstrip("/")
OIDC_NAME = env.text("MARKTPLATZ_OIDC_NAME", "OpenID Connect")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc",
                "name": OIDC_NAME,
                "client_id": env.text("MARKTPLATZ_OIDC_CLIENT", ""),
                "secret": env.text("MARKTPLATZ_OIDC_SECRET", ""),
                "settings": {"server_url": OIDC_ISSUER},
            }
        ]
        if OIDC_ISSUER
        else [],
    }
}

# --- Mail ---------------------------------------------------------------------------------------

# Without a mail server, mails are files the operator can read.
MAIL_FOLDER = DATA_DIR / "mail"
globals().update(env.mail("MARKTPLATZ_MAIL", folder=MAIL_FOLDER))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("MARKTPLATZ_MAIL_FROM", "Marktplatz <marktplatz@localhost>")

FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

# --- The marketplace's own settings -------------------------------------------------------------

# Who may ask for an assessment without signing in. Off: only signed-in operators.
OPEN_ASSESSMENT = env.flag("MARKTPLATZ_OPEN_ASSESSMENT", default=True)
# A web server in front notes the visitor's address in X-Forwarded-For; without one, anybody could write it.
BEHIND_PROXY = env.flag("MARKTPLATZ_BEHIND_PROXY", default=False)
ASSESSMENTS_PER_HOUR = env.number("MARKTPLATZ_ASSESSMENTS_PER_HOUR", 5, least=1)

# Limits of fetching and grading foreign code; the reasons stand in docs/adr/0005.
FETCH_LIMITS = {
    "upload_megabytes": env.number("MARKTPLATZ_UPLOAD_MEGABYTES", 200, least=1),
    "archive_megabytes": env.number("MARKTPLATZ_ARCHIVE_MEGABYTES", 200, least=1),
    "unpacked_megabytes": env.number("MARKTPLATZ_UNPACKED_MEGABYTES", 1000, least=1),
    "clone_megabytes": env.number("MARKTPLATZ_CLONE_MEGABYTES", 500, least=1),
    "files": env.number("MARKTPLATZ_FILES", 50_000, least=1),
    "fetch_seconds": env.number("MARKTPLATZ_FETCH_SECONDS", 300, least=1),
    "grade_seconds": env.number("MARKTPLATZ_GRADE_SECONDS", 600, least=1),
    "grade_megabytes": env.number("MARKTPLATZ_GRADE_MEGABYTES", 4000, least=200),
}
# Foreign code is read only where the kernel offers namespaces or Landlock; off: everywhere.
REQUIRE_ISOLATION = env.flag("MARKTPLATZ_REQUIRE_ISOLATION", default=True)
# Registries are asked for through the addresses the machine's own package clients are set up with;
# an operator can name others here.
PYPI_INDEX = env.text("MARKTPLATZ_PYPI_INDEX", "")
NPM_REGISTRY = env.text("MARKTPLATZ_NPM_REGISTRY", "")
# Hosts that may be fetched from although they resolve to a private address (an in-house forge, say).
PRIVATE_HOSTS = env.words("MARKTPLATZ_PRIVATE_HOSTS", [])
# Most mails one address is sent in 24 hours; a mistake or an abuse must not flood anybody.
MAILS_PER_RECIPIENT = env.number("MARKTPLATZ_MAILS_PER_RECIPIENT", 50, least=1)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("MARKTPLATZ_LOG_LEVEL", "INFO")},
}
