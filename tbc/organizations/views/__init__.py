"""The pages of organizations and of company accounts; importing a module of these adds its routes."""

from __future__ import annotations

from tbc.organizations.views import (
    claiming,
    deleting,
    domains,
    history,
    index,
    inviting,
    joining,
    merging,
    people,
    record,
    recovering,
    settings,
)
from tbc.organizations.views.room import company_accounts, organizations

__all__ = [
    "claiming",
    "company_accounts",
    "deleting",
    "domains",
    "history",
    "index",
    "inviting",
    "joining",
    "merging",
    "organizations",
    "people",
    "record",
    "recovering",
    "settings",
]
