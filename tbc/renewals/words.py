"""What states of renewals are called on screen, and what is said when a license cannot be renewed."""

from __future__ import annotations

from datetime import date

from tbc.kit.phrases import lazy as _l
from tbc.kit.phrases import lazy_counted
from tbc.renewals.rules import Obstacle, Reason

STATES = {
    "quoted": _l("申し込み前"),
    "agreed": _l("お支払い待ち"),
    "paid": _l("更新済み"),
    "cancelled": _l("取り消し"),
    "lapsed": _l("期限切れ"),
}
REASONS = {
    Reason.CLOSED: _l("このライセンスは取り消されています。"),
    Reason.NOT_MANAGED: _l("更新の申し込みは、会社アカウントの管理者ができます。"),
    Reason.NOT_SHOWN_YET: _l("契約期間の確定を待っています。"),
    Reason.TOO_EARLY: _l("まだ更新できません。"),
    Reason.TOO_LATE: _l("更新できる期間を過ぎました。新規に申請してください。"),
    Reason.NO_PRICE: _l("Webでは更新できません。販売店にご相談ください。"),
}
# Why staff look into a license that is paid for, as the desk reads it.
OBSTACLES = {
    Obstacle.CLOSED: _l("お申し込みのあとで、ライセンスが取り消されました。"),
    Obstacle.OTHER_PRODUCT: _l("お申し込みのあとで、ライセンスの製品が変わりました。"),
    Obstacle.OTHER_QUANTITY: _l("お申し込みのあとで、ライセンスの数量が変わりました。"),
}


def days_to(end: date, on: date) -> str:
    """How far an end is: 「あと24日」, 「18日前に終了」."""
    days = (end - on).days
    if days < 0:
        return str(lazy_counted("%(num)s日前に終了", "%(num)s日前に終了", -days))
    return str(lazy_counted("あと%(num)s日", "あと%(num)s日", days)) if days else str(_l("今日まで"))


# Why an invoice was cancelled, as its cancellation says it.
REPLACED = _l("お申し込み内容の変更により、新しい請求書に替えたため")
# Why an order ended with its invoice, as the desk reads it.
LAPSED = _l("お支払い期限までにご入金がなかったため")
