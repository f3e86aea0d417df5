"""Drafts that begin with another application's data: copied, copied for the next end user, corrected (APP-8, APP-9)."""

from __future__ import annotations

import copy
from typing import Any
from uuid import UUID

from sqlalchemy import insert, literal, select

from tbc.applications.facts import gather
from tbc.applications.listing import describe
from tbc.applications.models import Application, UploadedSupplement
from tbc.applications.record import SAME_AS, Content
from tbc.applications.service.belonging import record
from tbc.applications.service.drafts import new_draft, progress_of_all
from tbc.kit.db import session
from tbc.kit.ids import new_id
from tbc.policy import Actor, Role

# What of a product line is said again for the next end user.
_OF_ANY_END_USER = ("product", "product_name", "quantity", "term_years")


def copy_and_new(actor: Actor, origin: Application) -> Application:
    """A new draft with all data of `origin`, supplements too, linked to it (APP-8).

    It is in the same company account for its members, and a quick one for whoever was only shown the origin.
    """
    is_member = Role.ACCOUNT_MEMBER in origin.roles_of(actor)
    draft = _copy(actor, origin, origin.company_account_id if is_member else None)
    draft.copied_from_id = origin.id
    record("application-copied", actor, draft, **_names(origin))
    session.flush()
    return draft


def copy_for_next(actor: Actor, origin: Application) -> Application:
    """A new draft with what `origin` has of products, dealers and delivery, for another end user.

    Nothing of the old one's is carried along: no people, no codes of what they hold, no references, no supplements.
    """
    is_member = Role.ACCOUNT_MEMBER in origin.roles_of(actor)
    content = _without_end_user(_again(origin.content))
    draft = new_draft(actor, content, origin.company_account_id if is_member else None)
    describe(draft)
    draft.copied_from_id = origin.id
    steps = progress_of_all(content, gather(draft, content))
    draft.progress = {name: steps[name] for name in ("products", "delivery", "dealers")}
    record("application-copied", actor, draft, **_names(origin))
    session.flush()
    return draft


def correct(actor: Actor, origin: Application) -> Application:
    """A new draft beside `origin` that will supersede it once it is filed (APP-9); filing looks again whether it still
    may."""
    draft = _copy(actor, origin, origin.company_account_id)
    draft.corrects_id = origin.id
    record("application-correction-started", actor, draft, **_names(origin))
    session.flush()
    return draft


def _copy(actor: Actor, origin: Application, account_id: UUID | None) -> Application:
    content = _again(origin.content)
    draft = new_draft(actor, content, account_id)
    describe(draft)
    session.flush()
    _copy_supplements(origin.id, draft.id)
    draft.progress = progress_of_all(content, gather(draft, content))
    return draft


def _again(content: Content) -> Content:
    """A filed record as a draft's: a filed section that is the same as none does not say so, the form's choice does."""
    again = copy.deepcopy(content)
    again.pop("consent", None)
    for part in SAME_AS:
        again[part] = {"same_as": "other"} | (again.get(part) or {})
    return again


def _without_end_user(content: Content) -> Content:
    """Where somebody else was named than the end user, it is asked anew who; where the same, it stays the same."""
    kept = {name: content[name] for name in ("kind", "contract_class", "delivery", "reseller", "distributor")}
    kept["items"] = [{name: item.get(name) for name in _OF_ANY_END_USER} for item in content["items"]]
    for part in ("support_contact", "renewal_contact"):
        if content[part].get("same_as") == "end_user":
            kept[part] = {"same_as": "end_user"}
    return kept


def _names(other: Application) -> dict[str, Any]:
    """How an audit entry names another application: the time line makes links of it."""
    return {"other": str(other.id), "other_number": other.number}


def _copy_supplements(origin_id: UUID, draft_id: UUID) -> None:
    kept = UploadedSupplement
    columns = (kept.code, kept.file_name, kept.body, kept.size, kept.sha256, kept.rows, kept.problems, kept.uploaded_at)
    for code in session.scalars(select(kept.code).where(kept.application_id == origin_id)).all():
        rows = select(literal(new_id()), literal(draft_id), *columns).where(
            kept.application_id == origin_id, kept.code == code
        )
        session.execute(insert(kept).from_select(["id", "application_id", *(c.key for c in columns)], rows))
