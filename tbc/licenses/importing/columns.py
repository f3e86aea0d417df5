"""The columns of a sheet of older contracts: their titles, and how a cell becomes a value."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from flask_babel import gettext as _

from tbc.applications.record import CONTRACT_CLASSES, RENEWAL_CONTACT
from tbc.catalog.importing.columns import Column
from tbc.catalog.rules import LICENSE_ID
from tbc.kit.entries.field import Field
from tbc.kit.entries.party import PARTY
from tbc.kit.phrases import lazy as _l
from tbc.kit.search import fold
from tbc.kit.sheets.rows import CellFaulty
from tbc.kit.text import dates, reading

_BETWEEN = re.compile(r"[;；,、\n]")
_LONGEST_CODE = 60
# Party and renewal contact have the same words: the renewal contact's say so.
_RENEWAL = {
    "company": _l("更新案内先 会社名"),
    "contact_name": _l("更新案内先 担当者氏名"),
    "email": _l("更新案内先 メールアドレス"),
}


def _license_id(typed: str) -> str:
    found = reading.license_id(typed).value
    if not re.fullmatch(LICENSE_ID, found):
        raise CellFaulty(_("ライセンスIDは10桁の英数字です。"))
    return found


def _product(typed: str) -> str:
    return reading.code(typed).value


def _whole(typed: str) -> int:
    found = reading.whole_number(typed)
    if found.fault:
        raise CellFaulty(_("1から999,999までの数にしてください。"))
    return int(found.value)


def _day(typed: str) -> date:
    found = dates.day(typed)
    if found.fault:
        raise CellFaulty(_("年月日で記入してください。例: 2026/04/01"))
    return date.fromisoformat(found.value)


def _class(typed: str) -> str:
    wanted = fold(typed)
    for word, label in CONTRACT_CLASSES.items():
        if wanted in {word, fold(str(label))}:
            return word
    raise CellFaulty(_("一般、官公庁、教育のどれかにしてください。"))


def _codes(typed: str) -> list[str]:
    found = [reading.code(part).value for part in _BETWEEN.split(typed) if part.strip()]
    if any(len(code) > _LONGEST_CODE or not re.fullmatch("[A-Z0-9-]+", code) for code in found):
        raise CellFaulty(_("コードは英数字とハイフンです。二つ以上は「;」で区切ってください。"))
    return list(dict.fromkeys(found))


def _name(typed: str) -> str:
    return reading.one_line(typed).value


def _of(entry: Field) -> Callable[[str], str]:
    """A field of the record: what cannot be read is refused here, as on the web."""

    def read(typed: str) -> str:
        found = entry.read(typed)
        if found.fault or len(found.value) > entry.longest:
            raise CellFaulty(_("「%(label)s」として読めません。", label=str(entry.called)))
        return found.value

    return read


def _party(entry: Field) -> Column:
    """Older contracts come as they were kept: of the end user only the name is asked for."""
    is_name = entry.name == "corporate_name"
    return Column(f"end_user.{entry.name}", entry.called, _of(entry), required=is_name, default="")


COLUMNS: tuple[Column, ...] = (
    Column("license_id", _l("ライセンスID"), _license_id, required=True),
    Column("product_code", _l("製品コード"), _product, required=True),
    Column("quantity", _l("数量"), _whole, required=True),
    Column("starts_on", _l("契約開始日"), _day, required=True),
    Column("ends_on", _l("契約終了日"), _day, required=True),
    Column("contract_class", _l("契約区分"), _class, default="corporate"),
    Column("activation_codes", _l("アクティベーションコード"), _codes),
    Column("serial_numbers", _l("シリアル番号"), _codes),
    *(_party(entry) for entry in PARTY),
    *(
        Column(f"renewal_contact.{entry.name}", _RENEWAL[entry.name], _of(entry), default="")
        for entry in RENEWAL_CONTACT
    ),
    Column("reseller.company", _l("販売店"), _name, default=""),
    Column("distributor.company", _l("代理店"), _name, default=""),
)
TITLES = {column.key: column.title for column in COLUMNS}


def parties_from(values: dict[str, Any]) -> dict[str, Any]:
    """The sections of the record that a row fills; who is not named is the same as the end user, or the reseller."""
    parties: dict[str, Any] = {"support_contact": {"same_as": "end_user"}, "delivery": {}}
    for section in ("end_user", "renewal_contact", "reseller", "distributor"):
        parties[section] = {
            key.partition(".")[2]: value for key, value in values.items() if key.startswith(f"{section}.") and value
        }
    if not parties["renewal_contact"]:
        parties["renewal_contact"] = {"same_as": "end_user"}
    if not parties["distributor"]:
        parties["distributor"] = {"same_as": "reseller"}
    return parties
