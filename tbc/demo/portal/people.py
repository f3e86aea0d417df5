"""Who has an account at the demo partner portal: dealers' people, each to try something with. All are fictitious."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tbc.kit.phrases import lazy as _


@dataclass(frozen=True, slots=True)
class Company:
    """A partner company as the portal knows it; `tier` is 1, 2 or 3 (一次店, 二次店, 三次店), `contact` an address."""

    id: str
    name: str
    kana: str
    domain: str
    contact: str
    tier: int

    def claims(self) -> dict[str, Any]:
        """What the portal tells about the company."""
        return {
            "company": self.name,
            "company_kana": self.kana,
            "company_id": self.id,
            "domain": self.domain,
            "contact": self.contact,
            "tier": self.tier,
        }


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account; `subject` is the account's lasting id, `about` says in one sentence what to try."""

    key: str
    subject: str
    name: str
    email: str
    company: Company | None
    about: Any
    email_verified: bool = True
    has_factor: bool = False

    def claims(self) -> dict[str, Any]:
        """What the portal tells about the person and the company, beside the subject."""
        own = {"name": self.name, "email": self.email, "email_verified": self.email_verified}
        return own | (self.company.claims() if self.company else {})

    @property
    def amr(self) -> tuple[str, ...]:
        """How the person proves who they are (RFC 8176)."""
        return ("pwd", "otp", "mfa") if self.has_factor else ("pwd",)

    @property
    def acr(self) -> str:
        """The same as one of the profiles of REFEDS: single factor or several."""
        return f"https://refeds.org/profile/{'mfa' if self.has_factor else 'sfa'}"


DUMMY = Company(
    "P-20018",
    "ダミー情報機器㈱",
    "ダミージョウホウキキ",
    "dummy-joho.example.jp",
    "ichiro.hinagata@dummy-joho.example.jp",
    2,
)
KAKU = Company(
    "P-10007",
    "株式会社架空システムズ",
    "カクウシステムズ",
    "kaku-systems.example.jp",
    "rin.dairi@kaku-systems.example.jp",
    1,
)
SHOKAI = Company(
    "P-30042",
    "サンプル商会株式会社",
    "サンプルショウカイ",
    "sample-shokai.example.jp",
    "uriko@sample-shokai.example.jp",
    3,
)

PEOPLE = (
    Person(
        "first", "p-4d1c70", "代理　大", "dai.dairi@kaku-systems.example.jp", KAKU,
        _("初めてサインインして、会社の情報で登録します。"),
    ),
    Person(
        "colleague", "p-8e02b5", "代理　凛", "rin.dairi@kaku-systems.example.jp", KAKU,
        _("同じ会社の同僚です。同僚が登録した組織に入ります。担当者メールの本人です。"),
    ),
    Person(
        "two-factor", "p-17fa93", "二段　守", "mamoru.nidan@kaku-systems.example.jp", KAKU,
        _("このポータルで二段階認証を使っています。"), has_factor=True,
    ),
    Person(
        "stranger", "p-c36e48", "販　売子", "uriko@sample-shokai.example.jp", SHOKAI,
        _("別の会社です。ほかの会社の組織や申請は見えません。"),
    ),
    Person(
        "known", "p-592d0a", "雛形　二美", "futami.hinagata@dummy-joho.example.jp", DUMMY,
        _("同じメールアドレスのアカウントがすでにあります。そちらでもサインインすると、つながります。"),
    ),
    Person(
        "registered", "p-2c90e7", "雛形　一郎", "ichiro.hinagata@dummy-joho.example.jp", DUMMY,
        _("登録が済んでいます。このサイトで作った組織と、ここからの組織を統合できます。"),
    ),
    Person(
        "unverified", "p-ab7716", "未確　歩", "ayumi.mikaku@kaku-systems.example.jp", KAKU,
        _("メールアドレスの確認が済んでいません。入れない理由が表示されます。"), email_verified=False,
    ),
    Person(
        "no-company", "p-e90f3c", "独立　望", "nozomi@dokuritsu.example.net", None,
        _("会社の情報がありません。簡易申請だけができます。"),
    ),
    Person(
        "shared", "p-06b8d1", "共用　窓口", "info@dummy-joho.example.jp", DUMMY,
        _("グループのアドレスを使っています。入れない理由と、直し方が表示されます。"),
    ),
)  # fmt: skip
BY_KEY = {person.key: person for person in PEOPLE}
