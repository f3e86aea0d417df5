"""The pages of organizations and of company accounts; importing a module of these adds its routes."""

from __future__ import annotations

from tbc.organizations.views import (
    account_members,
    accounts,
    bulk,
    claiming,
    deleting,
    domains,
    end_users,
    history,
    index,
    inviting,
    joining,
    lost_factors,
    merging,
    people,
    record,
    recovering,
    settings,
)
from tbc.organizations.views.room import company_accounts, organizations

__all__ = [
    "account_members",
    "accounts",
    "bulk",
    "claiming",
    "company_accounts",
    "deleting",
    "domains",
    "end_users",
    "history",
    "index",
    "inviting",
    "joining",
    "lost_factors",
    "merging",
    "organizations",
    "people",
    "record",
    "recovering",
    "settings",
]
