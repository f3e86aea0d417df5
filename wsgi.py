"""The portal for a WSGI server: `gunicorn wsgi:app`."""

from __future__ import annotations

import sys

from tbc.config import SettingsError, from_environment
from tbc.serving import build

try:
    app = build(from_environment())
except SettingsError as error:
    sys.exit(f"tbc: {error}")
