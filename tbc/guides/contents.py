"""Which guides there are, for whom, and of which parts: `templates/guides/<language>/<guide>/<part>.html`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l


@dataclass(frozen=True, slots=True)
class Guide:
    """One guide: its name in the address, what it is called, what it is for, and its parts in order."""

    name: str
    title: Any
    lead: Any
    parts: tuple[str, ...]

    def templates(self, language: str) -> list[str]:
        """The templates of its parts for a reader of `language`."""
        return [f"guides/{language}/{self.name}/{part}.html" for part in self.parts]


GUIDES = (
    Guide(
        "quick-start",
        _l("クイックスタート（一般利用者）"),
        _l("アカウントを作ってから、受付番号を書いて発注するまでを、短くまとめました。"),
        ("steps",),
    ),
    Guide(
        "customer",
        _l("利用ガイド（一般利用者）"),
        _l("アカウント、申請、受付番号、申請履歴の使い方を順に説明します。"),
        (
            "account",
            "profile",
            "before",
            "products",
            "parties",
            "dealers",
            "extras",
            "check",
            "number",
            "history",
            "copy",
        ),
    ),
    Guide(
        "organizations",
        _l("組織と会社アカウント"),
        _l("同僚と申請を共有し、担当者が代わっても引き継げるようにする方法を説明します。"),
        ("why", "accounts", "changes"),
    ),
    Guide(
        "security",
        _l("サインインの安全"),
        _l("二段階認証、リカバリーコード、端末をなくしたときの手続きを説明します。"),
        ("factors",),
    ),
    Guide(
        "partner",
        _l("利用ガイド（認定パートナー）"),
        _l("お客様の申請を代わりに行うときの流れと、一般利用者との違いを説明します。"),
        ("differences", "filing", "bulk"),
    ),
    Guide(
        "delivery",
        _l("電子納品の受け取り"),
        _l("発注のあとに届くメールと、受け取るときの注意を説明します。"),
        ("mails", "trouble"),
    ),
    Guide(
        "renewal",
        _l("契約の更新とお支払い"),
        _l("ライセンスを請求書で更新し、振り込んで、領収書を受け取るまでを説明します。"),
        ("ordering", "paying"),
    ),
    Guide(
        "faq",
        _l("よくある質問"),
        _l("申請、受付番号、アカウント、組織、納品についての質問と答えです。"),
        ("using", "numbers", "mistakes", "accounts", "organizations"),
    ),
    Guide(
        "staff",
        _l("担当者デスクの使い方（弊社担当）"),
        _l(
            "Excel申請書の取り込み、様式の教え方、入金の消込と書類、販売店・代理店の登録、組織の引き継ぎの決定、利用者のアカウントの扱いを説明します。"
        ),
        ("imports", "review", "teaching", "payments", "dealers", "people"),
    ),
)


def find_guide(name: str) -> Guide | None:
    """The guide of that name."""
    return next((guide for guide in GUIDES if guide.name == name), None)
