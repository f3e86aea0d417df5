"""What the slots, faults and states of taught forms are called on screen."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext

from legacy_excel import problems as library
from legacy_excel.taught import Fault
from tbc.applications.record import CONTRACT_CLASSES, KINDS, SAME_AS_NAMES, SECTION_NAMES
from tbc.imports import words as import_words
from tbc.imports.mapping import portal_path
from tbc.imports.service.trials import Lacking
from tbc.kit.language import language
from tbc.kit.phrases import lazy as _l

STATES = {"draft": _l("教えている途中"), "on": _l("使用中"), "off": _l("停止中")}
MARKS = {"draft": "warn", "on": "ok", "off": ""}
TESTS = {"none": _l("まだ試していません"), "passed": _l("合格"), "failed": _l("不合格")}
PARTS: Mapping[str, object] = {**SECTION_NAMES, "title": _l("様式の見分け方"), "head": _l("申請")}
CONCEPTS: Mapping[str, object] = {
    "title": _l("様式の題名"), "rows": _l("行の範囲"),
    "applied_on": _l("申請日"), "customer_po": _l("得意先PO#"), "reseller_reference": _l("販売店管理番号"),
    "contract_class": _l("契約区分"), "kind": _l("申請区分"), "consent": _l("同意"), "remarks": _l("備考"),
    "company_name": _l("会社名"), "company_kana": _l("会社名フリガナ"), "corporate_number": _l("法人番号"),
    "department": _l("部署"), "title_of_person": _l("役職"), "contact_name": _l("担当者氏名"),
    "contact_kana": _l("担当者フリガナ"), "kana": _l("フリガナ"), "phone": _l("電話番号"),
    "email": _l("メールアドレス"), "postal_code": _l("郵便番号"), "address": _l("住所（1つの欄）"),
    "prefecture": _l("都道府県"), "city": _l("市区町村"), "street": _l("番地"), "building": _l("建物名"),
    "branch": _l("支店・営業所"), "same_as": _l("同じであることの印"),
    "product_name": _l("製品名"), "quantity": _l("数量"), "term_years": _l("年数"),
    "license_id": _l("ライセンスID"), "activation_code": _l("アクティベーションコード"),
    "serial_number": _l("シリアル番号"), "current_end_on": _l("契約終了日"),
}  # fmt: skip
OPTIONS: Mapping[str, object] = {**CONTRACT_CLASSES, **KINDS, "yes": _l("同意する"), "no": _l("同意しない")}
SHARED = {"support_contact": SAME_AS_NAMES["end_user"], "distributor": SAME_AS_NAMES["reseller"]}


def label_of(slot: str) -> str:
    """What a slot is called within its part."""
    part, _dot, rest = slot.partition(".")
    concept, _sign, option = rest.partition("=")
    if option:
        return _("「%(option)s」の印", option=str(OPTIONS[option]))
    if concept == "same_as":
        return _("「%(option)s」の印", option=str(SHARED[part]))
    if part == "sections":
        return _("この区分の行")
    return str(CONCEPTS["title_of_person" if concept == "title" else concept or part])


def title_of(slot: str) -> str:
    """What a slot is called where its part is not seen."""
    part, _dot, rest = slot.partition(".")
    part = rest if part == "sections" else part
    if part not in PARTS:
        return slot
    return label_of(slot) if not rest else _("%(section)sの%(label)s", section=str(PARTS[part]), label=label_of(slot))


def sentence_of(fault: Fault) -> str:
    """What is wrong with the definition at a slot, in one sentence."""
    values = {key: title_of(str(value)) if key == "other" else value for key, value in fault.values.items()}
    return Fault(fault.code, fault.at, values).sentence(language())


def complaint(fault: Fault) -> str:
    """The fault with the name of its slot, where the slot is not seen."""
    return f"{title_of(fault.at)}: {sentence_of(fault)}" if fault.at else sentence_of(fault)


def lacking_title(one: Lacking) -> str:
    """What a field of the record is called that its own workbook does not give."""
    path = portal_path(one.field) if one.field else ""
    return import_words.title_of(path) if path else str(import_words.WHOLE)


def lacking_sentence(one: Lacking) -> str:
    """Why the definition cannot be saved: what of its own workbook it does not read."""
    return library.sentence(library.problem(one.code), language())


def option_value(option: str) -> str:
    """What a choice of the record is called."""
    return str(OPTIONS.get(option, option))


def _(phrase: str, /, **values: object) -> str:
    """The phrase in the reader's language, as text."""
    return str(gettext(phrase, **values))
