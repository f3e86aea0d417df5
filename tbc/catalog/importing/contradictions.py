"""What does not fit together in the values of one product, whether they were typed in a form or in a sheet."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from flask_babel import gettext as _


def contradictions(
    values: Mapping[str, Any], supplements: Collection[str], products: Collection[str]
) -> Iterator[tuple[str, str]]:
    """The keys at which something is wrong, each with its sentence. `supplements` and `products` are the codes there
    are."""
    if values["channel"] == "excel" and not (values["excel_form"] and values["excel_send_to"]):
        missing = "excel_send_to" if values["excel_form"] else "excel_form"
        yield missing, _("Excel申請書の製品には、申請書の名前と送付先が必要です。")
    if values["offered_from"] and values["offered_until"] and values["offered_from"] > values["offered_until"]:
        yield "offered_until", _("取扱開始日より後の日付にしてください。")
    if values["min_quantity"] > values["max_quantity"]:
        yield "max_quantity", _("最小数量以上にしてください。")
    if values["supplement_code"] and values["supplement_code"] not in supplements:
        yield "supplement_code", _("このコードの別紙はありません。先に別紙を登録してください。")
    unknown = [code for code in values["renews_into"] if code not in products]
    if unknown:
        yield "renews_into", _("この製品コードはありません: %(codes)s", codes=" ".join(unknown))
