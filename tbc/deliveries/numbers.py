"""The numbers that people copy from the subjects of delivery mails, in any width and case."""

from __future__ import annotations

import re
from typing import NamedTuple

from tbc.kit.text import reading

_ISSUED = re.compile(r"(ORD|SHP)C?#?([0-9]{7})")


class Quoted(NamedTuple):
    """What a number is: `order`, `delivery` or `customer-po`, and the number as it is stored."""

    kind: str
    number: str


def read_number(typed: str) -> Quoted:
    """`typed` as an order's or a delivery's number where it looks like one, else as a customer's PO.

    ORD-1375520 and ｏｒｄｃ１３７５５２０ are both ORDC1375520.
    """
    plain = reading.purchase_order(typed).value
    found = _ISSUED.fullmatch(re.sub(r"[\s\-\[\]]", "", plain).upper())
    if found is None:
        return Quoted("customer-po", plain)
    return Quoted("order" if found[1] == "ORD" else "delivery", f"{found[1]}C{found[2]}")
