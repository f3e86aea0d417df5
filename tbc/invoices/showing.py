"""What stands on a document, the same on the page and on paper, in the document's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tbc.invoices.models import Document
from tbc.invoices.rules import REDUCED_RATE
from tbc.invoices.words import ACCOUNT_KINDS, CORRECTIONS, KINDS
from tbc.kit.formats import long_date, number, yen
from tbc.kit.language import speaking
from tbc.kit.phrases import lazy as _l

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Row:
    """One line as it is written; `mark` is ※ where the reduced rate applies."""

    name: str
    mark: str
    quantity: str
    unit_price: str
    amount: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A document in words. `kind` is that of what it stands for: of a corrected receipt, `receipt`."""

    language: str
    kind: str
    title: str
    number: str
    issued: str
    to: list[str]
    statement: str
    total_label: str
    total: str
    facts: Pairs
    payment: Pairs
    rows: list[Row]
    taxes: Pairs
    notes: list[str]
    issuer: list[str]


def shown(document: Document) -> Shown:
    """The document as its reader sees it."""
    with speaking(document.language):
        kind = document.names_kind or document.kind
        return Shown(
            language=document.language,
            kind=kind,
            title=title_of(document),
            number=document.number,
            issued=long_date(document.issued_on),
            to=_to(document.addressee),
            statement=_statement(document, kind),
            total_label=_total_label(document.kind, kind),
            total=yen(document.total),
            facts=_facts(document, kind),
            payment=_payment(document),
            rows=[_row(line) for line in document.lines],
            taxes=[pair for one in document.taxes for pair in _taxes(one)],
            notes=_notes(document, kind),
            issuer=_issuer(document.issuer),
        )


def title_of(document: Document) -> str:
    """What the document is called, in the language in use."""
    corrected = document.kind == "correction"
    return str(CORRECTIONS[document.names_kind] if corrected else KINDS[document.kind])


def words_of(language: str) -> dict[str, str]:
    """The words of the form itself."""
    with speaking(language):
        words = {
            "lines": _l("明細"),
            "payment": _l("お振込先"),
            "name": _l("品名"),
            "quantity": _l("数量"),
            "unit_price": _l("単価（円、税抜）"),
            "amount": _l("金額（円、税抜）"),
            "total": _l("合計（税込）"),
            "page": _l("%(page)s / %(pages)s ページ", page="{page}", pages="{pages}"),
        }
        return {name: str(word) for name, word in words.items()}


def _to(addressee: dict[str, str]) -> list[str]:
    """The addressee, line by line, with the honorific behind the last name alone."""
    code = addressee["postal_code"]
    place = [f"〒{code[:3]}-{code[3:]}" if code else "", addressee["address"]]
    company, department, person = (addressee[name] for name in ("company", "department", "person"))
    if person:
        names = [company, department, _l("%(person)s　様", person=person)]
    else:
        last = department or company
        names = [company if department else "", _l("%(company)s　御中", company=last)]
    return [str(line) for line in (*place, *names) if line]


def _statement(document: Document, kind: str) -> str:
    if document.kind == "cancellation":
        said = _l("下記の書類（%(number)s）を取り消します。", number=document.names_number)
    elif document.kind == "correction":
        said = _l("%(number)sを訂正し、これに代えて発行します。", number=document.names_number)
    elif kind == "quote":
        said = _l("下記のとおりお見積り申し上げます。")
    elif kind == "invoice":
        said = _l("下記のとおりご請求申し上げます。")
    else:
        said = _l("下記のとおり領収いたしました。")
    return str(said)


def _total_label(document_kind: str, kind: str) -> str:
    if document_kind == "cancellation":
        return str(_l("取り消す金額（税込）"))
    labels = {
        "quote": _l("お見積金額（税込）"),
        "invoice": _l("ご請求金額（税込）"),
        "receipt": _l("領収金額（税込）"),
    }
    return str(labels[kind])


def _facts(document: Document, kind: str) -> Pairs:
    """What the document says of itself, and what it names."""
    facts = [(_l("番号"), document.number), (_l("発行日"), long_date(document.issued_on))]
    if kind == "invoice" and document.due_on:
        facts.append((_l("お支払期限"), long_date(document.due_on)))
    if kind == "receipt" and document.paid_on:
        facts.append((_l("ご入金日"), long_date(document.paid_on)))
    if document.names_number:
        label = _l("取り消す書類") if document.kind == "cancellation" else _l("訂正する書類")
        facts.append((label, f"{KINDS[kind]} {document.names_number}"))
    if document.reason:
        facts.append((_l("理由"), document.reason))
    return [(str(label), value) for label, value in facts]


def _payment(document: Document) -> Pairs:
    """How an invoice is paid; nothing for the others."""
    if document.account is None or document.kind == "cancellation":
        return []
    account, bracketed = document.account, "{}（{}）" if document.language == "ja" else "{} ({})"
    pairs = [
        (_l("金融機関"), bracketed.format(account["bank"], account["bank_code"])),
        (_l("支店"), bracketed.format(account["branch"], account["branch_code"])),
        (_l("口座番号"), f"{ACCOUNT_KINDS[account['kind']]} {account['number']}"),
        (_l("口座名義"), bracketed.format(account["holder"], account["holder_kana"])),
    ]
    if document.transfer_hint:
        pairs.append((_l("振込名義の前に入れる番号"), document.transfer_hint))
    return [(str(label), value) for label, value in pairs]


def _row(line: dict[str, Any]) -> Row:
    mark = "※" if line["tax_rate"] == REDUCED_RATE else ""
    return Row(line["name"], mark, number(line["quantity"]), number(line["unit_price"]), number(line["amount"]))


def _taxes(one: dict[str, int]) -> Pairs:
    return [
        (str(_l("%(rate)s%%対象（税抜）", rate=one["rate"])), yen(one["net"])),
        (str(_l("消費税（%(rate)s%%）", rate=one["rate"])), yen(one["tax"])),
    ]


def _notes(document: Document, kind: str) -> list[str]:
    notes = []
    if any(line["tax_rate"] == REDUCED_RATE for line in document.lines):
        notes.append(_l("※は軽減税率（%(rate)s%%）の対象です。", rate=REDUCED_RATE))
    if kind == "quote":
        notes.append(_l("この見積書は、発行日の価格によるものです。お申し込みになるまで、お支払いは生じません。"))
    if kind == "invoice":
        notes += [
            _l("振込手数料はお客様のご負担でお願いいたします。"),
            _l("金額や口座番号が異なるご入金では、契約を更新できません。"),
            _l("この請求書は適格請求書（インボイス）ではありません。ご入金後に発行する領収書が適格請求書です。"),
        ]
    if kind == "receipt" and document.kind != "cancellation":
        notes.append(_l("電子的に発行した領収書のため、収入印紙は貼っていません。"))
    return [str(note) for note in notes]


def _issuer(issuer: dict[str, str]) -> list[str]:
    registered = issuer["registration_number"]
    number_line = _l("登録番号 %(number)s", number=registered) if registered else ""
    return [line for line in (issuer["name"], issuer["address"], str(number_line)) if line]
