"""The left menu: which pages it leads to, in which order and words. Each room adds its rows here.

It is the same for everybody of the same house, mode, roles and language, and is put together once for each of these.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from flask import Flask, current_app, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from tbc.kit.guard import actor
from tbc.kit.language import language
from tbc.policy import Actor, Permission, Role, allowed


class Row(NamedTuple):
    """One page of the menu."""

    endpoint: str
    label: str
    url: str


class Group(NamedTuple):
    """Pages that belong together; the first group has no title."""

    title: str
    rows: tuple[Row, ...]


Wanted = tuple[str, str, Permission | None]


def init_app(app: Flask) -> None:
    """Give templates `menu(house)`: the groups of its rows that exist and that whoever is asking may open."""
    menu = lru_cache(maxsize=256)(_menu)
    app.jinja_env.globals["menu"] = lambda house: menu(house, actor().mode, actor().roles, language())


def _menu(house: str, mode: str | None, roles: frozenset[Role], _language: str) -> tuple[Group, ...]:
    """Roles and language are all that the words and rights depend on; a group without rows is left out."""
    who = Actor(roles=roles)
    wanted = _of_desk() if house == "desk" else _of_portal(mode)
    groups = (Group(title, tuple(_rows(who, rows))) for title, rows in wanted)
    return tuple(group for group in groups if group.rows)


def _rows(who: Actor, rows: list[Wanted]) -> list[Row]:
    return [
        Row(endpoint, str(label), url_for(endpoint))
        for endpoint, label, permission in rows
        if endpoint in current_app.view_functions and (permission is None or allowed(who, permission))
    ]


# ngettext for one word: in Japanese there is one, in English it stands for several things.
def _of_portal(mode: str | None) -> list[tuple[str, list[Wanted]]]:
    filing = _("お客様の申請") if mode == "partner" else ngettext("申請", "申請", 2)
    return [
        ("", [("home.index", _("ホーム"), None)]),
        (
            filing,
            [
                ("applications.new", _("申請をはじめる"), Permission.APPLICATION_START),
                ("applications.index", _("申請履歴"), Permission.APPLICATION_LIST),
                ("bulk_filing.index", _("一括申請"), Permission.APPLICATION_START),
            ],
        ),
        (
            ngettext("契約", "契約", 2),
            [
                ("licenses.index", _("契約内容確認"), Permission.LICENSE_LIST),
                ("renewals.index", _("契約更新"), Permission.RENEWAL_LIST),
            ],
        ),
        (ngettext("製品", "製品", 2), [("catalog.index", _("対象製品"), None)]),
        (
            _("アカウント管理"),
            [
                ("organizations.index", _("組織(Organization)リスト"), Permission.ORGANIZATION_LIST),
                (
                    "company_accounts.index",
                    ngettext("会社アカウント", "会社アカウント", 2),
                    Permission.COMPANY_ACCOUNT_LIST,
                ),
                ("accounts.profile", _("プロファイル"), None),
                ("accounts.sessions", _("セッション"), None),
            ],
        ),
    ]


def _of_desk() -> list[tuple[str, list[Wanted]]]:
    return [
        ("", [("desk.index", _("ダッシュボード"), Permission.DESK_ENTER)]),
        (
            _("仕事"),
            [
                ("desk.orders", ngettext("受注", "受注", 2), Permission.ORDER_READ),
                ("desk.deliveries", ngettext("納品", "納品", 2), Permission.DELIVERY_READ),
                ("desk.payments", _("入金の消込"), Permission.PAYMENT_READ),
                ("desk.invoices", _("未入金の請求書"), Permission.DOCUMENT_LIST),
                ("desk.stock", _("コードの在庫"), Permission.STOCK_READ),
                ("imports.index", _("Excel取り込み"), Permission.IMPORT_READ),
                ("desk.requests", _("依頼"), Permission.REQUEST_READ),
                ("desk.recoveries", _("組織の引き継ぎ"), Permission.RECOVERY_READ),
            ],
        ),
        (
            _("調べる"),
            [
                ("desk.applications", ngettext("申請", "申請", 2), Permission.DESK_READ_APPLICATIONS),
                ("desk.licenses", _("ライセンス一覧"), Permission.DESK_ENTER),
                ("desk.documents", _("書類"), Permission.DOCUMENT_LIST),
                ("desk.organizations", _("組織(Organization)"), Permission.RECOVERY_READ),
                ("desk.dealers", _("販売店・代理店"), Permission.DEALER_READ),
                ("desk.users", _("利用者"), Permission.USER_READ),
                ("desk.calendar", _("営業日"), Permission.CALENDAR_READ),
                ("mail.index", _("メール"), Permission.MAIL_READ),
                ("desk.catalog", _("製品と価格"), Permission.CATALOG_READ),
            ],
        ),
        (
            _("外部連携"),
            [
                ("api_access.index", _("APIの利用"), Permission.API_ACCESS_READ),
                ("webhooks.index", _("Webhook"), Permission.WEBHOOK_READ),
            ],
        ),
    ]
