"""方眼紙 forms of other years: other colours, orders, label places and shapes."""

from .case import Case, Part
from .look import Look
from .pages import Plan
from .tables import Table

_SIDES = (
    ("end_user", "support_contact"),
    ("delivery",),
    ("reseller", "distributor"),
    ("items",),
    ("contact_persons",),
    ("foot",),
)
_ITEMS_FIRST = (
    ("items",),
    ("end_user",),
    ("support_contact",),
    ("delivery",),
    ("reseller",),
    ("distributor",),
    ("contact_persons",),
    ("foot",),
)
_DEALERS_FIRST = (
    ("reseller", "distributor"),
    ("delivery",),
    ("end_user",),
    ("support_contact",),
    ("items",),
    ("contact_persons",),
    ("foot",),
)
_WITH_SITE = (
    ("end_user",),
    ("installation",),
    ("support_contact",),
    ("billing",),
    ("delivery",),
    ("reseller",),
    ("distributor",),
    ("items",),
    ("contact_persons",),
    ("foot",),
)
_BETWEEN = (
    ("end_user",),
    ("billing",),
    ("support_contact",),
    ("delivery",),
    ("distributor",),
    ("reseller",),
    ("items",),
    ("foot",),
)

CASES = (
    Case(
        "g01-above-2022",
        (
            Part(
                Look(
                    "A-1",
                    "polite",
                    above=True,
                    numbering="circled",
                    required="（必須）",
                    corporate_number=False,
                    fax=True,
                    section="{n}．{title}",
                ),
                1,
                "2022-04-01",
                mess=0.35,
                moved=(2, 1),
            ),
        ),
        writer="xlsxwriter",
        colour="FFF2CC",
    ),
    Case(
        "g02-side-by-side",
        (
            Part(
                Look("A-1", "base", chars=("postal_code", "corporate_number"), version="2024年4月1日版", code=False),
                2,
                "2024-04-01",
                Plan(order=_SIDES, width=52),
                mess=0.2,
                sheet="Sheet1",
            ),
        ),
        colour="E2EFDA",
    ),
    Case(
        "g03-vertical-titles",
        (
            Part(
                Look("B-1", "base", class_shape="marks", date_shape="western", version="2021.7.1版", marks="re"),
                3,
                "2021-07-01",
                Plan(title="side", width=50),
                mess=0.3,
                distributor="box",
            ),
        ),
        extra=("notice",),
        colour="FCE4D6",
    ),
    Case(
        "g04-rotated-titles",
        (
            Part(
                Look(
                    "B-2",
                    "short",
                    version="令和2年4月1日版",
                    three=True,
                    fax=True,
                    corporate_number=False,
                    marks="black",
                ),
                4,
                "2020-04-01",
                Plan(title="rotated", width=50, office="right"),
                mess=0.45,
                support="box",
            ),
        ),
        writer="office",
        colour="EDEDED",
    ),
    Case(
        "g05-items-first",
        (
            Part(
                Look(
                    "A-2",
                    "old",
                    numbering="bracket",
                    required="【必須】",
                    version="2019年10月1日版",
                    version_place="bottom",
                    date_shape="reiwa",
                    corporate_number=False,
                ),
                5,
                "2019-10-01",
                Plan(order=_ITEMS_FIRST),
                year=2020,
                mess=0.3,
            ),
        ),
        writer="xlwt",
    ),
    Case(
        "g06-bilingual-slash",
        (
            Part(
                Look("A-1", "base", bilingual="{ja}／{en}", address="split", version="2024年10月1日版"),
                6,
                "2024-10-01",
                Plan(width=56),
                mess=0.25,
            ),
        ),
        colour="D9E1F2",
    ),
    Case(
        "g07-bilingual-lines",
        (
            Part(
                Look(
                    "B-2",
                    "polite",
                    bilingual="{ja}\n{en}",
                    address="building",
                    class_shape="marks",
                    marks="heavy",
                    version="2023年4月1日版",
                ),
                7,
                "2023-04-01",
                Plan(width=54),
                mess=0.3,
                distributor="empty",
            ),
        ),
        writer="xlsxwriter",
    ),
    Case(
        "g08-bilingual-english-first",
        (
            Part(
                Look("B-3", "base", bilingual="{en}（{ja}）", version="2024年4月1日版", version_place="bottom"),
                8,
                "2024-04-01",
                Plan(width=56),
                mess=0.2,
                items=8,
                table=Table(
                    ("no", "license_id", "product_name", "quantity", "term_years", "current_end_on"),
                    rows=10,
                    ditto=True,
                ),
            ),
        ),
    ),
    Case(
        "g09-english-only",
        (
            Part(
                Look("A-2", "english", required=" *", version="Rev. 2024/04/01", section="{title}"),
                9,
                "2024-04-01",
                Plan(heading="[{code}] {title}", width=54),
                sheet="Application",
                mess=0.15,
            ),
        ),
        writer="xlsxwriter",
        colour="C6E0B4",
    ),
    Case(
        "g10-english-grid",
        (
            Part(
                Look(
                    "B-1",
                    "english",
                    required="*<",
                    version="Rev. 2023/07/01",
                    section="{n}. {title}",
                    class_shape="marks",
                    chars=("license_id",),
                ),
                10,
                "2023-07-01",
                Plan(heading="{title} ({code})", width=54, office="top"),
                sheet="Form",
                mess=0.2,
            ),
        ),
    ),
    Case(
        "g11-dealer-rebuilt",
        (
            Part(
                Look(
                    "A-1",
                    "dealer",
                    section="【{title}】",
                    required="【必須】<",
                    hints=True,
                    bare_kana=False,
                    version="2024年1月15日版",
                    consent_shape="yesno",
                ),
                11,
                "2024-01-15",
                Plan(heading="{title}（{code}）", width=52),
                mess=0.3,
                support="text",
                distributor="text",
            ),
        ),
        colour="FFE699",
    ),
    Case(
        "g12-dealers-first",
        (
            Part(
                Look("B-2HW", "base", chars=("phone", "postal_code"), version="2022年10月1日版"),
                12,
                "2022-10-01",
                Plan(order=_DEALERS_FIRST, width=56),
                mess=0.25,
            ),
        ),
        writer="inline",
    ),
    Case(
        "g13-site-and-billing",
        (
            Part(
                Look(
                    "B-2HW",
                    "polite",
                    numbering="dotted",
                    fax=True,
                    corporate_number=False,
                    version="2021年4月1日版",
                    section="{n}．{title}",
                ),
                13,
                "2021-04-01",
                Plan(order=_WITH_SITE),
                mess=0.4,
                touches=("hidden_row",),
            ),
        ),
    ),
    Case(
        "g14-distributor-before",
        (
            Part(
                Look("B-2", "base", same="bar", version="2024年7月1日版", marks="cross"),
                14,
                "2024-07-01",
                Plan(order=_BETWEEN, stamp=True),
                mess=0.3,
                distributor="box",
            ),
        ),
        writer="xls",
        colour="F8CBAD",
    ),
    Case(
        "g15-table-two-rows",
        (
            Part(
                Look("B-1", "old", version="2020年4月1日版", corporate_number=False),
                15,
                "2020-04-01",
                mess=0.3,
                year=2020,
                items=4,
                table=Table(
                    (
                        "no",
                        "license_id",
                        "activation_code",
                        "product_name",
                        "quantity",
                        "term_years",
                        "current_end_on",
                        "remark",
                    ),
                    double=True,
                ),
            ),
        ),
    ),
    Case(
        "g16-prices-and-models",
        (
            Part(
                Look("A-1", "base", code=False, version="2024年4月1日版"),
                16,
                "2024-04-01",
                mess=0.25,
                items=4,
                support="box",
                table=Table(
                    ("no", "model", "product_name", "unit_price", "quantity", "unit", "amount", "term_years", "remark"),
                    example=True,
                ),
            ),
        ),
        extra=("lists",),
    ),
    Case(
        "g17-comments-protection",
        (
            Part(
                Look("A-2", "base", class_shape="word", version="2025年1月10日版", address="split"),
                17,
                "2025-01-10",
                mess=0.35,
                year=2025,
                touches=("comments", "protect", "stamp"),
            ),
        ),
        extra=("notice", "lists"),
    ),
    Case(
        "g18-rich-text",
        (
            Part(
                Look("B-2", "dealer", section="▼{title}", required="＊", version="2024年4月1日版"),
                18,
                "2024-04-01",
                Plan(heading="様式{code}　{title}", width=52),
                mess=0.2,
                touches=("beside",),
            ),
        ),
        writer="rich",
    ),
    Case(
        "g19-user-side-titles",
        (
            Part(
                Look("USER", "polite", version="2022年4月1日版", fax=True, corporate_number=False, numbering="letter"),
                19,
                "2022-04-01",
                Plan(title="side", width=52),
                mess=0.3,
                persons=3,
            ),
        ),
        writer="ods",
    ),
    Case(
        "g20-user-above",
        (
            Part(
                Look("USER", "base", above=True, version="令和6年4月1日版", kana_below=True),
                20,
                "2024-04-01",
                mess=0.3,
                support="box",
                moved=(3, 2),
            ),
        ),
        writer="xlsxwriter",
    ),
    Case(
        "g21-persons-as-fields",
        (
            Part(
                Look("A-1", "polite", version="2023年10月1日版", three=True, corporate_number=False, marks="dot"),
                21,
                "2023-10-01",
                Plan(persons="fields", order=_SIDES, width=54),
                mess=0.3,
            ),
        ),
    ),
    Case(
        "g22-names-in-two",
        (
            Part(
                Look("B-3", "short", names_two=True, version="2022年10月1日版", marks="bracket"),
                22,
                "2022-10-01",
                Plan(title="side", width=52),
                items=6,
                mess=0.3,
                table=Table(
                    ("no", "product_name", "license_id", "current_end_on", "quantity", "term_years", "remark"),
                    rows=10,
                    holes=True,
                ),
            ),
        ),
    ),
    Case(
        "g23-above-side-by-side",
        (
            Part(
                Look("B-2", "base", above=True, version="2024年4月1日版", code=False, marks="round"),
                23,
                "2024-04-01",
                Plan(order=_SIDES, width=54),
                mess=0.2,
            ),
        ),
        writer="office",
    ),
    Case(
        "g24-example-column",
        (
            Part(
                Look("A-2", "dealer", example=True, version="2023年6月1日版", section="◇ {title}"),
                24,
                "2023-06-01",
                Plan(width=38),
                mess=0.25,
                narrow=True,
            ),
        ),
    ),
)
