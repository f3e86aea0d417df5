"""Plain tables with few wide columns, as dealers rebuilt them, and files of other programs."""

from typing import Any

from .case import Case, Part
from .look import Look
from .pages import Plan
from .tables import Table

_SIDES = (
    ("end_user", "support_contact"),
    ("reseller", "distributor"),
    ("delivery",),
    ("items",),
    ("contact_persons",),
    ("foot",),
)
_LIST = Plan(width=2, office="none", spacing=1)
_WIDE = Plan(width=6)


def _three_years(record: dict[str, Any]) -> None:
    for item in record["items"]:
        item["term_years"] = 3


CASES = (
    Case(
        "p01-two-columns-bare",
        (
            Part(
                Look("A-1", "base", section="◆{title}", required=" *", version="2023年10月1日版"),
                31,
                "2023-10-01",
                _LIST,
                narrow=False,
                mess=0.3,
                sheet="入力",
            ),
        ),
        writer="bare",
    ),
    Case(
        "p02-plain-short",
        (
            Part(
                Look(
                    "B-1",
                    "short",
                    section="◆{title}",
                    required=" *",
                    corporate_number=False,
                    fax=True,
                    version="2023年4月1日版",
                    class_shape="word",
                ),
                32,
                "2023-04-01",
                _WIDE,
                narrow=False,
                mess=0.5,
            ),
        ),
        writer="xlwt",
    ),
    Case(
        "p03-plain-sides",
        (
            Part(
                Look(
                    "B-2",
                    "polite",
                    section="●{title}",
                    required="（必須）",
                    version="2024年4月1日版",
                    corporate_number=False,
                ),
                33,
                "2024-04-01",
                Plan(order=_SIDES, width=5),
                narrow=False,
                mess=0.3,
            ),
        ),
    ),
    Case(
        "p04-english-list",
        (
            Part(
                Look("B-2", "english", required=" *", section="{title}", version="Rev. 2022/04/01"),
                34,
                "2022-04-01",
                Plan(width=2, office="none", heading="[{code}] {title}"),
                narrow=False,
                mess=0.1,
                sheet="Form",
            ),
        ),
        writer="xlsxwriter",
    ),
    Case(
        "p05-bilingual-list",
        (
            Part(
                Look("A-2", "base", bilingual="{en} / {ja}", section="{title}", required="*", version="2024年4月1日版"),
                35,
                "2024-04-01",
                _LIST,
                narrow=False,
                mess=0.3,
                distributor="box",
            ),
        ),
        writer="ods",
    ),
    Case(
        "p06-bilingual-brackets",
        (
            Part(
                Look(
                    "B-2HW",
                    "old",
                    bilingual="{ja} ({en})",
                    section="＜{title}＞",
                    version="2021年10月1日版",
                    corporate_number=False,
                ),
                36,
                "2021-10-01",
                _WIDE,
                narrow=False,
                mess=0.35,
            ),
        ),
        writer="xls",
    ),
    Case(
        "p07-rotated-wide",
        (
            Part(
                Look("A-1", "dealer", version="2024年4月1日版", code=False),
                37,
                "2024-04-01",
                Plan(title="rotated", width=7),
                narrow=False,
                mess=0.25,
            ),
        ),
    ),
    Case(
        "p08-above-wide",
        (
            Part(
                Look("B-3", "old", above=True, version="2020年10月1日版", corporate_number=False, section="■{title}"),
                38,
                "2020-10-01",
                _WIDE,
                narrow=False,
                mess=0.4,
                items=7,
                table=Table(
                    ("no", "license_id", "product_name", "quantity", "term_years", "current_end_on"),
                    rows=10,
                    ditto=True,
                    holes=True,
                ),
            ),
        ),
    ),
    Case(
        "p09-shared-formulas",
        (
            Part(
                Look("B-3", "base", version="2024年4月1日版"),
                39,
                "2024-04-01",
                mess=0.1,
                items=6,
                change=_three_years,
                table=Table(
                    ("no", "license_id", "product_name", "quantity", "term_years", "current_end_on"),
                    rows=8,
                    shared=True,
                ),
            ),
        ),
        writer="shared",
    ),
    Case(
        "p10-user-list",
        (
            Part(
                Look(
                    "USER",
                    "short",
                    section="◆{title}",
                    required=" *",
                    version="2023年10月1日版",
                    corporate_number=False,
                    consent_shape="word",
                ),
                40,
                "2023-10-01",
                _LIST,
                narrow=False,
                mess=0.4,
                support="empty",
            ),
        ),
        writer="bare",
    ),
    Case(
        "p11-user-english",
        (
            Part(
                Look("USER", "english", required="*", section="{title}", version="Rev. 2024/10/01"),
                41,
                "2024-10-01",
                Plan(width=54, office="none"),
                mess=0.15,
                sheet="User",
            ),
        ),
    ),
    Case(
        "p12-date1904",
        (
            Part(
                Look(
                    "B-2",
                    "polite",
                    version="2023年4月1日版",
                    corporate_number=False,
                    section="{n}．{title}",
                    numbering="circled",
                ),
                42,
                "2023-04-01",
                mess=0.0,
            ),
        ),
        date1904=True,
    ),
    Case(
        "p13-very-messy",
        (Part(Look("A-1", "base", version="2024年4月1日版", marks="tick"), 43, "2024-04-01", mess=1.0),),
        extra=("example",),
        writer="xls",
    ),
    Case(
        "p14-messy-plain",
        (
            Part(
                Look("B-1", "dealer", section="◆ {title}", required=" *", version="2024年4月1日版"),
                44,
                "2024-04-01",
                _WIDE,
                narrow=False,
                mess=1.0,
            ),
        ),
        extra=("example", "lists"),
    ),
    Case(
        "p15-gaps-and-moved",
        (
            Part(
                Look(
                    "A-2",
                    "polite",
                    gaps=0.3,
                    version="2022年4月1日版",
                    corporate_number=False,
                    numbering="circled",
                    required="（必須）",
                    section="{n}．{title}",
                ),
                45,
                "2022-04-01",
                mess=0.3,
                moved=(6, 3),
                support="box",
            ),
        ),
        writer="office",
    ),
    Case(
        "p16-example-column-wide",
        (
            Part(
                Look("B-2", "base", example=True, section="■ {title}", version="2024年4月1日版"),
                46,
                "2024-04-01",
                Plan(width=3, office="none"),
                narrow=False,
                mess=0.25,
            ),
        ),
    ),
    Case(
        "p17-mark-rows",
        (
            Part(
                Look(
                    "B-1",
                    "base",
                    class_shape="marks_o",
                    consent_shape="mark",
                    version="2022年7月1日版",
                    date_shape="reiwa",
                ),
                47,
                "2022-07-01",
                Plan(width=52),
                mess=0.6,
            ),
        ),
        writer="inline",
    ),
    Case(
        "p18-reference-digits",
        (
            Part(
                Look(
                    "B-1",
                    "polite",
                    chars=("reseller_reference", "license_id", "phone", "postal_code"),
                    corporate_number=False,
                    version="2021年4月1日版",
                ),
                48,
                "2021-04-01",
                Plan(width=56),
                mess=0.6,
                year=2021,
            ),
        ),
        writer="xlsxwriter",
    ),
    Case(
        "p19-dealer-hw-wide",
        (
            Part(
                Look("B-2HW", "dealer", section="▶{title}", required="必須：<", version="2024年4月1日版"),
                49,
                "2024-04-01",
                Plan(width=6, persons="fields"),
                narrow=False,
                mess=0.3,
                support="empty",
            ),
        ),
    ),
    Case(
        "p20-no-version-colour",
        (
            Part(
                Look("A-1", "polite", section="〔{title}〕", version="（2020年10月1日版）", corporate_number=False),
                50,
                "2020-10-01",
                Plan(width=54, office="top"),
                mess=0.3,
                year=2021,
                title="ライセンス製品 新規購入 申請書",
            ),
        ),
        colour="FFFFFF",
        writer="ods",
    ),
)
