"""The portal as a server runs it: logs, database, static files with long caching."""

from __future__ import annotations

from whitenoise import WhiteNoise

from tbc import create_app
from tbc.config import Settings
from tbc.kit import db, logs
from tbc.kit.assets import STATIC


def build(settings: Settings) -> WhiteNoise:
    """The WSGI application, with static files served before Flask is asked."""
    logs.configure(settings.log_level)
    db.bind(db.open_engine(settings.database_url))
    served = WhiteNoise(create_app(settings), allow_all_origins=False, max_age=31_536_000)
    served.add_files(str(STATIC), prefix="static/")
    return served
