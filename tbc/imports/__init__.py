"""Staff's import of legacy workbooks: uploaded, read, looked through beside the sheet, filed (XLS-3…6)."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the room's routes and its background work."""
    from tbc.imports import jobs  # noqa: F401  # its decorators register the work
    from tbc.imports.views import room
    from tbc.imports.views.old_forms import old_forms

    app.register_blueprint(room)
    app.register_blueprint(old_forms)
