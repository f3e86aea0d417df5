"""Where each field stands in the 200 bytes of a Zengin record: the columns that 全国銀行協会 has laid down.

Source: 全国銀行協会「適用業務およびレコード・フォーマット」, 1 振込入金通知 (フォーマットA, B) and 2 入出金取引明細
(普通預金・当座預金・貯蓄預金), as banks publish them for their customers (阿波銀行「振込入金通知
(全銀協制定フォーマット)」, きらぼし銀行「入出金明細(全銀)明細ファイル・フォーマット」). Columns there count from 1,
slices here from 0.

振込入金通知, 種別 01
    1 header   データ区分 1 · 種別 2–3 · コード区分 4 · 作成日 5–10 · 勘定日(自) 11–16 · (至) 17–22 · 銀行コード 23–26 ·
               銀行名 27–41 · 支店コード 42–44 · 支店名 45–59 · 預金種目 60 · 口座番号 61–67 · 口座名 68–107 · ダミー 93
    2 data     照会番号 2–7 · 勘定日 8–13 · 起算日 14–19 · 金額 20–29 · うち他店券 30–39 · 振込依頼人コード 40–49 ·
               振込依頼人名 50–97 · 仕向銀行名 98–112 · 仕向店名 113–127 · 取消区分 128 (1 = taken back), then
               A: EDI情報 129–148 · ダミー 52
               B: 金額(2) 129–140 · うち他店券(2) 141–152 · EDI情報 153–172 · ダミー 28; of the two amounts one is zeros
    8 trailer  振込合計件数 2–7 · 金額 8–19 · 取消合計件数 20–25 · 金額 26–37 · ダミー 163
    9 end      ダミー 199

入出金取引明細, 種別 03
    1 header   as above to 支店名 59 · ダミー 60–62 · 預金種目 63 · 口座番号 64–73 · 口座名 74–113 · 貸越区分 114 ·
               通帳・証書区分 115 · 取引前残高 116–129 · ダミー 71
    2 data     照会番号 2–9 · 勘定日 10–15 · 預入・払出日 16–21 · 入払区分 22 (1 in, 2 out) · 取引区分 23–24 (11 振込,
               19 訂正) · 取引金額 25–36 · うち他店券 37–48 · 交換呈示日 49–54 · 不渡返還日 55–60 · 手形・小切手区分 61
               · 番号 62–68 · 僚店番号 69–71 · 振込依頼人コード 72–81 · 振込依頼人名 82–129 · 仕向銀行名 130–144 ·
               仕向店名 145–159 · 摘要内容 160–179 · EDI情報 180–199 · ダミー 1
    8 trailer  入金件数 2–7 · 合計 8–20 · 出金件数 21–26 · 合計 27–39 · 貸越区分 40 · 取引後残高 41–54 ·
               データ・レコード件数 55–61 · ダミー 139
    9 end      レコード総件数 2–11 · 口座数 12–16 · ダミー 184
"""

from __future__ import annotations

from dataclasses import dataclass, replace

LENGTH = 200

KIND = slice(1, 3)
NOTICE, STATEMENT = b"01", b"03"
BANK_CODE, BRANCH_CODE = slice(22, 26), slice(41, 44)


@dataclass(frozen=True, slots=True)
class Header:
    """Where a header says which account follows."""

    kind: slice
    number: slice
    holder: slice


HEADERS = {
    NOTICE: Header(kind=slice(59, 60), number=slice(60, 67), holder=slice(67, 107)),
    STATEMENT: Header(kind=slice(62, 63), number=slice(63, 73), holder=slice(73, 113)),
}


@dataclass(frozen=True, slots=True)
class Row:
    """Where a data record says what came in; the fields that all three layouts have."""

    booked_on: slice
    value_on: slice
    amount: slice
    cheques: slice
    payer_code: slice
    payer_name: slice
    sending_bank: slice
    sending_branch: slice
    edi: slice
    text: slice


NOTICE_A = Row(
    booked_on=slice(7, 13),
    value_on=slice(13, 19),
    amount=slice(19, 29),
    cheques=slice(29, 39),
    payer_code=slice(39, 49),
    payer_name=slice(49, 97),
    sending_bank=slice(97, 112),
    sending_branch=slice(112, 127),
    edi=slice(128, 148),
    text=slice(0, 0),
)
# The same up to 取消区分; the longer amounts stand between it and the EDI field.
NOTICE_B = replace(NOTICE_A, edi=slice(152, 172))
STATEMENT_ROW = Row(
    booked_on=slice(9, 15),
    value_on=slice(15, 21),
    amount=slice(24, 36),
    cheques=slice(36, 48),
    payer_code=slice(71, 81),
    payer_name=slice(81, 129),
    sending_bank=slice(129, 144),
    sending_branch=slice(144, 159),
    edi=slice(179, 199),
    text=slice(159, 179),
)

CANCELLED = slice(127, 128)
AMOUNT_2, CHEQUES_2 = slice(128, 140), slice(140, 152)
DIRECTION, TRANSACTION = slice(21, 22), slice(22, 24)
IN, OUT = b"1", b"2"
CORRECTION = b"19"

NOTICE_TOTALS = (slice(1, 7), slice(7, 19), slice(19, 25), slice(25, 37))
STATEMENT_TOTALS = (slice(1, 7), slice(7, 20), slice(20, 26), slice(26, 39))
STATEMENT_RECORDS = slice(54, 61)
END_RECORDS, END_ACCOUNTS = slice(1, 11), slice(11, 16)
