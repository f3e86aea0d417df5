"""What the tests of applications begin with: products, a record that can be filed, drafts and filed applications."""

from __future__ import annotations

import copy
from typing import Any

from tbc.accounts.models import User
from tbc.applications.models import Application
from tbc.applications.record import STEPS
from tbc.applications.service import drafts, filing
from tbc.catalog.models import Product
from tbc.kit.db import session
from tbc.organizations.models import CompanyAccount
from tests.people import acting

PARTY = {
    "corporate_name": "サンプル髙﨑建設株式会社",
    "corporate_name_kana": "サンプルタカサキケンセツカブシキガイシャ",
    "corporate_number": "8928880361560",
    "postal_code": "4980000",
    "prefecture": "三重県",
    "city": "桑名郡木曽岬町",
    "street": "大字西対海地251",
    "building": "",
    "department": "管理部システムＧ",
    "title": "主事",
    "contact_name": "見本　さくら",
    "contact_name_kana": "ミホン　サクラ",
    "phone": "0567-55-3265",
    "email": "sakura.mihon@takasaki.example.jp",
}
ITEM = {"product": "SGE-ADV", "quantity": "300", "term_years": "3"}
CONTENT: dict[str, Any] = {
    "kind": "new",
    "contract_class": "corporate",
    "items": [ITEM],
    "end_user": PARTY,
    "support_contact": {"same_as": "end_user"},
    "renewal_contact": {"same_as": "end_user"},
    "delivery": {"email": "license-order@takasaki.example.jp", "company": "", "contact_name": ""},
    "reseller": {"company": "ダミー情報機器㈱", "branch": "名古屋支店", "contact_name": "雛形　一郎"},
    "distributor": {"same_as": "reseller"},
    "customer_po": "",
    "reseller_reference": "",
    "contact_persons": [],
    "remarks": "",
}
AGREED = {"consent": True, "privacy": True}


def a_product(code: str = "SGE-ADV", **values: Any) -> Product:
    """A product that can be applied for in every way."""
    given: dict[str, Any] = {
        "name_ja": "サンプルガード エンドポイント アドバンス",
        "name_en": "SampleGuard Endpoint Advance",
        "kind": "license",
        "application_kinds": ["new", "additional", "renewal"],
        "contract_classes": ["corporate", "government", "academic"],
    }
    product = session.get(Product, code)
    if product is None:
        product = Product(code=code, **(given | values))
        session.add(product)
        session.commit()
    return product


def content(**changes: Any) -> dict[str, Any]:
    """A record that can be filed, with `changes` to its sections."""
    return copy.deepcopy(CONTENT) | changes


def a_draft(filer: User, record: dict[str, Any] | None = None, account: CompanyAccount | None = None) -> Application:
    """A draft with every step filled in: a quick one, or one of a company account that the filer is in."""
    a_product()
    record = record or content()
    kinds = record.get("kind", "new"), record.get("contract_class", "corporate")
    draft = drafts.start(acting(filer), *kinds, account.id if account else None)
    for step in STEPS:
        drafts.keep(draft, step, {part: record[part] for part in step.parts if part in record}, None, tried=True)
    session.commit()
    return draft


def a_filed(filer: User, record: dict[str, Any] | None = None, account: CompanyAccount | None = None) -> Application:
    """A filed application."""
    draft = a_draft(filer, record, account)
    filed = filing.file(acting(filer), draft, AGREED, agreed_version="2026-11-01", validity=None)
    session.commit()
    return filed


def apart(application: Application) -> Application:
    """`application` as it is now, cut off from the session: it stays readable while pages are fetched."""
    session.refresh(application)
    session.expunge(application)
    return application
