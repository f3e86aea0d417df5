"""The examples of the documentation: the tests make these very calls, and are answered as it stands here.

What differs from call to call (numbers, times) has the same shape there as here.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from tbc.kit.phrases import lazy as _l

NUMBER = "7K3M9QXV2HTR4WBNC8PD6YZX"
ORDER = "ORDC0382917"
OTHER_ORDER = "ORDC5127046"
DELIVERY = "SHPC0941583"
KEY = "5f0c9a1e-27b4-4a63-9d0e-8c1f6b2d7e35"
_FILED = "2026-11-20T05:12:43.180256Z"
_ENTERED = "2026-11-21T01:30:07.442913Z"
_SHIPPED = "2026-11-21T02:05:51.097344Z"
_COMPANY = "サンプル髙﨑建設株式会社"
_PRODUCT = {"product": "SGE-ADV", "product_name": "サンプルガード エンドポイント アドバンス"}


@dataclass(frozen=True, slots=True)
class Example:
    """One call and its answer. `path` begins after /api/v1; `body` is None for a GET."""

    operation: str
    title: Any
    method: str
    path: str
    body: dict[str, Any] | None
    status: int
    answer: dict[str, Any]

    def curl(self, base: str) -> str:
        """The call as it is typed."""
        lines = [f'curl "{base}/api/v1{self.path}"', '  -H "Authorization: Bearer $TBC_TOKEN"']
        if self.body is not None:
            lines += [f'  -H "Idempotency-Key: {KEY}"', '  -H "Content-Type: application/json"']
            lines += [f"  -d '{json.dumps(self.body, ensure_ascii=False)}'"]
        return " \\\n".join(lines)

    def told(self, base: str) -> str:
        """The answer as it is read: indented, which it is not on the wire."""
        return json.dumps(self.answer, ensure_ascii=False, indent=2).replace("https://portal.example.com", base)


def _application(state: str, order_number: str | None) -> dict[str, Any]:
    return {
        "reception_number": NUMBER,
        "state": state,
        "kind": "new",
        "contract_class": "corporate",
        "source": "web",
        "company": _COMPANY,
        "filed_at": _FILED,
        "valid_until": None,
        "order_number": order_number,
    }


def _order(state: str, number: str = ORDER, **more: Any) -> dict[str, Any]:
    line = {"position": 1, **_PRODUCT, "quantity": 300, "term_years": 3, "license_id": "", "delivery_number": None}
    return {
        "order_number": number,
        "reception_number": NUMBER,
        "state": state,
        "source": "api",
        "kind": "new",
        "company": _COMPANY,
        "customer_po": "PO-2026-1187",
        "reseller_reference": "20261187",
        "dealer_note": "",
        "delivery_email": "license-order@takasaki.example.jp",
        "entered_at": _ENTERED,
        "shipped_at": None,
        "cancelled_at": None,
        "cancel_reason": "",
        "lines": [line],
        "deliveries": [],
        **more,
    }


def _problem(code: str, status: int, title: str, detail: str, **more: Any) -> dict[str, Any]:
    return {
        "type": f"https://portal.example.com/api/v1/docs#{code}",
        "title": title,
        "status": status,
        "detail": detail,
        "code": code,
        "request_id": "01a1ff7c5a09747fb8e95efa4df93cdc",
        **more,
    }


_ENTRY = {"reception_number": NUMBER, "customer_po": "PO-2026-1187", "reseller_reference": "20261187"}

# In the order in which the tests make them: each finds what those before it have left.
EXAMPLES = (
    Example(
        "look_up_number",
        _l("受注できる番号"),
        "GET",
        f"/reception-numbers/{NUMBER}",
        None,
        200,
        {
            "application": _application("filed", None),
            "lines": [
                {
                    **_PRODUCT,
                    "quantity": 300,
                    "term_years": 3,
                    "license_id": "",
                    "activation_code": "",
                    "serial_number": "",
                }
            ],
            "reseller": {"company": "ダミー情報機器㈱", "branch": "名古屋支店"},
            "distributor": {"company": "ダミー情報機器㈱", "branch": "名古屋支店"},
            "customer_po": "",
            "reseller_reference": "",
            "delivery_email": "license-order@takasaki.example.jp",
            "can_be_ordered": True,
            "why_not": None,
        },
    ),
    Example(
        "look_up_number",
        _l("打ち間違いのある番号"),
        "GET",
        f"/reception-numbers/{NUMBER[:5]}W{NUMBER[6:]}",
        None,
        422,
        _problem(
            "number-mistyped",
            422,
            "Mistyped reception number",
            "受付番号に打ち間違いがあります。申請した方の番号と見比べてください。",
            place=6,
            group=2,
        ),
    ),
    Example("enter_order", _l("受注の登録"), "POST", "/orders", _ENTRY, 201, _order("entered", OTHER_ORDER)),
    Example(
        "cancel_order",
        _l("登録の取り消し"),
        "POST",
        f"/orders/{OTHER_ORDER}/cancellation",
        {"reason": "ご注文の取り消し"},
        200,
        _order("cancelled", OTHER_ORDER, cancelled_at=_ENTERED, cancel_reason="ご注文の取り消し"),
    ),
    Example("enter_order", None, "POST", "/orders", _ENTRY, 201, _order("entered")),
    Example(
        "enter_order",
        _l("受注済みの番号"),
        "POST",
        "/orders",
        {"reception_number": NUMBER},
        409,
        _problem(
            "number-used",
            409,
            "Reception number already used",
            "この受付番号は、ほかの受注で使われています。",
            order_number=ORDER,
        ),
    ),
    Example("get_order", _l("納品前の受注"), "GET", f"/orders/{ORDER}", None, 200, _order("entered")),
    Example(
        "ship_order",
        _l("在庫のコードでの納品"),
        "POST",
        f"/orders/{ORDER}/deliveries",
        {},
        201,
        {
            "delivery_number": DELIVERY,
            "order_number": ORDER,
            "order_state": "shipped",
            "shipped_at": _SHIPPED,
            "is_electronic": True,
            "tracking": "",
            "sent_to": "license-order@takasaki.example.jp",
            "lines": [{"position": 1, **_PRODUCT, "quantity": 300, "license_id": "4081726359"}],
        },
    ),
    Example(
        "list_applications",
        _l("納品した申請の最初のページ"),
        "GET",
        "/applications?state=shipped&limit=1",
        None,
        200,
        {"applications": [_application("shipped", ORDER)], "next_cursor": None},
    ),
)

# What a receiver is told when the order of the examples is entered.
WEBHOOK = {
    "type": "order.entered",
    "timestamp": "2026-11-21T01:30:07.442Z",
    "subject": ORDER,
    "data": {
        "order_number": ORDER,
        "reception_number": NUMBER,
        "state": "entered",
        "source": "api",
        "kind": "new",
        "customer_po": "PO-2026-1187",
        "reseller_reference": "20261187",
        "entered_at": "2026-11-21T01:30:07.442913+00:00",
        "lines": [{"position": 1, "product": "SGE-ADV", "quantity": 300, "term_years": 3}],
    },
}
WEBHOOK_HEADERS = {
    "webhook-id": "msg_01a1ff7c5a09747fb8e95efa4df93cdc",
    "webhook-timestamp": "1795224607",
    "webhook-signature": "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=",
}
# Run by the tests as it stands, with a message that has arrived.
VERIFYING = """\
from standardwebhooks import Webhook

event = Webhook(secret).verify(body, headers)
"""
