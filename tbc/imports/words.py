"""What states, fields and problems of a workbook are called on screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask_babel import gettext

from legacy_excel import problems as library
from tbc.applications import sentences
from tbc.applications.record import GROUPS, LISTS, SAME_AS_NAMES, SECTION_NAMES
from tbc.applications.summary import shown
from tbc.imports.findings import MISSING, Finding
from tbc.imports.mapping import OTHER, entry_of, split
from tbc.imports.models import WorkbookRecord
from tbc.kit.entries.problem import Problem
from tbc.kit.language import language
from tbc.kit.phrases import lazy as _l

STATES = {
    "unread": _l("読み取り待ち"),
    "read": _l("確認待ち"),
    "failed": _l("読み取れません"),
    "to-register": _l("登録待ち"),
    "registered": _l("登録済み"),
    "filed": _l("申請済み"),
    "set-aside": _l("保留"),
}
MARKS = {"unread": "", "read": "act", "failed": "error", "to-register": "", "registered": "ok", "filed": "ok"}
FORMS = {
    "A-1": _l("【A-1】ライセンス製品 新規購入"),
    "A-2": _l("【A-2】SaaS 新規購入"),
    "B-1": _l("【B-1】ライセンス製品 追加・更新"),
    "B-2": _l("【B-2】SaaS 更新"),
    "B-2HW": _l("【B-2HW】ハードウェア 更新"),
    "B-3": _l("【B-3】複数契約 一括更新"),
    "USER": _l("新規ユーザー登録書"),
}
PROBLEMS = {
    "errors": _l("エラーあり"),
    "warnings": _l("注意のみ"),
    "none": _l("問題なし"),
    "clean": _l("まとめて承認できる"),
}
NO_FORM = _l("不明な様式")
WHOLE = _l("ファイル")

# What a file has that was left alone (`Workbook.notes`).
NOTES = {
    "macros": _l("このファイルにはマクロがあります。実行せず、読み取りにも使っていません。"),
    "external-links": _l(
        "このファイルには別のファイルへのリンクがあります。リンク先は開かず、保存されていた値を読み取りました。"
    ),
}


def form_name(code: str | None) -> str:
    """What the form with that code is called."""
    return str(FORMS.get(code or "", NO_FORM))


def label_of(path: str) -> str:
    """What the field at `path` is called within its section."""
    entry = entry_of(path)
    return str(entry.label) if entry else str(SECTION_NAMES[split(path)[0]])


def title_of(path: str) -> str:
    """What the field at `path` is called where its section is not seen."""
    if not path:
        return str(WHOLE)
    part, at, name = split(path)
    entry = entry_of(path)
    section = str(SECTION_NAMES.get(part, part))
    if part in LISTS and name is None and at is not None:
        return _("%(section)s %(line)s", section=section, line=at + 1)
    if entry is None or name is None:
        return str(entry.label) if entry else section
    if part in LISTS:
        if name == "product":
            return _("%(section)s %(line)s", section=section, line=(at or 0) + 1)
        return _("%(section)s %(line)sの%(label)s", section=section, line=(at or 0) + 1, label=str(entry.label))
    return _("%(section)sの%(label)s", section=section, label=str(entry.label)) if part in GROUPS else str(entry.label)


def value_name(path: str, value: str) -> str:
    """A value as it is shown where its field is known by `path`; a product by its code."""
    entry = entry_of(path)
    if entry is None:
        return str(SAME_AS_NAMES.get(value, _("別に入力") if value == OTHER else ""))
    return shown(entry, value)


def sentence_of(finding: Finding) -> str:
    """What is wrong, in one sentence; the field stands in the title beside it."""
    if finding.of_library:
        return library.sentence(library.problem(finding.code), language())
    if finding.code == "unknown_product":
        return _("シートの製品名に当たる製品が決まりません。カタログの製品を選んでください。")
    if finding.code in MISSING:
        if finding.is_error:
            return _("この申請書の必須項目ですが、値がありません。")
        return _("Webの申請では必須の項目です。")
    return sentences.sentence(Problem(finding.path, finding.code, finding.level, finding.values))


def fault_of(path: str, code: str, values: Mapping[str, object]) -> str:
    """Why what was typed for the field at `path` cannot be read."""
    if code == "unknown_product":
        return _("この名前やコードの製品はカタログにありません。候補から選ぶか、製品コードを入力してください。")
    if code == "required":
        return _("%(label)sは、この申請書の必須項目です。", label=label_of(path))
    return str(sentences.SENTENCES[code]) % {"label": label_of(path), **values}


def section_of(path: str) -> str:
    """The section in which the field at `path` stands."""
    part, at, _field = split(path)
    section = str(SECTION_NAMES.get(part, _("申請")))
    return section if at is None else _("%(section)s %(line)s", section=section, line=at + 1)


def usual_reason(form: str | None) -> str:
    """The reason that nearly always holds where a legacy form lacks what the web asks for."""
    return _("%(form)s の様式にない項目のため", form=form or "")


def lacking() -> tuple[str, str]:
    """Title and sentence of what only the web asks for."""
    return (
        _("Webの申請では必須の項目がありません"),
        _("元の様式では求めていない項目です。分かるものは直し、残りは理由を残せば、このまま承認できます。"),
    )


def usual_reasons(form: str | None) -> list[str]:
    """Reasons that hold again and again, to choose from while typing."""
    return [usual_reason(form), _("お客様に確認済み"), _("販売店に確認済み"), _("原本のとおり")]


def keys() -> list[tuple[tuple[str, ...], str]]:
    """What the keys of the review do."""
    return [
        (("j", "↓"), _("次の問題")),
        (("k", "↑"), _("前の問題")),
        (("Enter",), _("値を直す")),
        (("1", "…", "9"), _("候補を選ぶ")),
        (("a",), _("このままにする")),
        (("Esc",), _("入力欄から問題へ戻る")),
        (("s",), _("シートへ移る（矢印でセルを選ぶ）")),
        (("Ctrl+Enter",), _("承認して、申請にする")),
        (("n",), _("次のファイル")),
        (("p",), _("前のファイル")),
        (("?",), _("この一覧")),
    ]


def what_is_left(errors: int, warnings: int) -> str:
    """Why a workbook cannot be approved yet."""
    if errors and warnings:
        return _(
            "エラーが%(errors)s件、注意が%(warnings)s件残っています。エラーを直し、注意には理由を残してください。",
            errors=errors,
            warnings=warnings,
        )
    if errors:
        return _("エラーが%(errors)s件残っています。直すと承認できます。", errors=errors)
    return _("注意が%(warnings)s件残っています。理由を残すと承認できます。", warnings=warnings)


def refusals(records: Iterable[WorkbookRecord]) -> list[str]:
    """Why nothing of a workbook could be read, each reason once."""
    codes = dict.fromkeys(one["code"] for record in records for one in record.problems)
    return [library.sentence(library.problem(code), language()) for code in codes]


def _(phrase: str, /, **values: object) -> str:
    """The phrase in the reader's language, as text."""
    return str(gettext(phrase, **values))
