"""What stands in the template's rows: hints, an example, and what is known of an end user already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tbc.applications import record
from tbc.bulk_filing.columns import ACCOUNT, CONSENT, IN_TEMPLATE, KEY, MARK, YES, Column
from tbc.catalog.models import Product
from tbc.kit.entries.party import hyphenated
from tbc.kit.phrases import lazy as _l
from tbc.organizations.bulk.columns import HINTS as PARTY_HINTS

_HINTS: dict[str, Any] = {
    KEY: _l("製品が2つ以上のときだけ。同じ見出しの行が1件の申請になる"),
    ACCOUNT: _l("空欄のときは、アップロードするときに選ぶ申請タイプ"),
    "kind": _l("新規・追加・更新"),
    "contract_class": _l("一般・官公庁・教育"),
    "items.product": _l("「製品」のシートのコード"),
    "items.quantity": _l("例: 100"),
    "items.term_years": _l("例: 1"),
    "items.license_id": _l("追加・更新のとき、3つのどれか1つ"),
    "items.activation_code": _l("追加・更新のとき、3つのどれか1つ"),
    "items.serial_number": _l("追加・更新のとき、3つのどれか1つ"),
    "items.current_end_on": _l("例: 2027/03/31"),
    "items.held_quantity": _l("追加のときに使う"),
    "support_contact.same_as": _l("「契約者と同じ」なら、右の列は空欄"),
    "renewal_contact.same_as": _l("「契約者と同じ」なら、右の列は空欄"),
    "distributor.same_as": _l("「販売店と同じ」なら、右の列は空欄"),
    "end_user.corporate_name": _l("登録済みの契約者は、法人名だけでよい"),
    "delivery.email": _l("納品のメールが届くアドレス"),
    "reseller_reference": _l("8桁までの数字"),
    "contact_persons.name": _l("製品が求めるとき。2人目からは次の行"),
    CONSENT: _l("契約者と会社が違うとき"),
}
# Row by row, as an office would write it: the second row is another product of the same application.
EXAMPLE: tuple[dict[str, Any], ...] = (
    {
        KEY: _l("例 見本商事 4月更新"),
        "kind": record.KINDS["new"],
        "contract_class": record.CONTRACT_CLASSES["corporate"],
        "items.quantity": "100",
        "items.term_years": "1",
        "end_user.corporate_name": "見本商事株式会社",
        "end_user.corporate_name_kana": "ミホンショウジカブシキガイシャ",
        "end_user.postal_code": "100-0001",
        "end_user.prefecture": "東京都",
        "end_user.city": "千代田区",
        "end_user.street": "千代田1-1",
        "end_user.department": "情報システム部",
        "end_user.contact_name": "見本　花子",
        "end_user.contact_name_kana": "ミホン　ハナコ",
        "end_user.phone": "03-5555-1234",
        "end_user.email": "hanako@mihon.example.jp",
        "support_contact.same_as": record.SAME_AS_NAMES["end_user"],
        "renewal_contact.same_as": record.SAME_AS_NAMES["end_user"],
        "delivery.email": "license@mihon.example.jp",
        "reseller.company": "ひな形販売株式会社",
        "distributor.same_as": record.SAME_AS_NAMES["reseller"],
        CONSENT: YES,
    },
    {KEY: _l("例 見本商事 4月更新"), "items.quantity": "20", "items.term_years": "1"},
)


def hint(column: Column) -> str:
    """One line on what stands in the column; empty where its heading says it."""
    if column.path in _HINTS:
        return str(_HINTS[column.path])
    if column.field and column.part in {"end_user", "support_contact"}:
        return str(PARTY_HINTS.get(column.field.name, ""))
    return ""


def hints() -> list[str]:
    """The row of hints; its mark lets it be passed over."""
    first, *rest = map(hint, IN_TEMPLATE)
    return [f"{MARK}{first}", *rest]


def example(product: str) -> list[list[str]]:
    """The rows of the example as texts, with a product that there is; its mark lets it be passed over."""
    rows = [{**row, "items.product": product} for row in EXAMPLE]
    return [[_marked(str(row.get(column.path, "")), column) for column in IN_TEMPLATE] for row in rows]


def csv_rows(products: Sequence[Product]) -> tuple[list[str], list[list[str]]]:
    """The headings and the rows of the template as a CSV file."""
    first = products[0].code if products else ""
    return [column.heading for column in IN_TEMPLATE], [hints(), *example(first)]


def prefilled(account: str, end_user: Mapping[str, Any]) -> dict[str, str]:
    """The cells of a row for an end user that is known, by the columns' paths."""
    cells = {f"end_user.{name}": str(value or "") for name, value in end_user.items()}
    cells["end_user.postal_code"] = hyphenated(cells.get("end_user.postal_code", ""))
    for part in ("support_contact", "renewal_contact"):
        cells[f"{part}.same_as"] = str(record.SAME_AS_NAMES["end_user"])
    return {ACCOUNT: account, **cells}


def _marked(text: str, column: Column) -> str:
    return f"{MARK}{text}" if column.path == KEY else text
