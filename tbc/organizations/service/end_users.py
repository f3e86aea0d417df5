"""Registering, changing and archiving end users (ORG-7). Filed applications keep their own text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from tbc.audit.service import record
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.kit.entries.checking import check_fields, read_fields
from tbc.kit.entries.party import PARTY, check_address
from tbc.kit.entries.problem import Problem
from tbc.kit.postal import prefectures_of
from tbc.kit.search import searchable
from tbc.organizations.models import CompanyAccount, EndUser
from tbc.organizations.queries.end_users import find_namesake, find_same, name_of_changer
from tbc.policy import Actor, Permission, allowed

SECTION = "end_user"
LISTED = ("corporate_name", "corporate_name_kana", "corporate_number", "department")
SEARCHED = (*LISTED, "contact_name", "contact_name_kana", "email", "phone", "prefecture", "city")


class EndUserFaulty(Exception):
    """What was typed cannot be kept; `problems` are those of the section `end_user`."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(len(problems))
        self.problems = problems


class EndUserKnown(Exception):
    """The company account has an end user with this corporate number and department: `known`."""

    def __init__(self, known: EndUser) -> None:
        super().__init__(str(known.id))
        self.known = known


class ChangedMeanwhile(Exception):
    """A colleague, `by`, saved the same end user since the form was opened; nothing is overwritten."""

    def __init__(self, theirs: EndUser, by: str) -> None:
        super().__init__(theirs.version)
        self.theirs: dict[str, Any] = theirs.content
        self.version = theirs.version
        self.at: datetime = theirs.changed_at
        self.by = by


def register(actor: Actor, account: CompanyAccount, typed: Mapping[str, Any]) -> EndUser:
    """Keep a new end user.

    Raises:
        EndUserFaulty: a field is missing or cannot be read.
        EndUserKnown: it is there already.
    """
    section = _checked(typed)
    end_user = EndUser(account_id=account.id, changed_by_id=actor.user_id)
    _write(end_user, columns(section))
    note("end-user-registered", actor, account, end_user)
    return end_user


def change(actor: Actor, account: CompanyAccount, end_user: EndUser, typed: Mapping[str, Any], version: int) -> bool:
    """Keep what was typed over the record, whose row is locked; whether anything differs.

    `version` is the record's when its form was drawn.

    Raises:
        EndUserFaulty, EndUserKnown: see `register`.
        ChangedMeanwhile: see there.
    """
    section = _checked(typed)
    changed = [name for name, value in section.items() if end_user.content.get(name, "") != value]
    if not changed:
        return False
    if version != end_user.version:
        raise ChangedMeanwhile(end_user, name_of_changer(end_user))
    signed = {"version": end_user.version + 1, "changed_at": now(), "changed_by_id": actor.user_id}
    _write(end_user, columns(section) | signed)
    note("end-user-changed", actor, account, end_user, fields=changed)
    return True


def archive(actor: Actor, account: CompanyAccount, end_user: EndUser) -> None:
    """Offer it no longer; nothing happens if it is not."""
    if end_user.archived_at is None:
        end_user.archived_at = now()
        session.flush()
        note("end-user-archived", actor, account, end_user)


def restore(actor: Actor, account: CompanyAccount, end_user: EndUser) -> None:
    """Offer an archived one again; nothing happens if it is.

    Raises:
        EndUserKnown: meanwhile another one with its corporate number and department is offered.
    """
    if end_user.archived_at is not None:
        _write(end_user, {"archived_at": None})
        note("end-user-restored", actor, account, end_user)


def keep_from_application(actor: Actor, account: CompanyAccount, section: Mapping[str, Any]) -> EndUser | None:
    """Keep the end user that was typed into an application, for the next one.

    One that is there already (corporate number and department, or name and department) stays as it is. None for
    whoever may not change the account's end users, and for a section that is not complete.
    """
    if not allowed(actor, Permission.END_USER_MANAGE, account):
        return None
    read = read_fields(PARTY, section)
    key = (read["corporate_number"], read["department"])
    known = find_same(account.id, *key) or find_namesake(account.id, read["corporate_name"], read["department"])
    if known:
        return known
    try:
        return register(actor, account, read)
    except EndUserFaulty:
        return None
    except EndUserKnown as meanwhile:
        return meanwhile.known


def warnings(end_user: EndUser) -> list[Problem]:
    """What may be right all the same: a postal code of another prefecture."""
    return check_address(SECTION, end_user.content, prefectures_of)


def columns(section: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a record whose content is `section`: those listed, and those searched."""
    text, pairs = searchable(section[name] for name in SEARCHED)
    listed = {name: section[name] for name in LISTED}
    return {"content": dict(section), **listed, "search_text": text, "search_pairs": pairs}


def note(act: str, actor: Actor, account: CompanyAccount, end_user: EndUser, **details: object) -> None:
    """Add an act on an end user to the audit trail, where the organization's owners see it."""
    subject = {"account_id": str(account.id), "name": end_user.corporate_name}
    record(act, actor, "end-user", end_user.id, organization_id=account.organization_id, **subject, **details)


def _checked(typed: Mapping[str, Any]) -> dict[str, Any]:
    section = read_fields(PARTY, typed)
    problems = check_fields(PARTY, section, f"{SECTION}.")
    if problems:
        raise EndUserFaulty(problems)
    return section


def _write(end_user: EndUser, values: Mapping[str, Any]) -> None:
    """The constraint decides which of two is first, also of two at once."""
    key: dict[str, Any] = {"corporate_number": end_user.corporate_number, "department": end_user.department} | dict(
        values
    )
    account_id = end_user.account_id
    try:
        # Opening a savepoint writes what is pending: so the values are set within it.
        with session.begin_nested():
            for name, value in values.items():
                setattr(end_user, name, value)
            session.add(end_user)
            session.flush()
    except IntegrityError:
        known = find_same(account_id, key["corporate_number"], key["department"])
        if known is None:
            raise
        raise EndUserKnown(known) from None
