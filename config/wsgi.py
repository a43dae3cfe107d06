"""The WSGI entry point that granian serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# Requests already share the processors; a calculation split among them would only wait for the others.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
application = get_wsgi_application()
# A full collection stops all threads for 40 ms; by default every few requests would set one off.
gc.set_threshold(20_000, 20, 50)
