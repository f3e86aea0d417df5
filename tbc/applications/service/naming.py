"""Which companies a filed application names as its dealers, noted beside it: the record keeps the text (PRT-5)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert

from tbc.applications.models import Application, NamedDealer
from tbc.applications.record import SAME_AS
from tbc.kit.db import session
from tbc.kit.text.companies import company_key

PARTS = ("reseller", "distributor")


def note_dealers(*applications: Application) -> None:
    """Note the reseller and the distributor of applications that were just filed and flushed, in one statement.

    The database adds which known dealer bears the name, today and whenever that changes.
    """
    rows = [row for application in applications for row in _rows(application)]
    if rows:
        session.execute(insert(NamedDealer), rows)


def _rows(application: Application) -> list[dict[str, Any]]:
    named = []
    for part in PARTS:
        section = application.content.get(part) or {}
        name = str(section.get("company") or "")
        key = company_key(name)
        if key and section.get("same_as") not in SAME_AS.get(part, ()):
            named.append({"application_id": application.id, "part": part, "name": name, "name_key": key})
    return named
