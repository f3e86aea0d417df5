"""Dealers' own arrangements: parties as a table, merges lost, 同上, texts in half width, addresses in parts."""

from collections.abc import Callable
from typing import Any

from .canvas import Cell, Formula, address
from .case import Case, Part
from .look import Look
from .pages import Plan
from .pen import Pen
from .tables import Table

_MATRIX = (("matrix_columns",), ("items",), ("contact_persons",), ("foot",))
_MATRIX_ROWS = (("matrix_rows",), ("items",), ("contact_persons",), ("foot",))
_SIDES = (
    ("end_user", "support_contact"),
    ("delivery",),
    ("reseller", "distributor"),
    ("items",),
    ("contact_persons",),
    ("foot",),
)
_HALF = {
    "corporate_name_kana": "ﾌﾘｶﾞﾅ",
    "contact_name_kana": "ﾌﾘｶﾞﾅ",
    "phone": "ＴＥＬ",
    "email": "Ｅ－ｍａｉｌ",
    "department": "部　　署　　名",
}
_ADDRESS = ("postal_code", "prefecture", "city", "street", "building")


def _same_place(record: dict[str, Any]) -> None:
    record["support_contact"].update(
        {name: record["end_user"][name] for name in (*_ADDRESS, "corporate_name", "department")}
    )
    record["distributor"]["phone"] = record["reseller"]["phone"]


def _dittos(pen: Pen) -> None:
    for path, text in (("corporate_name", "同上"), ("department", "〃"), ("address", "同　上"), ("postal_code", None)):
        pen.sheet.cells[pen.places[f"support_contact.{path}"]] = Cell(text)
    pen.sheet.cells[pen.places["distributor.phone"]] = Cell("同上")


def _town_in_city(pen: Pen) -> None:
    party = pen.application["end_user"] if pen.application else {}
    town = "".join(each for each in party["street"] if not each.isdigit() and each not in "-番号丁目地")
    split = party["street"].index(next(each for each in party["street"] if each.isdigit()))
    pen.sheet.cells[pen.places["end_user.city"]] = Cell(
        party["city"] + "　" + party["street"][:split] if town else party["city"]
    )
    pen.sheet.cells[pen.places["end_user.street"]] = Cell(party["street"][split:])


def _no_prefecture(pen: Pen) -> None:
    for section in ("end_user", "support_contact"):
        place = pen.places[f"{section}.address"]
        text = pen.sheet.cells[place].value
        if pen.application:
            pen.sheet.cells[place] = Cell(text.removeprefix(pen.application[section]["prefecture"]).lstrip())


def _formulas(pen: Pen) -> None:
    for path, source in (
        ("support_contact.corporate_name", "end_user.corporate_name"),
        ("delivery.company", "end_user.corporate_name"),
    ):
        result = pen.application["end_user"]["corporate_name"] if pen.application else None
        pen.sheet.cells[pen.places[path]] = Cell(Formula("=" + address(*pen.places[source]), result))


def _both(*changes: Callable[[Pen], None]) -> Callable[[Pen], None]:
    def write(pen: Pen) -> None:
        for change in changes:
            change(pen)

    return write


