"""What is said to staff when a line cannot make or change a license."""

from __future__ import annotations

from flask_babel import gettext as _

from tbc.kit.phrases import lazy as _l
from tbc.licenses.service.applying import LineRefused

WHY = {
    "no-reference": _l("ライセンスID、アクティベーションコード、シリアル番号のどれもありません。"),
    "unknown-license-id": _l("このライセンスIDのライセンスはありません。以前の契約は先に取り込んでください。"),
    "unknown-activation-code": _l(
        "このアクティベーションコードのライセンスはありません。以前の契約は先に取り込んでください。"
    ),
    "unknown-serial-number": _l("このシリアル番号のライセンスはありません。以前の契約は先に取り込んでください。"),
    "disagree": _l("ライセンスIDとコードが別々のライセンスのものです。どれが正しいか、申請した方に確認してください。"),
    "other-product": _l("ライセンスは別の製品のものです。ライセンスIDと製品を確認してください。"),
    "closed": _l("このライセンスは終了しています。"),
}


def why(refused: LineRefused) -> str:
    """One sentence that names the line, the reference and the reason."""
    reason = str(WHY[refused.reason])
    if not refused.given:
        return str(_("%(position)s行目: %(reason)s", position=refused.position, reason=reason))
    values = {"position": refused.position, "given": refused.given, "reason": reason}
    return str(_("%(position)s行目（%(given)s）: %(reason)s", **values))
