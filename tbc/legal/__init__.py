"""What the portal's users agree to: 利用規約, 個人情報の取扱い, 特定商取引法に基づく表記, in versions (ACC-7)."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the room's routes."""
    from tbc.legal.views import room

    app.register_blueprint(room)
