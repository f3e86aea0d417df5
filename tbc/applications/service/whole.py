"""Records that come whole, as from a sheet: filed at once, or kept as drafts that lack a supplement alone."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from tbc.applications.listing import describe
from tbc.applications.models import Application
from tbc.applications.record import Content
from tbc.applications.rules import Facts
from tbc.applications.service import filing
from tbc.applications.service.belonging import hold_account, record
from tbc.applications.service.drafts import name_products, new_draft, progress_of_all
from tbc.kit.db import session
from tbc.policy import Actor


def start_with(actor: Actor, content: Content, facts: Facts, account_id: UUID | None = None) -> Application:
    """Begin a draft that has its record already.

    Raises:
        AccountNotAvailable: `actor` cannot file in that company account.
    """
    if account_id is not None:
        hold_account(actor, account_id)
    name_products(content, facts)
    draft = new_draft(actor, content, account_id)
    describe(draft)
    draft.progress = progress_of_all(content, facts)
    record("application-started", actor, draft)
    session.flush()
    return draft


def file_with(
    actor: Actor,
    content: Content,
    facts: Facts,
    account_id: UUID | None,
    agreed: Mapping[str, bool],
    *,
    agreed_version: str,
    validity: int | None,
) -> Application:
    """File a record and give it its number, as `filing.file` does with a draft; the caller posts the letter.

    Raises:
        AccountNotAvailable, Incomplete, NotAgreed: see there.
    """
    draft = new_draft(actor, content, account_id)
    return filing.file(actor, draft, agreed, agreed_version=agreed_version, validity=validity, facts=facts, tell=False)
