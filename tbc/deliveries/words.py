"""What the words of deliveries are called on screen."""

from __future__ import annotations

from flask_babel import gettext as _

from tbc.deliveries import rules
from tbc.kit.issuing import SeriesExhausted
from tbc.kit.phrases import lazy as _l
from tbc.licenses.sentences import why
from tbc.licenses.service.applying import LineRefused

CODE_KINDS = {"activation-code": _l("アクティベーションコード"), "serial-number": _l("シリアル番号")}
ACTS = {
    "delivery-shipped": _l("出荷しました"),
    "delivery-resent": _l("新しいパスワードでメールを送りました"),
    "delivery-signed-in": _l("納品サイトにサインインしました"),
    "delivery-bounced": _l("メールが戻ってきました"),
}
_OF_CODES = {
    "count": _l("%(row)s行目には%(needed)s件のコードが要ります。数を合わせるか、空にして在庫から出してください。"),
    "shape": _l("%(row)s行目の「%(code)s」は、この製品のコードの形ではありません。"),
    "double": _l("%(row)s行目の「%(code)s」は、2回書かれています。"),
    "taken": _l("%(row)s行目の「%(code)s」は、すでに納品されたか、別の製品のコードです。"),
}
_REFUSALS = {
    rules.NothingToShip: _l("出荷する行を選んでください。"),
    rules.MixedDelivery: _l("電子納品の行とそうでない行は、別々に出荷してください。"),
    rules.TrackingMissing: _l("電子納品でない製品には、送り状の番号を入力してください。"),
    SeriesExhausted: _l("納品番号がなくなりました。システム管理者に知らせてください。"),
}
_UNITS = ("KB", "MB", "GB", "TB")


def size_of(count: int) -> str:
    """A number of bytes as people read it: 481 B, 312 MB, 1.24 GB."""
    if count < 1000:
        return f"{count} B"
    size, unit = count / 1000, _UNITS[0]
    for larger in _UNITS[1:]:
        if size < 1000:
            break
        size, unit = size / 1000, larger
    return f"{size:.3g} {unit}" if size < 100 else f"{size:.0f} {unit}"


def why_not(refused: Exception) -> str:
    """Why an order was not shipped, and what to do about it."""
    if isinstance(refused, rules.OutOfStock):
        return str(
            _(
                "%(product)sのコードが足りません（必要%(needed)s件、在庫%(there)s件）。在庫を登録してから出荷してください。",
                product=refused.product,
                needed=refused.needed,
                there=refused.there,
            )
        )
    if isinstance(refused, rules.CodesFaulty):
        values = {"row": refused.position, "code": refused.code, "needed": refused.needed}
        return str(_OF_CODES[refused.reason]) % values
    if isinstance(refused, LineRefused):
        return why(refused)
    return str(_REFUSALS.get(type(refused), _REFUSALS[rules.NothingToShip]))
