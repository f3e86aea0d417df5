"""Extending one license as its renewal says, from its end or from the day of the payment (RNW-2, RNW-4)."""

from __future__ import annotations

from tbc.licenses.models import License
from tbc.licenses.service import renewing
from tbc.licenses.service.noting import Cause
from tbc.renewals.models import Renewal, RenewalLine
from tbc.renewals.rules import new_end


def extend(renewal: Renewal, line: RenewalLine, license_: License, cause: Cause) -> None:
    """Extend a license, locked, by the years of its line in a renewal that is paid; both ends stand in the line."""
    assert renewal.paid_on is not None, "only what is paid is extended"
    line.ends_before = license_.ends_on
    line.ends_after = new_end(license_.ends_on, line.years, renewal.paid_on)
    renewing.extend(license_, line.ends_after, line.product_code, cause)
