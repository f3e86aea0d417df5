"""Company accounts: the list, a new one, one with its people and end users, its settings (ORG-6)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse
from wtforms import Form

from tbc.kit.db import session
from tbc.kit.guard import actor, can, guard
from tbc.kit.page import go, page, say
from tbc.kit.places import place
from tbc.organizations.forms.accounts import Details, creation, filters, read_details
from tbc.organizations.models import CompanyAccount, Organization
from tbc.organizations.queries import account_members, accounts, end_users
from tbc.organizations.queries.accounts import find_account, lock_account
from tbc.organizations.queries.organizations import lock_organization
from tbc.organizations.queries.paging import Beside
from tbc.organizations.service import accounts as acts
from tbc.organizations.views.room import company_accounts
from tbc.policy import Permission, Role

SHOWN = 8


@company_accounts.get("/company-accounts")
@guard(Permission.COMPANY_ACCOUNT_LIST)
def index() -> Response:
    """The company accounts that the reader is in, or whose organization they own."""
    organizations = accounts.list_organizations_of_accounts(actor())
    form = filters(request.args, organizations)
    chosen = place("organization") if form.organization.data else None
    listed = accounts.list_accounts(actor(), form.words, chosen, Beside(place("after"), place("before")))
    asked = {"q": form.words or None, "organization": form.organization.data or None}
    return page(
        "company_accounts/index.html",
        part="company_accounts/_list.html",
        form=form,
        listed=listed,
        asked=asked,
        several=len(organizations) > 1,
        chosen=next((name for own, name in organizations if own == chosen), None),
        size=accounts.PAGE,
    )


@company_accounts.get("/company-accounts/new")
@guard(Permission.COMPANY_ACCOUNT_LIST)
def new() -> Response:
    """The form for a new company account, or the way to the right to create one."""
    organizations = accounts.list_organizations_to_create_in(actor())
    asked = request.args.get("organization", "")
    return _new(creation(None, organizations, organization=asked), organizations)


@company_accounts.post("/company-accounts")
@guard(Permission.COMPANY_ACCOUNT_LIST)
def create() -> AnyResponse:
    """Create one in the chosen organization, if the reader may (ORG-4)."""
    organizations = accounts.list_organizations_to_create_in(actor())
    form = creation(request.form, organizations)
    details = read_details(form)
    organization = lock_organization(actor(), UUID(form["organization"].data)) if details else None
    if not details or organization is None or not can(Permission.COMPANY_ACCOUNT_CREATE, organization):
        return _new(form, organizations, status=422)
    try:
        account = acts.create(actor(), organization, details)
    except acts.NameTaken:
        _say_taken(form)
        return _new(form, organizations, status=422)
    say(_("会社アカウント「%(name)s」を作りました。あなたが管理者です。", name=account.name))
    return go(url_for("company_accounts.record", account_id=account.id))


@company_accounts.get("/company-accounts/<uuid:account_id>")
@guard(Permission.COMPANY_ACCOUNT_READ, load=find_account)
def record(account: CompanyAccount) -> Response:
    """Who is in it and, for them alone, its end users and the way to its applications."""
    is_inside = can(Permission.END_USER_READ, account)
    return page(
        "company_accounts/record.html",
        account=account,
        organization=session.get(Organization, account.organization_id),
        people=account_members.list_account_members(account, "", Beside(), SHOWN),
        end_users=end_users.list_latest(account) if is_inside else (),
        is_inside=is_inside,
        may_join=not is_inside and Role.OWNER in account.roles_of(actor()),
    )


@company_accounts.get("/company-accounts/<uuid:account_id>/settings")
@guard(Permission.COMPANY_ACCOUNT_MANAGE, load=find_account)
def settings(account: CompanyAccount) -> Response:
    """Name, kana and corporate number."""
    return _settings(account, Details(data={name: getattr(account, name) for name in acts.FIELDS}))


@company_accounts.post("/company-accounts/<uuid:account_id>/settings")
@guard(Permission.COMPANY_ACCOUNT_MANAGE, load=lock_account)
def change_settings(account: CompanyAccount) -> AnyResponse:
    """Keep them."""
    form = Details(request.form)
    details = read_details(form)
    if details is None:
        return _settings(account, form, status=422)
    try:
        acts.change(actor(), account, details)
    except acts.NameTaken:
        _say_taken(form)
        return _settings(account, form, status=422)
    say(_("会社アカウントの設定を保存しました。"))
    return go(url_for("company_accounts.record", account_id=account.id))


def _new(form: Form, organizations: Any, status: int = 200) -> Response:
    return page("company_accounts/new.html", status=status, form=form, organizations=organizations)


def _settings(account: CompanyAccount, form: Form, status: int = 200) -> Response:
    return page("company_accounts/settings.html", status=status, account=account, form=form)


def _say_taken(form: Form) -> None:
    form["name"].errors = [_("この組織に、同じ名前の会社アカウントがあります。支店名などを付けて区別してください。")]
