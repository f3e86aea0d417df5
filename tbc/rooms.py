"""The rooms that the portal consists of, each with its routes and its commands."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from flask import Flask

# In the order of STYLE's direction: whoever stands further right may lean on those further left.
ROOMS = (
    "audit",
    "jobs",
    "mail",
    "webhooks",
    "calendar",
    "requests",
    "legal",
    "accounts",
    "organizations",
    "partners",
    "catalog",
    "applications",
    "licenses",
    "orders",
    "deliveries",
    "invoices",
    "payments",
    "renewals",
    "bulk_filing",
    "imports",
    "api",
    "leaving",
    "desk",
    "home",
    "guides",
)


def init_app(app: Flask) -> None:
    """Register each room's blueprint, and the demo's where the demo runs."""
    names = (*ROOMS, "demo") if app.config["SETTINGS"].demo else ROOMS
    for name in names:
        room = import_module(f"tbc.{name}")
        if hasattr(room, "init_app"):
            room.init_app(app)


def load_models() -> None:
    """Import every table, so that the metadata is whole (migrations, tests)."""
    import_module("tbc.kit.throttle")
    import_module("tbc.kit.issuing")
    for name in ROOMS:
        if find_spec(f"tbc.{name}.models"):
            import_module(f"tbc.{name}.models")
