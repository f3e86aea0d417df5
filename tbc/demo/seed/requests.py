"""What people asked of staff (依頼): answered, refused, waiting, and waiting for too long; one or more of each kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select

from tbc.deliveries.models import Delivery
from tbc.deliveries.service import answering, requesting
from tbc.deliveries.service.answering import Answer
from tbc.deliveries.service.requesting import Typed
from tbc.demo.seed.companies import COMPANIES
from tbc.demo.seed.diary import Entry, by_day
from tbc.demo.seed.people import find_staff
from tbc.kit.db import session
from tbc.licenses.models import License
from tbc.orders.models import Order
from tbc.policy import ANONYMOUS
from tbc.requests.models import Request

# Who asks, by the name of the contract's company.
_PARTIES = {company.party["corporate_name"]: company.party for company in COMPANIES.values()}
NOBODYS = "ORDC0000000"
REFUSED = (
    "お知らせいただいた番号の納品が見つかりませんでした。注文書の番号と法人名をご確認のうえ、もう一度お送りください。"
)
ANSWERED = "インストールできる台数は、契約の数量までです。入れ替えの場合は、古い端末から先に削除してください。"
MOVED = "担当者が異動し、前のアドレスは使えなくなりました。"


def entries(today: datetime) -> Iterator[Entry]:
    """In days before `today`."""
    acts: tuple[tuple[float, Callable[[datetime], object]], ...] = (
        (31, partial(_ask_resend, 0)),
        (30, partial(_settle, "resend", answering.APPROVE, "")),
        (24, partial(_ask_resend, 3, number=NOBODYS)),
        (22, partial(_settle, "resend", answering.REFUSE, REFUSED)),
        (15, partial(_inquire, 2, "入れ替えたパソコンにもインストールできますか。古いものはまだ使っています。")),
        (13, partial(_settle, "inquiry", answering.ANSWER, ANSWERED)),
        (9, partial(_ask_resend, 5, elsewhere=True)),
        (8, partial(_move, 4)),
        (2, partial(_inquire, 6, "マニュアルの英語版はありますか。")),
        (1, partial(_ask_resend, 7)),
    )
    for days, act in acts:
        yield Entry(by_day(today - timedelta(days=days), 13), act)


def _ask_resend(place: int, _at: datetime, number: str = "", *, elsewhere: bool = False) -> None:
    order, delivery = _shipped(place)
    asked = {"number": number or delivery.number, "note": MOVED if elsewhere else ""}
    if elsewhere:
        asked["new_email"] = f"jimukyoku@{order.delivery_email.partition('@')[2]}"
    _ask("resend", order, asked)


def _inquire(place: int, text: str, _at: datetime) -> None:
    order, delivery = _shipped(place)
    changed = select(License.license_id).where(License.end_user_name == order.company).order_by(License.id).limit(1)
    code = session.scalar(changed) or delivery.number
    _ask("inquiry", order, {"contract_person": _PARTIES[order.company]["contact_name"], "code": code, "text": text})


def _move(place: int, _at: datetime) -> None:
    order, delivery = _shipped(place)
    asked = {
        "contract_person": _PARTIES[order.company]["contact_name"],
        "number": delivery.number,
        "old_email": order.delivery_email,
        "new_email": f"it-kanri@{order.delivery_email.partition('@')[2]}",
        "note": MOVED,
    }
    _ask("delivery-email", order, asked)


def _ask(kind: str, order: Order, asked: dict[str, str]) -> None:
    party = _PARTIES[order.company]
    requester = {
        "company": order.company,
        "department": party["department"],
        "name": party["contact_name"],
        "phone": party["phone"],
        "email": party["email"],
        "prefecture": party["prefecture"],
        "city": party["city"],
    }
    given = {name: value for name, value in asked.items() if value}
    requesting.ask(ANONYMOUS, Typed(kind, order.company, requester, given), "ja")


def _settle(kind: str, act: str, text: str, _at: datetime) -> None:
    """The operator decides the oldest that waits."""
    waiting = select(Request).where(Request.kind == kind, Request.state == "open").order_by(Request.id).limit(1)
    request = session.scalars(waiting.with_for_update()).one()
    answer = Answer(act, request.version, text, request.about_type if act == answering.APPROVE else "", request.about)
    answering.settle(find_staff("operator"), request, answer)


def _shipped(place: int) -> tuple[Order, Delivery]:
    """An order that was delivered electronically to a company: the `place`-th since the portal opened."""
    electronic = (
        select(Order, Delivery)
        .join(Delivery, Delivery.order_id == Order.id)
        .where(Delivery.is_electronic, Order.state == "shipped", Order.company.in_(_PARTIES))
    )
    order, delivery = session.execute(electronic.order_by(Delivery.id).offset(place).limit(1)).one()
    return order, delivery
