"""How the template is filled in: a sheet of notes, and how each product is listed."""

from __future__ import annotations

from typing import Any

from openpyxl.styles import Alignment, Font

from tbc.applications import record
from tbc.bulk_filing.rules import MOST_APPLICATIONS
from tbc.catalog.models import Product
from tbc.kit.phrases import lazy as _l

TITLE = _l("記入のしかた")
_NOTES: tuple[tuple[Any, Any], ...] = (
    (_l("1件の申請は1行"), _l("「申請の行」のシートに、見出しの下から1行に1件ずつ記入します。行の順番は自由です。")),
    (
        _l("製品が2つ以上あるとき"),
        _l(
            "それぞれの行に同じ「申請の見出し」を書きます。同じ見出しの行は1件の申請になり、受付番号も1つです。2行目からは、製品の列だけを記入します。"
        ),
    ),
    (
        _l("コンタクトパーソンが2人以上いるとき"),
        _l("製品が2つ以上あるときと同じように、同じ「申請の見出し」の次の行に記入します。"),
    ),
    (_l("※の列"), _l("必ず記入します。※で始まる行は説明のための行で、読み取りません。消さなくてもかまいません。")),
    (
        _l("契約者"),
        _l("会社アカウントに登録済みの契約者は、法人名だけを書くと、残りの空欄が登録済みの内容で埋まります。"),
    ),
    (
        _l("サポート窓口・更新案内先・代理店"),
        _l(
            "「契約者と同じ」などを選ぶと、右の列は空欄でかまいません。違うときは「別に入力」を選び、右の列を記入します。"
        ),
    ),
    (
        _l("契約者の同意"),
        _l(
            "契約者と申請する方のメールアドレスのドメインが違うときは、同意が要ります。「得ていない」と書いた行は申請しません。"
        ),
    ),
    (
        _l("別紙が要る製品"),
        _l("別紙はこのファイルに入れられません。その行は下書きになります。別紙を加えて申請してください。"),
    ),
    (_l("列"), _l("列の順番は自由で、使わない任意の列は消せます。見出しの文字は変えないでください。")),
    (_l("件数"), _l("一度に%(most)s件まで申請できます。", most=f"{MOST_APPLICATIONS:,}")),
)


def write(sheet: Any) -> None:
    """Put the notes on `sheet`."""
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 34, 90
    for row, (title, text) in enumerate(_NOTES, 1):
        for place, words in enumerate((title, text), 1):
            cell = sheet.cell(row, place, str(words))
            cell.font = Font(bold=place == 1)
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def product_row(product: Product, language: str) -> list[str]:
    """Code, name, kinds, classes, years and supplement of a product, as its list has them."""
    kinds = [str(record.KINDS[word]) for word in product.application_kinds if word in record.KINDS]
    classes = [str(record.CONTRACT_CLASSES[word]) for word in product.contract_classes]
    years = " ".join(map(str, product.term_years))
    supplement = product.supplement.name_in(language) if product.supplement else ""
    return [product.code, product.name_in(language), " ".join(kinds), " ".join(classes), years, supplement]
