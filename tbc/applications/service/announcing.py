"""Telling other systems what has become of an application (API-1)."""

from __future__ import annotations

from typing import Any

from tbc.applications.models import Application
from tbc.webhooks.service import announce


def tell(kind: str, application: Application, **more: Any) -> None:
    """Announce `application.filed`, `application.superseded` or `application.withdrawn`; the subject is the number.

    Who asks for more than what was filed for whom looks the number up.
    """
    assert application.number is not None
    assert application.filed_at is not None
    facts: dict[str, Any] = {
        "reception_number": application.number,
        "state": application.state,
        "kind": application.kind,
        "contract_class": application.content.get("contract_class"),
        "source": application.source,
        "company": application.company,
        "filed_at": application.filed_at.isoformat(timespec="seconds").replace("+00:00", "Z"),
    }
    announce(kind, application.number, facts | more)
