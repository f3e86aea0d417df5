"""Codes in stock: enough of most products, a few left of one, none any more of another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from random import Random

from tbc.deliveries.models import StockCode
from tbc.demo.seed.contracts import ANYBODY, APPLIANCES, activation_code
from tbc.demo.seed.diary import Entry
from tbc.demo.seed.people import find_staff
from tbc.kit.db import session

OTHERS = ("SGE-EDU", "SES-K12", "WSS-K12")
ENOUGH = 40
# Fewer of these are there than applications ask for in half a year.
SCARCE = {"SGM-CL": 3, "SGI-ID": 8}


def entries(opened: datetime, dice: Random) -> Iterator[Entry]:
    """They come from the vendor as the portal opens."""
    yield Entry(opened, partial(_bring, dice))


def _bring(dice: Random, _at: datetime) -> None:
    by = find_staff("operator").name
    for product in (*ANYBODY, *OTHERS):
        for _ in range(SCARCE.get(product, ENOUGH)):
            code = activation_code(dice)
            session.add(StockCode(product_code=product, kind="activation-code", code=code, brought_by_name=by))
    for product in APPLIANCES:
        for _ in range(ENOUGH):
            code = f"SN{dice.randrange(10**10):010d}"
            session.add(StockCode(product_code=product, kind="serial-number", code=code, brought_by_name=by))
    session.flush()
