"""What the people of the journeys want to file. Companies and people are fictitious."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

import openpyxl
from openpyxl import Workbook

PASSWORD = "kawa yama sora umi"

PARTY = {
    "corporate_name": "サンプル髙﨑建設株式会社",
    "corporate_name_kana": "ｻﾝﾌﾟﾙﾀｶｻｷｹﾝｾﾂｶﾌﾞｼｷｶﾞｲｼｬ",
    "corporate_number": "８９２８８８０３６１５６０",
    "department": "管理部システムＧ",
    "title": "主事",
    "contact_name": "見本　さくら",
    "contact_name_kana": "みほん　さくら",
    "phone": "０５６７（５５）３２６５",
}
SCHOOL = (
    "見本市立もみじ中学校", "中学校", "見本市教育委員会", "100-0001", "東京都", "千代田区千代田1-1", "03-5555-0100",
    420, 450, "",
)  # fmt: skip


@dataclass(frozen=True)
class Wish:
    """One application: who files it for whom, which product, and what that product asks for besides."""

    filer: str
    end_user_email: str
    contract_class: str = "corporate"
    search: str = "アドバンス"
    product: str = "SGE-ADV"
    quantity: str = "300"
    years: str = "3"
    supplement: str = ""
    contact_persons: bool = False
    distributor: dict[str, str] = field(default_factory=dict)

    @property
    def for_others(self) -> bool:
        """Whether the end user's consent has to be confirmed."""
        return self.filer.rpartition("@")[2] != self.end_user_email.rpartition("@")[2]


def filled(blank: bytes, *rows: tuple[object, ...]) -> bytes:
    """The blank supplement with `rows` written under its example."""
    book = openpyxl.load_workbook(io.BytesIO(blank))
    for at, row in enumerate(rows):
        for place, value in enumerate(row, 2):
            book.worksheets[0].cell(6 + at, place, value)
    return _bytes(book)


def _bytes(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
