"""Many applications from one sheet: template, preview with what is wrong in each row, filing, result (SPEC §6, §8)."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the room's pages and its background work."""
    from tbc.bulk_filing import jobs  # noqa: F401  # its decorators register the work
    from tbc.bulk_filing.views import room

    app.register_blueprint(room)
