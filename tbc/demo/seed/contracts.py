"""Older contracts, from before the portal: what applications add to and renew, and what nobody has renewed yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from random import Random

from tbc.demo.seed.companies import COMPANIES, DEALERS, Company
from tbc.demo.seed.diary import Entry
from tbc.demo.seed.people import find_staff
from tbc.kit.clock import in_tokyo
from tbc.kit.sheets import stream_csv
from tbc.licenses.importing.columns import COLUMNS
from tbc.licenses.rules import add_years
from tbc.licenses.service.importing import import_licenses

SHEET = "契約台帳_2026年5月.csv"
CODE_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ0123456789"
ANYBODY = ("SGE-ADV", "SGE-STD", "SGS-P01", "SGM-CL", "SGX-12", "SGC-BIZ", "RGW-AAS", "MVC-CE", "SGI-ID", "SG-ENC-100")
APPLIANCES = ("SA-1200", "RG-50R2")
QUANTITIES = (5, 10, 25, 40, 60, 100, 150, 300)
# What a few hold besides: days from today to the ends, by domain.
ENDS = {
    "takasaki.example.jp": (-390, -34, 6, 24, 43, 58, 86, 145, 260, 390, 700),
    "sample-chem.example.jp": (12, 75, 310),
    "foods.example.jp": (19, 66, 420),
    "kojin.example.net": (52, 400),
}
AT_HOME = ("VBC", "VBT-STD")
HOUSEHOLD = Company(
    "corporate",
    {
        "corporate_name": "花子設計室",
        "corporate_name_kana": "ハナコセッケイシツ",
        "corporate_number": "",
        "postal_code": "4980000",
        "prefecture": "三重県",
        "city": "桑名郡木曽岬町",
        "street": "大字西対海地252",
        "building": "",
        "department": "",
        "title": "",
        "contact_name": "試用　花子",
        "contact_name_kana": "シヨウ　ハナコ",
        "phone": "0567-55-3290",
        "email": "hanako.shiyo@kojin.example.net",
    },
)


@dataclass(frozen=True, slots=True)
class Held:
    """A license of an older contract. `code` is a serial number for an appliance, else an activation code."""

    domain: str
    license_id: str
    product: str
    quantity: int
    ends_on: date
    code: str

    @property
    def is_serial(self) -> bool:
        return self.code.startswith("SN")


def hold(domain: str, ends_on: date, dice: Random, products: Sequence[str] = (*ANYBODY, *APPLIANCES)) -> Held:
    """A license that the company of that domain holds until `ends_on`."""
    product = dice.choice(products)
    has_serial = product in APPLIANCES + AT_HOME
    quantity = dice.choice((1, 1, 2)) if has_serial else dice.choice(QUANTITIES)
    code = f"SN{dice.randrange(10**10):010d}" if has_serial else activation_code(dice)
    return Held(domain, letters(10, dice), product, quantity, ends_on, code)


def hold_some(domain: str, kind: str, at: datetime, dice: Random) -> tuple[Held, ...]:
    """What an application of `kind`, filed at `at`, renews or adds to: each product once."""
    day = in_tokyo(at).date()
    held: dict[str, Held] = {}
    for _ in range(dice.choice((1, 1, 1, 2))):
        ahead = dice.randrange(20, 90) if kind == "renewal" else dice.randrange(120, 600)
        one = hold(domain, day + timedelta(days=ahead), dice)
        held.setdefault(one.product, one)
    return tuple(held.values())


def hold_besides(today: datetime, dice: Random) -> list[Held]:
    """What is due soon, later, and what has ended: nobody has applied for any of it."""
    day = in_tokyo(today).date()
    found = []
    for domain, ends in ENDS.items():
        products = ANYBODY if domain in COMPANIES else AT_HOME
        found += [hold(domain, day + timedelta(days=days), dice, products) for days in ends]
    return found


def entries(held: Sequence[Held], opened: datetime) -> Iterator[Entry]:
    """Staff bring all of them in as the portal opens; they are nobody's yet."""
    yield Entry(opened, partial(_bring, held))


def letters(count: int, dice: Random) -> str:
    """Capitals and digits as they stand in codes."""
    return "".join(dice.choices(CODE_LETTERS, k=count))


def activation_code(dice: Random) -> str:
    """A made-up activation code."""
    return "-".join([letters(2, dice), letters(4, dice), *(letters(5, dice) for _ in range(4))])


def _bring(held: Sequence[Held], _at: datetime) -> None:
    titles = [str(column.title) for column in COLUMNS]
    rows = [_row(one) for one in held]
    body = b"".join(stream_csv(titles, ([row.get(column.key, "") for column in COLUMNS] for row in rows)))
    import_licenses(body, SHEET, find_staff("administrator"))


def _row(one: Held) -> dict[str, str]:
    company = COMPANIES.get(one.domain, HOUSEHOLD)
    return {
        "license_id": one.license_id,
        "product_code": one.product,
        "quantity": str(one.quantity),
        "starts_on": (add_years(one.ends_on, -3) + timedelta(days=1)).isoformat(),
        "ends_on": one.ends_on.isoformat(),
        "contract_class": company.contract_class,
        "serial_numbers" if one.is_serial else "activation_codes": one.code,
        "reseller.company": DEALERS[0]["company"],
    } | {f"end_user.{name}": value for name, value in company.party.items()}
