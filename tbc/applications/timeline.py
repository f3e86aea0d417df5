"""What happened to an application: when, what, and who (APP-10), as its audit trail tells it."""

from __future__ import annotations

from typing import Any, NamedTuple
from uuid import UUID

from tbc.applications.models import Application
from tbc.applications.queries import seen_among
from tbc.audit.queries import list_about
from tbc.kit.phrases import lazy as _l
from tbc.policy import Actor

TITLES = {
    "application-started": _l("下書きを始めました"),
    "application-copied": _l("コピーして下書きを始めました"),
    "application-correction-started": _l("訂正の下書きを始めました"),
    "application-filed": _l("申請済み"),
    "application-superseded": _l("差し替え済み"),
    "application-withdrawn": _l("取り下げ"),
    "application-moved": _l("会社アカウントへ移動"),
    "application-shared": _l("共有"),
    "application-sharing-revoked": _l("共有の取り消し"),
    "application-ordered": _l("受注済み"),
    "application-order-cancelled": _l("受注の取り消し（番号はもう一度使えます）"),
    "application-delivered": _l("納品"),
    "application-registered": _l("登録済み"),
    "application-cancelled": _l("受注取消"),
}
# What staff do to an application: customers are not told the names of those who did it.
_BY_STAFF = frozenset(
    {
        "application-ordered",
        "application-order-cancelled",
        "application-delivered",
        "application-registered",
        "application-cancelled",
    }
)
_STAFF = _l("弊社担当")
RELATIONS = {
    "application-copied": "copied-from",
    "application-correction-started": "corrects",
    "application-superseded": "superseded-by",
    "application-copy-filed": "copy",
}
# What of an event's details its reader is told: why it was withdrawn, where it was moved to, with whom it was shared,
# by which number it was ordered or delivered.
_TOLD = ("reason", "account_name", "name", "order_number")


class History(NamedTuple):
    """`moments` for the time line, newest first: title, at, who, text, or for a delivery its number as code and its id.
    `related`: (relation, id, number).

    `order` is the last order's id and number, None while there was none.
    """

    moments: list[dict[str, Any]]
    related: list[tuple[str, str, str]]
    order: tuple[str, str] | None = None


def history_of(actor: Actor, application: Application) -> History:
    """The history of a filed application, with the related ones of which `actor` may know."""
    moments, related, order = [], [], None
    for event in list_about("application", application.id):
        if event.act in TITLES:
            who = event.actor_name if actor.is_staff or event.act not in _BY_STAFF else str(_STAFF)
            moments.append({"title": str(TITLES[event.act]), "at": event.at, "who": who, **_told(event)})
        if event.act == "application-ordered":
            order = event.details["other"], event.details["order_number"]
        if event.act in RELATIONS and event.details.get("other_number"):
            related.append((RELATIONS[event.act], event.details["other"], event.details["other_number"]))
    seen = seen_among(actor, {UUID(other) for _relation, other, _number in related})
    return History(moments[::-1], [one for one in related if UUID(one[1]) in seen], order)


def _told(event: Any) -> dict[str, Any]:
    """What is told of an event beside who did it and when."""
    if event.act == "application-delivered":
        return {"code": event.details["number"], "delivery": event.details["other"]}
    return {"text": next((event.details[name] for name in _TOLD if event.details.get(name)), None)}
