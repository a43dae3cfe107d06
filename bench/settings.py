"""The product's own settings, plus one empty page to compare with."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
