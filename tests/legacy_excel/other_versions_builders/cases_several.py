"""Workbooks with several applications, continuation sheets, cover letters and renamed sheets."""

from .case import Case, Part
from .look import Look
from .pages import Plan
from .tables import Table

_B3 = ("no", "license_id", "product_name", "quantity", "term_years", "current_end_on")
_SIDES = (
    ("end_user", "support_contact"),
    ("delivery",),
    ("reseller", "distributor"),
    ("items",),
    ("contact_persons",),
    ("foot",),
)

CASES = (
    Case(
        "s01-three-forms",
        (
            Part(Look("A-1", "base", version="2024年4月1日版"), 61, "2024-04-01", sheet="A社 新規"),
            Part(Look("USER", "base", version="2024年4月1日版"), 62, "2024-04-01", sheet="A社 登録"),
            Part(
                Look(
                    "B-2", "short", section="◆{title}", required=" *", version="2023年10月1日版", corporate_number=False
                ),
                63,
                "2023-10-01",
                Plan(width=6),
                narrow=False,
                sheet="B社 更新",
            ),
        ),
        extra=("notice",),
    ),
    Case(
        "s02-two-continuations",
        (
            Part(
                Look("B-3", "base", version="2024年4月1日版", chars=("postal_code",)),
                64,
                "2024-04-01",
                sheet="一括",
                items=19,
                continued=(8, 14),
                mess=0.25,
                table=Table(_B3, rows=8, ditto=True),
            ),
        ),
        writer="xlsxwriter",
    ),
    Case(
        "s03-continuation-english",
        (
            Part(
                Look("B-3", "english", version="Rev. 2024/04/01", required="*", section="{title}"),
                65,
                "2024-04-01",
                Plan(heading="[{code}] {title}", width=54),
                sheet="Main",
                items=12,
                continued=(8,),
                mess=0.1,
                table=Table(_B3, rows=8),
            ),
        ),
    ),
    Case(
        "【更新申請】ひながた様_202404",
        (
            Part(
                Look("B-2", "base", code=False, version="2024年4月1日版"),
                66,
                "2024-04-01",
                sheet="ひながた様",
                mess=0.3,
                touches=("beside", "circle_note"),
            ),
        ),
        extra=("cover", "notice"),
    ),
    Case(
        "s05-two-b1",
        (
            Part(
                Look("B-1", "polite", version="2022年4月1日版", corporate_number=False),
                67,
                "2022-04-01",
                sheet="1",
                mess=0.3,
            ),
            Part(
                Look("B-1", "polite", version="2022年4月1日版", corporate_number=False),
                68,
                "2022-04-01",
                sheet="2",
                mess=0.5,
                distributor="box",
            ),
        ),
        writer="xls",
    ),
    Case(
        "s06-hw-and-sides",
        (
            Part(
                Look("B-2HW", "base", version="2024年4月1日版"),
                69,
                "2024-04-01",
                Plan(order=_SIDES, width=54),
                sheet="保守",
                mess=0.3,
            ),
            Part(
                Look("A-2", "old", version="2020年4月1日版", corporate_number=False),
                70,
                "2020-04-01",
                sheet="クラウド",
                mess=0.3,
                support="box",
            ),
        ),
        writer="office",
    ),
    Case(
        "s07-example-first",
        (
            Part(
                Look("USER", "dealer", version="2024年4月1日版", section="【{title}】"),
                71,
                "2024-04-01",
                Plan(width=52, stamp=True),
                sheet="Sheet3",
                mess=0.35,
            ),
        ),
        extra=("example", "cover"),
    ),
    Case(
        "s08-hidden-and-notes",
        (
            Part(
                Look("A-1", "short", version="2023年10月1日版", required=" *", fax=True, corporate_number=False),
                72,
                "2023-10-01",
                Plan(office="right"),
                mess=0.35,
                touches=("hidden_row", "stamp", "beside", "circle_note"),
            ),
        ),
    ),
)
