"""Settings of the test runs: own data folder, known key, the database the environment names."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("MARKTPLATZ_DATA", str(Path(tempfile.gettempdir()) / "marktplatz-tests"))
os.environ.setdefault("MARKTPLATZ_SECRET_KEY", "only-for-tests")

from config.settings import *  # noqa: F403

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Tests serve static files from where they lie; WhiteNoise only wants to see that the folder exists.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A database in memory is one connection for all threads: a browser's late request to the live server
    # and the next test would use it at once, which crashes the interpreter now and then. A file is not.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / f"test-{os.getpid()}.sqlite3")}  # noqa: F405
else:
    # The clean-up between tests empties tables nobody else may empty (lib.no_truncate).
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c marktplatz.may_truncate=on"  # noqa: F405
