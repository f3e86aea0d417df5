"""Keeping what a person agreed to: at sign-up, filing, renewal (ACC-7)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from tbc.accounts.models import Consent
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.legal import versions

TODAYS: Mapping[str, str] = {"terms": versions.TERMS, "privacy": versions.PRIVACY}


def give(
    user_id: UUID,
    occasion: str,
    about: UUID | None = None,
    documents: Mapping[str, str] = TODAYS,
    at: datetime | None = None,
) -> None:
    """Note that a person agreed to `documents` (name to version; today's unless said).

    `occasion` is `sign-up`, `filing` or `renewal`; `about` is the application or renewal that it was given for.
    """
    moment = at or now()
    for document, version in documents.items():
        session.add(
            Consent(user_id=user_id, document=document, version=version, occasion=occasion, about=about, at=moment)
        )
    session.flush()