CASES = (
    Case(
        "m01-parties-as-columns",
        (
            Part(
                Look("A-1", "dealer", section="【{title}】", version="2024年4月1日版"),
                101,
                "2024-04-01",
                Plan(order=_MATRIX, width=6),
                narrow=False,
                mess=0.2,
                sheet="入力シート",
            ),
        ),
        colour="E2EFDA",
    ),
    Case(
        "m02-parties-as-rows",
        (
            Part(
                Look("B-2", "dealer", section="【{title}】", version="2023年10月1日版"),
                102,
                "2023-10-01",
                Plan(order=_MATRIX_ROWS, width=6),
                narrow=False,
                mess=0.2,
                distributor="text",
            ),
        ),
        writer="xlsxwriter",
    ),
    Case(
        "m03-dittos",
        (
            Part(
                Look("A-2", "polite", above=True, corporate_number=False, version="2022年4月1日版"),
                103,
                "2022-04-01",
                mess=0.0,
                items=5,
                table=Table(("no", "product_name", "quantity", "term_years", "remark"), rows=8, ditto=True, holes=True),
                change=_same_place,
                written=_dittos,
            ),
        ),
    ),
    Case(
        "m04-grid-merges-lost",
        (
            Part(
                Look("B-3", "base", version="2024年4月1日版", chars=("postal_code", "corporate_number")),
                104,
                "2024-04-01",
                mess=0.3,
                items=4,
            ),
        ),
        writer="bare",
    ),
    Case(
        "m05-town-in-city",
        (
            Part(
                Look("B-2HW", "base", address="split", version="2024年4月1日版", marks="re"),
                105,
                "2024-04-01",
                Plan(order=_SIDES, width=56),
                mess=0.0,
                support="box",
                written=_town_in_city,
            ),
        ),
        writer="office",
    ),
    Case(
        "m06-no-prefecture",
        (
            Part(
                Look("B-2", "old", corporate_number=False, version="2021年4月1日版", numbering="dotted", extra=_HALF),
                106,
                "2021-04-01",
                mess=0.3,
                written=_no_prefecture,
                touches=("stamp",),
            ),
        ),
        writer="xlwt",
    ),
    Case(
        "m07-side-titles-merges-lost",
        (
            Part(
                Look("B-1", "polite", corporate_number=False, version="2022年4月1日版", numbering="circled"),
                107,
                "2022-04-01",
                Plan(title="rotated", width=50),
                mess=0.2,
            ),
        ),
        writer="bare",
    ),
    Case(
        "m08-formulas-xlsxwriter",
        (
            Part(
                Look("A-1", "short", required=" *", version="2024年4月1日版", section="◆{title}"),
                108,
                "2024-04-01",
                Plan(width=6),
                narrow=False,
                mess=0.2,
                written=_formulas,
                moved=(1, 1),
            ),
        ),
        writer="xlsxwriter",
        extra=("notice",),
    ),
    Case(
        "m09-bilingual-half-width",
        (
            Part(
                Look("USER", "polite", bilingual="{ja}\n({en})", version="令和5年10月1日版", version_place="bottom"),
                109,
                "2023-10-01",
                Plan(order=_SIDES, width=54),
                mess=0.4,
                persons=3,
            ),
        ),
        writer="xls",
    ),
    Case(
        "m10-above-wide-sides",
        (
            Part(
                Look(
                    "B-2",
                    "old",
                    above=True,
                    version="2020年4月1日版",
                    corporate_number=False,
                    code=False,
                    section="● {title}",
                ),
                110,
                "2020-04-01",
                Plan(order=_SIDES, width=5),
                narrow=False,
                mess=0.3,
            ),
        ),
        writer="ods",
    ),
    Case(
        "m11-hw-units-prices",
        (
            Part(
                Look("B-2HW", "base", version="2024.10.1版", date_shape="western", class_shape="marks"),
                111,
                "2024-10-01",
                Plan(width=52),
                mess=0.2,
                table=Table(
                    (
                        "no",
                        "serial_number",
                        "model",
                        "product_name",
                        "term_years",
                        "current_end_on",
                        "quantity",
                        "unit",
                        "unit_price",
                        "amount",
                    ),
                    rows=5,
                ),
            ),
        ),
    ),
    Case(
        "m12-names-above",
        (
            Part(
                Look(
                    "A-2",
                    "polite",
                    above=True,
                    names_two=True,
                    version="2024年4月1日版",
                    marks="dot",
                    date_shape="reiwa",
                ),
                112,
                "2024-04-01",
                Plan(order=_SIDES, width=60),
                mess=0.3,
            ),
        ),
        writer="xlsxwriter",
        colour="DDD9C4",
    ),
    Case(
        "m13-empty-column",
        (
            Part(
                Look(
                    "A-1",
                    "polite",
                    version="2022年10月1日版",
                    corporate_number=False,
                    consent_shape="yesno",
                    required="（必須）",
                ),
                113,
                "2022-10-01",
                mess=0.3,
                touches=("hidden_row", "empty_column"),
            ),
        ),
        writer="xlsxwriter",
    ),
    Case(
        "m14-empty-column-wide",
        (
            Part(
                Look("B-2", "dealer", section="◆ {title}", required=" *", version="2024年4月1日版", class_shape="word"),
                114,
                "2024-04-01",
                Plan(width=6),
                narrow=False,
                mess=0.4,
                touches=("empty_column",),
                moved=(2, 1),
            ),
        ),
    ),
    Case(
        "m15-bilingual-above",
        (
            Part(
                Look("B-1", "base", bilingual="{ja} / {en}", above=True, version="2024年4月1日版", numbering="bracket"),
                115,
                "2024-04-01",
                Plan(width=60, order=_SIDES),
                mess=0.3,
            ),
        ),
        writer="office",
    ),
    Case(
        "m16-user-sides-marks",
        (
            Part(
                Look(
                    "USER",
                    "base",
                    version="2021年4月1日版",
                    marks="round",
                    consent_shape="mark",
                    date_shape="western",
                    chars=("phone", "postal_code"),
                ),
                116,
                "2021-04-01",
                Plan(order=_SIDES, width=58, persons="fields"),
                mess=0.3,
                year=2021,
            ),
        ),
        extra=("example",),
    ),
)
