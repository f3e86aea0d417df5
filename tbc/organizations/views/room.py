"""The room's two blueprints: organizations with their people, and company accounts with their end users."""

from __future__ import annotations

from flask import Blueprint

organizations = Blueprint("organizations", __name__)
company_accounts = Blueprint("company_accounts", __name__)
