"""Poison in orders, deliveries, contracts, requests, the catalogue and webhooks, wherever somebody may have put it."""

from __future__ import annotations

import json

from sqlalchemy import text

from tbc.kit.db import session
from tbc.mail.models import Bounce, Letter
from tbc.orders.service.entering import OrderDetails, enter
from tbc.requests.models import KINDS
from tbc.requests.service import open_request
from tests.deliveries.making import Shipped, a_shipped
from tests.people import acting
from tests.products import a_product
from tests.routes.actors import Cast
from tests.security.poison import POISON, SHORT, a_poisoned_filing

REQUESTER = ("company", "department", "name", "phone", "email", "prefecture", "city")
ASKED = (
    "number",
    "code",
    "text",
    "note",
    "old_email",
    "new_email",
    "contract_person",
    "email",
    "error",
    "account_name",
)
ADDRESS = "https://files.example.com/\"'><svg/onload=alert(1)>{{7777*7777}}"
# Columns that hold what somebody typed, brought in a sheet, or answered; `:s` where there is a limit.
TYPED = {
    "orders": "company = :p, customer_po = :p, dealer_note = :s, differences = :p, entered_by_name = :p, "
    "cancel_asked_by_name = :p, delivery_email = :s || '@example.com'",
    "order_lines": "product_name = :p, activation_code = :s, serial_number = :s",
    "order_batches": "file_name = :p || '.xlsx', uploaded_by_name = :p, entered_by_name = :p",
    "deliveries": "tracking = :p, shipped_by_name = :p, sent_to = :s || '@example.com' ",
    "stock_codes": "brought_by_name = :p, code = :s || id::text WHERE given_at IS NULL",
    "licenses": "product_name = :p, end_user_name = :p",
    "license_codes": "code = :p || id::text",
    "requests": "company = :p, decided_by_name = :p, decision = :p",
    "closed_days": "reason = :p, closed_by_name = :p",
    "product_files": "name_ja = :p, name_en = :p, file_name = :p, version = :s",
    "products": "name_ja = :p || code, name_en = :p || code, name_kana = :s",
    "letters": "subject = :s, last_error = :p",
    "letter_bounces": "words = :p, status = :s, recipient = :s",
    "webhook_endpoints": f"name = :p || id::text, url = '{ADDRESS.replace(chr(39), chr(39) * 2)}', made_by_name = :p",
    "webhook_messages": "answer = :p, last_error = :p, subject = :p, "
    "body = json_build_object('data', CAST(:p AS text))::text",
    "api_tokens": "name = :p || id::text, made_by_name = :p",
    "catalog_uploads": "file_name = :p",
}


def a_poisoned_delivery(cast: Cast) -> Shipped:
    """An order by a poisoned application, with poison in its own details, shipped; a mail of it came back."""
    a_product("SGE-ADV")
    number = a_poisoned_filing(cast.filer).number or ""
    details = OrderDetails(customer_po=SHORT[:60], dealer_note=SHORT, differences=SHORT)
    order = enter(acting(cast.person("operator")), number, details)
    session.commit()
    shipped = a_shipped(order)
    letter = session.query(Letter).filter_by(about=shipped.delivery.id).first()
    assert letter
    bounced = {"report": f"<{SHORT}>", "recipient": SHORT, "status": "5.1.1", "words": POISON}
    session.add(Bounce(letter_id=letter.id, **bounced))
    session.commit()
    return shipped


def poisoned_requests(shipped: Shipped) -> list[str]:
    """A request of each kind that strangers and customers may send; their pages on the desk."""
    requester = dict.fromkeys(REQUESTER, POISON) | {"email": "sakura@takasaki.example.jp"}
    asked = dict.fromkeys(ASKED, POISON) | {"letter_id": str(shipped.delivery.id), "license_id": POISON}
    about = {"about_type": "delivery", "about": shipped.delivery.id}
    kinds = [kind for kind in KINDS if kind != "contact-change"]  # its parts are checked by the form that makes it
    opened = [open_request(kind, company=POISON, requester=requester, asked=asked, language="ja") for kind in kinds]
    opened += [
        open_request(kind, company=POISON, requester=requester, asked=asked, language="ja", **about)
        for kind in ("resend", "delivery-email", "inquiry")
    ]
    session.commit()
    return [f"/desk/requests/{request.id}" for request in opened]


def poison_what_is_typed() -> None:
    """Put the poison over whatever stands there."""
    for table, columns in TYPED.items():
        session.execute(text(f"UPDATE {table} SET {columns}"), {"p": POISON, "s": SHORT[:60]})
    row = {"row": 3, "number": POISON, "company": POISON, "order_number": "ORDC0000000"}
    session.execute(text("UPDATE order_batches SET rows = rows || CAST(:row AS jsonb)"), {"row": json.dumps([row])})
    session.commit()
    session.expire_all()
