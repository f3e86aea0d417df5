"""Many applications, written fast: a dealer with half of them, a customer with forty, everybody else in between."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
from uuid_utils.compat import uuid7

from tbc.applications import numbers
from tbc.kit import db
from tbc.kit.search import searchable

FAMILY = [
    "髙﨑",
    "佐藤",
    "鈴木",
    "高橋",
    "田中",
    "渡辺",
    "伊藤",
    "山本",
    "中村",
    "小林",
    "加藤",
    "吉田",
    "山田",
    "佐々木",
    "山口",
    "松本",
    "井上",
    "木村",
    "林",
    "斎藤",
    "清水",
    "山崎",
    "森",
    "池田",
]
PLACES = [
    "札幌",
    "仙台",
    "新潟",
    "金沢",
    "横浜",
    "名古屋",
    "京都",
    "大阪",
    "神戸",
    "岡山",
    "広島",
    "高松",
    "松山",
    "福岡",
    "熊本",
    "鹿児島",
    "那覇",
    "青森",
    "秋田",
    "盛岡",
]
TRADES = [
    "建設",
    "商事",
    "製作所",
    "フーズ",
    "ロジスティクス",
    "電機",
    "薬品",
    "印刷",
    "運輸",
    "不動産",
    "システム",
    "紙業",
    "硝子",
    "鉄工",
    "化学",
    "水産",
    "農園",
    "観光",
]
PRODUCTS = [
    f"サンプルガード {kind} {grade}"
    for kind in ("エンドポイント", "メール", "サーバ保護", "ゲートウェイ")
    for grade in ("アドバンス", "スタンダード", "Plus")
]
DEALER = UUID("0190a000-0000-7000-8000-000000000001")
CUSTOMER = UUID("0190a000-0000-7000-8000-000000000002")
MAKER = UUID("0190a000-0000-7000-8000-000000000003")
COLUMNS = [
    "id",
    "number",
    "state",
    "mode",
    "source",
    "kind",
    "filer_id",
    "filer_name",
    "filer_email",
    "content",
    "progress",
    "version",
    "company",
    "products",
    "started_at",
    "saved_at",
    "filed_at",
    "listed_at",
    "agreed_version",
    "search_text",
    "search_pairs",
]


def people(connection: psycopg.Connection[Any]) -> None:
    """The dealer and the customer whose lists are measured, one who files anew, and a hundred others."""
    others = [UUID(int=DEALER.int + 100 + at) for at in range(100)]
    for at, person in enumerate((DEALER, CUSTOMER, MAKER, *others)):
        connection.execute(
            "INSERT INTO users (id, email, name, company, kind, mode, language, created_at, proven_at) VALUES "
            "(%s, %s, %s, 'サンプル商事', 'customer', 'corporate', 'ja', now(), now()) ON CONFLICT DO NOTHING",
            (person, f"person{at}@bench.example.jp", f"見本　{at}"),
        )


def applications(connection: psycopg.Connection[Any], begin: int, end: int) -> None:
    """Write the applications numbered from `begin` up to `end` (exclusive); the same number gives the same row."""
    with connection.cursor() as cursor, cursor.copy(f"COPY applications ({', '.join(COLUMNS)}) FROM STDIN") as copy:
        for row in _rows(begin, end):
            copy.write_row(row)


def _rows(begin: int, end: int) -> Iterator[tuple[Any, ...]]:
    others = [UUID(int=DEALER.int + 100 + at) for at in range(100)]
    newest = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    for at in range(begin, end):
        dice = random.Random(at)
        company = f"株式会社{dice.choice(FAMILY)}{dice.choice(PLACES)}{dice.choice(TRADES)}{at % 5000}"
        filer = CUSTOMER if at < 40 else DEALER if at % 2 else others[at % 100]
        items = [
            {
                "product": f"SG-{p}",
                "product_name": PRODUCTS[p],
                "quantity": dice.randint(1, 900),
                "term_years": dice.randint(1, 5),
                "license_id": f"{dice.randrange(10**10):010d}",
            }
            for p in (dice.randrange(len(PRODUCTS)) for _ in range(dice.choice((1, 1, 1, 2, 3))))
        ]
        party = {
            "corporate_name": company,
            "contact_name": f"{dice.choice(FAMILY)}　太郎",
            "email": f"a{at}@example.jp",
        }
        content = {
            "kind": "new",
            "contract_class": "corporate",
            "items": items,
            "end_user": party
            | {
                "postal_code": "1000001",
                "prefecture": "東京都",
                "city": "千代田区",
                "street": "千代田1-1",
                "building": "",
                "phone": "03-5555-1234",
                "department": "総務部",
                "title": "",
                "corporate_name_kana": "カブシキガイシャサンプル",
                "contact_name_kana": "サンプル　タロウ",
                "corporate_number": "",
            },
            "support_contact": {"same_as": "end_user"},
            "renewal_contact": {"same_as": "end_user"},
            "delivery": {"email": f"d{at}@example.jp", "company": "", "contact_name": ""},
            "reseller": {
                "company": f"{dice.choice(PLACES)}情報機器㈱",
                "branch": "",
                "department": "",
                "contact_name": "",
                "phone": "",
                "email": "",
            },
            "distributor": {"same_as": "reseller"},
            "contact_persons": [],
            "customer_po": "",
            "reseller_reference": "",
            "remarks": "",
        }
        parts = [company, party["contact_name"], party["email"], content["reseller"]["company"]]
        parts += [str(item[name]) for item in items for name in ("product", "product_name", "license_id")]
        text, pairs = searchable(parts)
        when = newest - timedelta(minutes=at)
        lines = "\n".join(f"{i['product_name']}\t{i['quantity']}\t{i['term_years']}" for i in items)
        yield (
            uuid7(),
            numbers.draw(),
            "filed",
            "quick",
            "web",
            "new",
            filer,
            "見本　さくら",
            "person@bench.example.jp",
            json.dumps(content, ensure_ascii=False),
            "{}",
            9,
            company,
            lines,
            when,
            when,
            when,
            when,
            "1",
            text,
            pairs,
        )


def catalogue() -> None:
    """The demo catalogue, in the database that the session is bound to."""
    from tbc.catalog.service.sheets import keep_demo_catalog
    from tbc.policy import ANONYMOUS

    with db.unit_of_work():
        keep_demo_catalog(ANONYMOUS)
