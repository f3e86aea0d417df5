"""Who pays: a real company field, the address and person on the papers, and the name on the transfer (RNW-3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Form

from tbc.kit.entries.checking import check_fields, read_fields
from tbc.kit.entries.controls import form_of
from tbc.kit.entries.field import Field
from tbc.kit.entries.party import hyphenated
from tbc.kit.entries.problem import Problem
from tbc.kit.entries.sentences import SENTENCES, sentence
from tbc.kit.phrases import lazy as _l
from tbc.kit.text import reading

FIELDS = (
    Field("company", _l("会社名"), required=True),
    Field("department", _l("部署")),
    Field("contact_name", _l("担当者氏名"), reading.person),
    Field("postal_code", _l("郵便番号"), reading.postal_code, required=True, control="postal", longest=20),
    Field("prefecture", _l("都道府県"), required=True, control="prefecture", longest=4),
    Field("city", _l("市区町村"), required=True),
    Field("street", _l("町名・番地"), reading.address_part, required=True),
    Field("building", _l("建物名・階"), reading.address_part),
    Field("phone", _l("電話番号"), reading.phone, required=True, control="tel", longest=40),
    Field("email", _l("メールアドレス"), reading.email, required=True, control="email", longest=254),
    Field("transfer_name", _l("振込名義（カナ）"), reading.kana, required=True, longest=48),
)
PayerForm = form_of("PayerForm", FIELDS)


def filled(payer: Mapping[str, Any], problems: Iterable[Problem] = ()) -> Form:
    """The form with what is known of the payer, each error at its control."""
    form = PayerForm(data={**payer, "postal_code": hyphenated(str(payer.get("postal_code") or ""))})
    labels = {field.name: str(field.label) for field in FIELDS}
    for problem in problems:
        form[problem.path].errors = [sentence(SENTENCES[problem.code], problem, labels[problem.path])]
    return form


def typed(sent: MultiDict[str, str]) -> dict[str, Any]:
    """What was typed, as it was."""
    return {field.name: sent.get(field.name, "") for field in FIELDS}


def read(given: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """What was typed as it is kept, and what is wrong with it."""
    payer = read_fields(FIELDS, given)
    return payer, check_fields(FIELDS, payer, "")
