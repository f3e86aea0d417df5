"""What is said of a row: the sentence of the form where the form has one, and those that only a sheet needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tbc.applications import sentences as forms
from tbc.bulk_filing.columns import BY_PATH
from tbc.bulk_filing.rows import column_path
from tbc.catalog.queries import find_supplement
from tbc.kit.entries import sentences as entries
from tbc.kit.entries.problem import Problem
from tbc.kit.language import language
from tbc.kit.phrases import lazy as _l

_OWN: dict[str, Any] = {
    "account_unknown": _l(
        "この名前の会社アカウントはありません。担当者になっている会社アカウントの名前を、そのまま入力してください。"
    ),
    "account_ambiguous": _l(
        "この名前の会社アカウントが2つ以上あります。列を空欄にし、アップロードするときに会社アカウントを選んでください。"
    ),
    "end_user_ambiguous": _l("この名前の契約者が%(count)s件登録されています。所属部署か法人番号も入力してください。"),
    "end_user_unknown": _l(
        "この会社アカウントには、この契約者が登録されていません。契約者の列をすべて入力するか、契約者を登録してください。"
    ),
    "consent_refused": _l("契約者の同意を得てから、申請してください。"),
    "differs_from_first": _l(
        "%(row)s行目と同じ申請なのに、内容が違います。%(row)s行目と同じにするか、空欄にしてください。"
    ),
    "prefecture_unknown": _l("都道府県の名前を「東京都」のように入力してください。"),
}
_TO_DRAFT = _l("別紙「%(name)s」が必要です。下書きにするので、別紙を加えてから申請してください。")


def sentence_of(finding: Mapping[str, Any], supplements: Mapping[str, str]) -> str:
    """What to do about a finding, in the reader's language; `supplements` gives their names by code."""
    problem = Problem(finding["path"], finding["code"], values=finding["values"])
    if finding["level"] == "draft":
        code = problem.values["code"]
        return str(_TO_DRAFT % {"name": supplements.get(code, code)})
    if problem.code in _OWN:
        return entries.sentence(_OWN[problem.code], problem, title_of(finding))
    return forms.sentence(problem, supplements)


def title_of(finding: Mapping[str, Any]) -> str:
    """The heading of the column in which a finding stands."""
    column = BY_PATH.get(column_path(finding["path"]))
    return column.title if column else forms.label(finding["path"])


def supplements_of(findings: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The names of the supplements that findings speak of, by code."""
    codes = {finding["values"]["code"] for finding in findings if finding["path"] == "supplements"}
    found = {code: find_supplement(code) for code in codes}
    return {code: one.name_in(language()) for code, one in found.items() if one}
