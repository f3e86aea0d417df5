"""The portal as a server runs it: logs, database, static files with long caching, gunicorn's processes and threads."""

from __future__ import annotations

import ctypes
import gc

from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]  # gunicorn has no types
from whitenoise import WhiteNoise

from tbc import create_app
from tbc.config import Settings
from tbc.kit import db, logs
from tbc.kit.assets import STATIC


def build(settings: Settings) -> WhiteNoise:
    """The WSGI application, with static files served before Flask is asked."""
    logs.configure(settings.log_level)
    db.bind(db.open_engine(settings.database_url), reading=db.open_engine(settings.database_url, reading=True))
    served = WhiteNoise(create_app(settings), allow_all_origins=False, max_age=31_536_000)
    served.add_files(str(STATIC), prefix="static/")
    _settle()
    return served


def serve_forever(settings: Settings, host: str, workers: int, threads: int) -> None:
    """Answer requests on `host` and the settings' port until told to stop; open requests are finished first."""
    _Server(settings, host, workers, threads).run()


def _settle() -> None:
    """Give back what only starting has needed, 12 of 155 megabytes; what stays is not looked through for garbage."""
    gc.collect()
    gc.freeze()
    # The C library of Linux keeps it else; others have no such call.
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


class _Server(BaseApplication):  # type: ignore[misc]  # as above
    def __init__(self, settings: Settings, host: str, workers: int, threads: int) -> None:
        self.settings = settings
        self.options = {
            "bind": f"[{host}]:{settings.port}" if ":" in host else f"{host}:{settings.port}",
            "workers": workers,
            "threads": threads,
            "worker_class": "gthread",
            "timeout": 60,
            "graceful_timeout": 30,
            "keepalive": 15,
            "loglevel": "warning",
            "proc_name": "tbc",
            # The client's address comes from as many proxies as the settings name, and from nobody else.
            "forwarded_allow_ips": "",
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> WhiteNoise:
        """In each process after the fork: connections are not shared."""
        return build(self.settings)
