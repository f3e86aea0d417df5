"""What users and other programs leave on sheets: hidden rows, notes, stamps, lists, extra sheets."""

from .canvas import Sheet
from .pen import Pen


def apply(pen: Pen, names: tuple[str, ...]) -> None:
    """Apply each touch to the pen's sheet."""
    for name in names:
        globals()[f"_{name}"](pen)


def notice() -> Sheet:
    """A sheet 注意事項 with sentences in which labels occur."""
    sheet = Sheet("ご注意", narrow=False)
    lines = (
        "【ご注意事項】",
        "１．会社名は登記上の正式名称をご記入ください。",
        "２．納品メールは「納品先」のE-mailにのみ送付いたします。",
        "３．お問い合わせ：サンプルソフト株式会社　TEL 03-5555-0000　E-mail license@example.com",
    )
    for row, line in enumerate(lines):
        sheet.put(row + 1, 1, line, style="note")
    return sheet


def lists_sheet() -> Sheet:
    """The hidden sheet リスト."""
    sheet = Sheet("リスト", narrow=False, hidden=True)
    for column, (title, *texts) in enumerate(
        (("契約区分", "一般", "官公庁", "教育"), ("年数", "1年", "2年", "3年", "5年"))
    ):
        for row, text in enumerate((title, *texts)):
            sheet.put(row, column, text)
    return sheet


def cover() -> Sheet:
    """A cover letter in front of the form."""
    sheet = Sheet("送付状", narrow=False)
    lines = (
        "送　付　状",
        "サンプルソフト株式会社　御中",
        "件名：申請書送付の件",
        "会社名：株式会社送付元サンプル",
        "担当者名：送付　太郎",
        "TEL：03-5555-7777",
        "添付：申請書　1通",
        "よろしくお願いいたします。",
    )
    for row, line in enumerate(lines):
        sheet.put(2 * row, 1, line, style="note")
    return sheet


def _hidden_row(pen: Pen) -> None:
    row, column = pen.places["end_user.email"]
    label = max(c for r, c in pen.sheet.cells if r == row and c < column)
    pen.sheet.insert_row(row)
    pen.sheet.put(row, label, "（旧）" + pen.look.text("email"), style="label")
    pen.sheet.put(row, column, "old-address@example.com")
    pen.sheet.hidden_rows.add(row)


def _comments(pen: Pen) -> None:
    for path, text in (
        ("end_user.corporate_name", "作成者:\n株式会社コメントの旧社名に注意"),
        ("end_user.phone", "03-5555-1111 は旧番号"),
    ):
        pen.sheet.comments[pen.places[path]] = text


def _protect(pen: Pen) -> None:
    pen.sheet.protected = True


def _beside(pen: Pen) -> None:
    column = max(c + w for _, c, _, w in pen.sheet.merges) + 4 if pen.sheet.merges else 12
    for row, text in (
        (5, "社内メモ：3/5 TEL済み"),
        (7, "営業2課　担当：社内　一郎"),
        (9, "見積 Q-7788 / 単価表は別紙"),
    ):
        pen.sheet.put(row, column, text, style="note")


def _empty_column(pen: Pen) -> None:
    pen.sheet.insert_column(pen.places["end_user.email"][1] if not pen.look.above else 5)
    pen.places = {}


def _stamp(pen: Pen) -> None:
    row, column = pen.places["end_user.contact_name"]
    right = max([column + 1] + [c + w for r, c, _, w in pen.sheet.merges if r == row])
    pen.sheet.put(row, right, "㊞", style="note")


def _circle_note(pen: Pen) -> None:
    pen.sheet.put(
        pen.sheet.height,
        0,
        "※ご記入いただいた個人情報は、製品の納品およびサポートの目的に限り利用いたします。",
        style="note",
    )
