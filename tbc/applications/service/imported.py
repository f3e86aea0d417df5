"""Filing what staff have read from a legacy workbook: source `excel`, no filer, a number of its own (XLS-5)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tbc.applications import numbers
from tbc.applications.listing import describe
from tbc.applications.models import Application
from tbc.applications.record import Content
from tbc.applications.rules import Facts
from tbc.applications.service import announcing
from tbc.applications.service.drafts import name_products
from tbc.applications.service.filing import final
from tbc.applications.service.naming import note_dealers
from tbc.audit import service as audit
from tbc.kit.clock import now, today
from tbc.kit.db import session
from tbc.kit.ids import new_id
from tbc.policy import Actor


def file_imported(
    actor: Actor, content: Content, facts: Facts, *, number_to: str, consent: bool, validity: int | None, origin: str
) -> Application:
    """File the record of a legacy sheet, whose problems the caller has settled, and give it its number.

    `number_to` is the address to which staff send the number, `consent` what the sheet says about the end user's,
    `validity` the configured days that a number is valid (None: no limit), `origin` the workbook's file name for the
    audit trail. The caller posts the letter, since one workbook may hold several applications.
    """
    record = final(content, consent=consent)
    name_products(record, facts)
    record["supplements"] = []
    at = now()
    application = Application(
        id=new_id(),
        number=numbers.draw(),
        state="filed",
        source="excel",
        filer_name=actor.name,
        filer_email=number_to,
        content=record,
        started_at=at,
        saved_at=at,
        filed_at=at,
        listed_at=at,
        valid_until=today() + timedelta(days=validity) if validity else None,
    )
    describe(application)
    session.add(application)
    details: dict[str, Any] = {"number": application.number, "source": "excel", "file": origin, "number_to": number_to}
    audit.record("application-filed", actor, "application", application.id, **details)
    session.flush()
    note_dealers(application)
    announcing.tell("application.filed", application)
    return application
