"""Columns and rows of examples, and columns that say how to answer, are no answers."""

from __future__ import annotations

import pytest

from tests.legacy_excel.plain_forms import END_USER, FOOT, HEAD, ITEMS, OTHERS, WHOLE, Row, application_of, read_rows

pytestmark = pytest.mark.rule("XLS-1")

EXAMPLES = {
    "申請日": "2025/4/1",
    "契約区分": "官公庁",
    "会社名": "株式会社記入例",
    "フリガナ": "キニュウ　レイコ",
    "ご担当者名": "記入　例子",
    "電話番号": "03-5555-0000",
    "E-mail": "rei@example.com",
    "郵便番号": "530-0001",
    "住所": "大阪府大阪市北区梅田1-1",
    "備考": "特にありません",
}


def _with_a_column(head: str, texts: dict[str, str], place: int) -> list[Row]:
    """The form as a list, with a column of texts before its answers (1) or behind them (2); its table has none."""
    heads = ["項目", "ご記入欄"]
    heads.insert(place, head)
    rows: list[Row] = [*HEAD[:2], tuple(heads)]
    for row in (*HEAD[2:], *END_USER, OTHERS[0], *OTHERS[1:]):
        cells = list(row)
        if len(cells) == 2 and cells[0] in (*texts, "■ サポート窓口"):
            cells.insert(place, texts.get(str(cells[0])))
        rows.append(tuple(cells))
    return [*rows, *ITEMS, *FOOT]


@pytest.mark.parametrize("head", ["記入例", "（記入例）", "【記入例】", "例", "見本", "サンプル", "Example"])
@pytest.mark.parametrize("place", [1, 2])
def test_a_column_of_examples_is_not_read(head: str, place: int) -> None:
    assert application_of(_with_a_column(head, EXAMPLES, place)) == application_of(WHOLE)


@pytest.mark.parametrize("head", ["説明", "記入要領", "備考", "記入上の注意", "Notes"])
def test_a_column_that_explains_is_not_read(head: str) -> None:
    texts = {
        "契約区分": "一般／官公庁／教育",
        "会社名": "登記上の正式名称",
        "ご担当者名": "フルネーム",
        "住所": "都道府県から",
    }

    assert application_of(_with_a_column(head, texts, 2)) == application_of(WHOLE)


def test_a_form_with_examples_alone_is_blank() -> None:
    rows = [tuple(row[:2]) if len(row) > 2 else row for row in _with_a_column("記入例", EXAMPLES, 1)]
    blank = [row for row in rows if row not in ITEMS[2:] and row not in OTHERS and row not in FOOT]

    assert [problem.code for problem in read_rows(blank).problems] == ["blank_form"]


def test_a_row_of_examples_below_labels_is_not_read() -> None:
    labels, values = zip(*END_USER[1:], strict=True)
    rows: list[Row] = [
        END_USER[0],
        (None, *labels),
        ("記入例", *(EXAMPLES[label] for label in labels)),
        (None, *values),
    ]

    found = application_of([*HEAD, *rows, *OTHERS, *ITEMS, *FOOT])["end_user"]

    assert found["corporate_name"] == "株式会社見本工務店"
    assert found["phone"] == "03-5555-1234"


@pytest.mark.parametrize(
    "heads", [("製品１", "製品２"), ("1", "2"), ("①", "②"), ("1件目", "2件目"), ("ご契約1", "ご契約2")]
)
@pytest.mark.parametrize("example", [None, "記入例", "例"])
def test_items_may_be_columns_with_an_example_before_them(heads: tuple[str, str], example: str | None) -> None:
    rows: list[Row] = [
        ("■ 対象製品",),
        (None, example, *heads) if example else (None, *heads),
        ("製品名", "見本製品", "サンプルガード", "見本バックアップ"),
        ("数量", 100, 10, "20 本"),
        ("契約年数", "5年", "1年", 3),
    ]
    items = [row if example or place < 2 else (row[0], *row[2:]) for place, row in enumerate(rows)]

    assert application_of([*HEAD, *END_USER, *OTHERS, *items, *FOOT]) == application_of(WHOLE)
