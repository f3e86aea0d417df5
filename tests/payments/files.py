"""Bank files as banks write them, made from a few words; an oracle of its own beside the portal's reader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

BANK, BRANCH, NUMBER = "0999", "123", "7654321"


@dataclass(frozen=True)
class Paid:
    """A transfer; `name` in half-width kana, `code` of ten digits."""

    amount: int
    name: str = "ﾐﾎﾝｼﾖｳｼﾞ(ｶ"
    on: date = date(2026, 11, 20)
    value_on: date | None = None
    code: str = ""
    edi: str = ""
    text: str = ""
    cancelled: bool = False
    cheques: int = 0
    outgoing: bool = False
    transaction: str = "11"


@dataclass(frozen=True)
class Box:
    """An account and what came in."""

    paid: Sequence[Paid] = ()
    bank: str = BANK
    branch: str = BRANCH
    number: str = NUMBER
    kind: str = "1"


@dataclass(frozen=True)
class Said:
    """What trailers say instead of what is true."""

    count: int | None = None
    amount: int | None = None
    extra: dict[str, int] = field(default_factory=dict)


def notice(*boxes: Box, layout: str = "A", said: Said | None = None, near: str = "reiwa") -> list[bytes]:
    """The records of a 振込入金通知; amounts beyond ten digits need layout B."""
    records = []
    for box in boxes:
        records.append(_header("01", box, f"{box.kind}{box.number:0>7}", 7 + 1, near))
        records += [_notice_row(paid, layout, near) for paid in box.paid]
        kept = [paid for paid in box.paid if not paid.cancelled]
        gone = [paid for paid in box.paid if paid.cancelled]
        count = len(kept) if said is None or said.count is None else said.count
        amount = _sum(kept) if said is None or said.amount is None else said.amount
        records.append(_fill(f"8{count:06}{amount:012}{len(gone):06}{_sum(gone):012}"))
    return [*records, _fill("9")]


def statement(*boxes: Box, said: Said | None = None) -> list[bytes]:
    """The records of an 入出金取引明細."""
    records = []
    for box in boxes:
        records.append(_header("03", box, f"000{box.kind}{box.number:0>10}", 14, "reiwa"))
        records += [_statement_row(paid) for paid in box.paid]
        came = [paid for paid in box.paid if not paid.outgoing]
        went = [paid for paid in box.paid if paid.outgoing]
        count = len(came) if said is None or said.count is None else said.count
        amount = _sum(came) if said is None or said.amount is None else said.amount
        totals = f"8{count:06}{amount:013}{len(went):06}{_sum(went):013}1{0:014}{len(box.paid):07}"
        records.append(_fill(totals))
    return [*records, _fill(f"9{len(records) + 1:010}{len(boxes):05}")]


def joined(records: Iterable[bytes], end: bytes = b"\r\n", *, cut: bool = False) -> bytes:
    """The file; `cut` leaves out trailing blanks, as mail programs and editors do."""
    return b"".join((record.rstrip() if cut else record) + end for record in records)


def swapped(paid: Paid, **changes: object) -> Paid:
    """The transfer with something else about it."""
    return replace(paid, **changes)  # type: ignore[arg-type]  # the caller names the fields


def _header(kind: str, box: Box, account: str, _width: int, near: str) -> bytes:
    today = _day(date(2026, 11, 20), near)
    return _fill(
        f"1{kind}0{today}{today}{today}{box.bank}{'ﾐﾎﾝｷﾞﾝｺｳ':<15}{box.branch}{'ﾎﾝﾃﾝ':<15}{account}{'ｼﾞﾏｴｼﾖｳｼﾞ(ｶ':<40}"
    )


def _notice_row(paid: Paid, layout: str, near: str) -> bytes:
    long = paid.amount >= 10**10
    amount = 0 if long else paid.amount
    head = (
        f"2{1:06}{_day(paid.on, near)}{_day(paid.value_on or paid.on, near)}{amount:010}{paid.cheques:010}"
        f"{paid.code or '0' * 10:<10}{paid.name:<48}{'ﾅﾄﾞﾘｷﾞﾝｺｳ':<15}{'ﾋｶﾞｼ':<15}{'1' if paid.cancelled else '0'}"
    )
    more = f"{paid.amount if long else 0:012}{0:012}" if layout == "B" else ""
    return _fill(f"{head}{more}{paid.edi:<20}")


def _statement_row(paid: Paid) -> bytes:
    return _fill(
        f"2{1:08}{_day(paid.on)}{_day(paid.value_on or paid.on)}{'2' if paid.outgoing else '1'}{paid.transaction}"
        f"{paid.amount:012}{paid.cheques:012}{'0' * 12}0{'0' * 7}{BRANCH}{paid.code or '0' * 10:<10}{paid.name:<48}"
        f"{'ﾅﾄﾞﾘｷﾞﾝｺｳ':<15}{'ﾋｶﾞｼ':<15}{paid.text:<20}{paid.edi:<20}"
    )


def _day(day: date, near: str = "reiwa") -> str:
    return f"{day.year - (2018 if near == 'reiwa' else 2000):02}{day:%m%d}"


def _sum(paid: Iterable[Paid]) -> int:
    return sum(one.amount for one in paid)


def _fill(text: str) -> bytes:
    return text.encode("cp932").ljust(200)
