"""Faulty and doubtful sheets: sound ones in which one value is wrong."""

from collections.abc import Callable
from typing import Any

from .canvas import Cell
from .case import Case, Part
from .look import Look
from .pages import Plan
from .pen import Pen


def _over(path: str, value: Any) -> Callable[[Pen], None]:
    def write(pen: Pen) -> None:
        pen.sheet.cells[pen.places[path]] = Cell(value)

    return write


def _null(*path: str) -> Callable[[dict[str, Any]], None]:
    def change(record: dict[str, Any]) -> None:
        holder = record
        for name in path[:-1]:
            holder = holder[name]
        holder[path[-1]] = None

    return change


def _codes(code: str, field: str, *also: str) -> dict[str, Any]:
    accept = [[code], *([each] for each in also)]
    return {"faulty": True, "accept_codes": accept, "problems": [{"code": code, "field": field, "cell": None}]}


def _mail(record: dict[str, Any]) -> None:
    record["end_user"]["email"] = "hinata.m@yahoo.co.jp"


def _postal(record: dict[str, Any]) -> None:
    record["end_user"].update(
        postal_code="0300801", prefecture="神奈川県", city="横浜市中区", street="尾上町1-2", building=None
    )


CASES = (
    Case(
        "f01-free-mail-above",
        (Part(Look("A-1", "polite", above=True, version="2022年4月1日版"), 81, "2022-04-01", change=_mail, mess=0),),
        faulty=_codes("free_mail", "end_user.email"),
    ),
    Case(
        "f02-postal-english",
        (
            Part(
                Look("B-2", "english", required="*", section="{title}", version="Rev. 2024/04/01"),
                82,
                "2024-04-01",
                Plan(heading="[{code}] {title}", width=54),
                change=_postal,
                mess=0,
            ),
        ),
        faulty=_codes("postal_mismatch", "end_user.postal_code"),
    ),
    Case(
        "f03-date-wareki",
        (
            Part(
                Look("A-2", "old", version="2020年4月1日版"),
                83,
                "2020-04-01",
                change=_null("applied_on"),
                written=_over("applied_on", "令和6年2月30日"),
                mess=0,
            ),
        ),
        faulty=_codes("invalid_date", "applied_on"),
    ),
    Case(
        "f04-corporate-number",
        (
            Part(
                Look("B-3", "dealer", version="2024年4月1日版"),
                84,
                "2024-04-01",
                change=_null("end_user", "corporate_number"),
                written=_over("end_user.corporate_number", "T1234567890123"),
                mess=0,
            ),
        ),
        faulty=_codes("invalid_corporate_number", "end_user.corporate_number"),
    ),
    Case(
        "f05-missing-reseller",
        (
            Part(
                Look("B-1", "short", version="2023年10月1日版"),
                85,
                "2023-10-01",
                Plan(width=6),
                narrow=False,
                change=_null("reseller", "company"),
                mess=0,
            ),
        ),
        faulty=_codes("missing_required", "reseller.company"),
    ),
    Case(
        "f06-bad-mail-bilingual",
        (
            Part(
                Look("B-2HW", "base", bilingual="{ja}／{en}", version="2024年4月1日版"),
                86,
                "2024-04-01",
                Plan(width=56),
                change=_null("end_user", "email"),
                written=_over("end_user.email", "hinata.m(at)hinagata"),
                mess=0,
            ),
        ),
        faulty=_codes("invalid_email", "end_user.email"),
    ),
    Case(
        "f07-two-classes",
        (
            Part(
                Look("A-1", "base", version="2024年4月1日版"),
                87,
                "2024-04-01",
                Plan(title="side", width=52),
                change=_null("contract_class"),
                written=_over("contract_class", "☑ 一般　☑ 官公庁　□ 教育"),
                mess=0,
            ),
        ),
        faulty=_codes("ambiguous_choice", "contract_class"),
    ),
    Case(
        "f08-missing-contact",
        (
            Part(
                Look("USER", "polite", version="2022年4月1日版"),
                88,
                "2022-04-01",
                change=_null("end_user", "contact_name"),
                mess=0,
            ),
        ),
        faulty=_codes("missing_required", "end_user.contact_name"),
    ),
)
