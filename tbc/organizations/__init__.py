"""Organizations, company accounts and end users: history that survives people (SPEC §5)."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the room's pages."""
    from tbc.accounts import demands
    from tbc.organizations.queries.factors import needs_second_factor
    from tbc.organizations.service import upkeep  # noqa: F401  # its decorators register it
    from tbc.organizations.views import company_accounts, organizations

    demands.ask(needs_second_factor)
    app.register_blueprint(organizations)
    app.register_blueprint(company_accounts)
