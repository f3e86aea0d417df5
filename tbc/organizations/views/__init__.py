"""The pages of organizations and of company accounts; importing a module of these adds its routes."""

from __future__ import annotations

from tbc.organizations.views import domains, history, index, inviting, joining, people, record, settings
from tbc.organizations.views.room import company_accounts, organizations

__all__ = [
    "company_accounts",
    "domains",
    "history",
    "index",
    "inviting",
    "joining",
    "organizations",
    "people",
    "record",
    "settings",
]
