"""What staff are shown of a license that is paid for but was not extended by itself (RNW-4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from tbc.invoices.models import Document
from tbc.kit.db import session
from tbc.licenses.models import License
from tbc.renewals.models import Renewal, RenewalLine
from tbc.renewals.rules import Obstacle, new_end
from tbc.renewals.service.reviewing import KIND
from tbc.requests.models import Request


@dataclass(frozen=True, slots=True)
class Unextended:
    """The line that was ordered and the license as it is now, why it was not extended, the number of the invoice, and
    the end that extending it would bring: None where it cannot be, or has been."""

    line: RenewalLine
    license: License
    why: Obstacle
    invoice_number: str
    end: date | None


def unextended(request: Request) -> Unextended | None:
    """What such a request is about; None for requests of other kinds, and where it names nothing that is there."""
    if request.kind != KIND:
        return None
    columns: tuple[Any, ...] = (RenewalLine, License, Document.number, Renewal.paid_on)
    wanted = (
        select(*columns)
        .join(License, License.id == RenewalLine.license_id)
        .join(Renewal, Renewal.id == RenewalLine.renewal_id)
        .join(Document, Document.id == Renewal.invoice_id)
        .where(RenewalLine.renewal_id == request.about, RenewalLine.position == request.asked.get("position"))
    )
    found = session.execute(wanted).one_or_none()
    if found is None:
        return None
    line, license_, number, paid_on = found
    can_be = paid_on is not None and license_.state == "active" and line.ends_after is None
    end = new_end(license_.ends_on, line.years, paid_on) if can_be else None
    return Unextended(line, license_, Obstacle(request.asked["why"]), number, end)
