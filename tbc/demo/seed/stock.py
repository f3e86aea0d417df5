"""Codes in stock: enough of most products, a few left of one, none any more of another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from random import Random

from tbc.deliveries.service.bringing import bring
from tbc.deliveries.stock_sheet import Row
from tbc.demo.seed.contracts import ANYBODY, APPLIANCES, activation_code
from tbc.demo.seed.diary import Entry
from tbc.demo.seed.people import find_staff

OTHERS = ("SGE-EDU", "SES-K12", "WSS-K12")
ENOUGH = 40
# Fewer of these are there than applications ask for in half a year.
SCARCE = {"SGM-CL": 3, "SGI-ID": 8}


def entries(opened: datetime, dice: Random) -> Iterator[Entry]:
    """They come from the vendor as the portal opens."""
    yield Entry(opened, partial(_bring, dice))


def _bring(dice: Random, _at: datetime) -> None:
    codes = [(product, activation_code(dice)) for product in (*ANYBODY, *OTHERS) for _ in range(_count(product))]
    codes += [(product, f"SN{dice.randrange(10**10):010d}") for product in APPLIANCES for _ in range(ENOUGH)]
    bring(find_staff("operator"), [Row(number, *code) for number, code in enumerate(codes, 1)])


def _count(product: str) -> int:
    return SCARCE.get(product, ENOUGH)
