"""Changing the contacts of a contract: asked for by its holder, approved by staff, kept in versions (CON-2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from tbc.applications.record import SAME_AS
from tbc.kit.db import session
from tbc.licenses.models import License
from tbc.licenses.queries.history import get_parties
from tbc.licenses.service.noting import Cause, keep_parties, note, record
from tbc.licenses.showing import with_changes
from tbc.policy import Actor
from tbc.requests.models import Request
from tbc.requests.queries import list_about
from tbc.requests.service import AlreadyDecided, decide, open_request

KIND = "contact-change"
SECTIONS = ("end_user", "support_contact", "renewal_contact")


class NothingChanged(Exception):
    """What was typed is what stands there already."""


class AlreadyAsked(Exception):
    """A change of this contract waits for staff: one after the other."""


class ChangedMeanwhile(Exception):
    """The contacts have another version than the one that was changed."""


class LicenseGone(Exception):
    """The license is closed, or the request was found to be about none."""


def ask(
    actor: Actor, license_: License, typed: Mapping[str, Any], version: int, *, also_others: bool, language: str
) -> Request:
    """Ask staff to change contacts of a license (locked) to `typed`, the sections of the record as read and checked.

    `version` is that of the parties that were changed. With `also_others` the end user's other licenses of the same
    company account (or holder) change too. The request holds `changes` and what `was`, both texts by path.

    Raises:
        LicenseGone, AlreadyAsked, ChangedMeanwhile, NothingChanged: see these.
    """
    if license_.state != "active":
        raise LicenseGone
    if find_open(license_) is not None:
        raise AlreadyAsked
    if version != license_.parties_version:
        raise ChangedMeanwhile
    parties = get_parties(license_).parties
    changes, was = _differences(parties, typed)
    if not changes:
        raise NothingChanged
    request = open_request(
        KIND,
        company=license_.end_user_name,
        requester={"company": license_.account_name, "name": actor.name, "email": actor.email},
        asked={"changes": changes, "was": was, "also_others": also_others, "license_id": license_.license_id},
        language=language,
        user_id=actor.user_id,
        about_type="license",
        about=license_.id,
        actor=actor,
    )
    record("change-asked", actor, license_, request=str(request.id))
    return request


def approve(actor: Actor, request: Request) -> Sequence[License]:
    """Make what a request asks for the next version of the contacts; the licenses that changed, its own first.

    The request itself is decided by the caller, in the same transaction. Filed applications stay as they are.

    Raises:
        LicenseGone: it is about no license, or that is closed.
    """
    wanted = select(License).where(License.id == request.about, License.state == "active")
    own = session.scalars(wanted.with_for_update(), execution_options={"populate_existing": True}).one_or_none()
    if own is None:
        raise LicenseGone
    licenses = [own, *(_others(own) if request.asked.get("also_others") else ())]
    cause = Cause(actor)
    changed = []
    for license_ in licenses:
        parties = get_parties(license_).parties
        new = with_changes(parties, request.asked["changes"])
        if new == parties:
            continue
        license_.parties_version += 1
        license_.version += 1
        keep_parties(license_, new, cause, request.id)
        note(license_, "parties-changed", cause, request=str(request.id))
        changed.append(license_)
    return changed


def withdraw(actor: Actor, license_: License) -> None:
    """Take back the change of a license (locked) that waits, whichever of its holders has asked for it.

    Raises:
        AlreadyDecided: none waits any more.
    """
    request = find_open(license_)
    if request is None:
        raise AlreadyDecided
    session.refresh(request, with_for_update=True)
    decide(actor, request, "withdrawn", "", request.version)
    record("change-withdrawn", actor, license_, request=str(request.id))


def find_open(license_: License) -> Request | None:
    """The change of this license that waits for staff."""
    waiting = list_about("license", license_.id, only_open=True)
    return next((request for request in waiting if request.kind == KIND), None)


def _others(license_: License) -> Sequence[License]:
    """The other licenses of the same end user and holder, locked in the order of their keys."""
    wanted = select(License).where(
        License.id != license_.id,
        License.state == "active",
        License.end_user_name == license_.end_user_name,
        License.company_account_id.is_not_distinct_from(license_.company_account_id),
        License.holder_id.is_not_distinct_from(license_.holder_id),
    )
    if license_.company_account_id is None and license_.holder_id is None:
        return []
    return session.scalars(
        wanted.order_by(License.id).with_for_update(), execution_options={"populate_existing": True}
    ).all()


def _differences(parties: Mapping[str, Any], typed: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """The texts that differ by their paths, as they are typed and as they were."""
    changes, was = {}, {}
    for section in SECTIONS:
        old, new = _texts(section, parties.get(section) or {}), _texts(section, typed.get(section) or {})
        for name in [*new, *(name for name in old if name not in new)]:
            if old.get(name, "") != new.get(name, ""):
                changes[f"{section}.{name}"], was[f"{section}.{name}"] = new.get(name, ""), old.get(name, "")
    return changes, was


def _texts(section: str, values: Mapping[str, Any]) -> dict[str, str]:
    """A section's texts; one that is the same as another has no others."""
    same = values.get("same_as")
    if same in SAME_AS.get(section, ()):
        return {"same_as": str(same)}
    return {name: str(value or "") for name, value in values.items() if name != "same_as"}
