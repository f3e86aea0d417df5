"""What stands in the file that people take along: everything the portal holds of them, as JSON (ACC-6)."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask import render_template

from tbc.accounts.models import User
from tbc.applications.models import Application
from tbc.audit.models import AuditEvent
from tbc.invoices.paper import file_name
from tbc.kit.clock import now, today
from tbc.kit.db import session
from tbc.kit.language import speaking
from tbc.leaving import queries
from tbc.licenses.models import License, LicenseCode
from tbc.licenses.rules import shown
from tbc.partners.models import Identity
from tbc.partners.queries.identities import list_identities

File = tuple[str, bytes]
_PROFILE = ("name", "company", "email", "kind", "mode", "language", "created_at", "proven_at", "password_changed_at")
_IDENTITY = (
    "issuer", "subject", "name", "email", "company", "company_kana", "company_id", "domain", "contact", "tier",
    "linked_at", "told_at", "registered_at", "registered_domain",
)  # fmt: skip
_APPLICATION = (
    "id", "number", "state", "mode", "kind", "filer_name", "filer_email", "started_at", "saved_at", "filed_at",
    "valid_until", "agreed_version", "content",
)  # fmt: skip
_LICENSE = ("product_code", "product_name", "contract_class", "quantity", "state", "source", "end_user_name", "made_at")


def files(user: User) -> Iterator[File]:
    """Name and content of each file, the guide first; read while it is sent."""
    yield "README.txt", _guide(user)
    profile = _of(user, _PROFILE) | {"second_factors": queries.list_factors(user.id)}
    yield _json("profile", profile)
    yield _json("partner-portals", [_of(identity, _IDENTITY) for identity in list_identities(user.id)])
    yield _json("sessions", _dicts(queries.list_sessions(user.id)))
    yield _json("consents", _dicts(queries.list_consents(user.id)))
    yield _json("letters", _dicts(queries.list_letters(user)))
    yield _json("audit", [_event(event, user.id) for event in queries.iterate_events(user.id)])
    yield _json(
        "memberships",
        {
            "organizations": _dicts(queries.list_organizations(user.id)),
            "company_accounts": _dicts(queries.list_accounts(user.id)),
            "requests": _dicts(queries.list_requests(user.id)),
        },
    )
    yield _json("requests", _dicts(queries.list_asked(user.id)))
    yield _json("licenses", [_license(held, codes) for held, codes in queries.list_licenses(user.id)])
    yield from _documents(user.id)
    yield from _applications(user.id)


def _license(held: License, codes: Iterable[LicenseCode]) -> dict[str, Any]:
    """As the contract page shows it: id and term from the day on which they show (CON-1)."""
    known = shown(held, today())
    facts = {name: getattr(held, name) for name in _LICENSE}
    term = {"license_id": known.license_id, "starts_on": known.starts_on, "ends_on": known.ends_on}
    return facts | term | {"codes": [{"kind": code.kind, "code": code.code} for code in codes]}


def _guide(user: User) -> bytes:
    with speaking(user.language):
        return (render_template("leaving/readme.txt", user=user, at=now()) + "\n").encode()


def _documents(user_id: UUID) -> Iterator[File]:
    """The papers themselves, called by their numbers."""
    for document in queries.iterate_documents(user_id):
        yield f"documents/{file_name(document)}", document.pdf
        session.expunge(document)


def _applications(user_id: UUID) -> Iterator[File]:
    folders = {}
    for application in queries.iterate_quick(user_id):
        folder = folders[application.id] = f"applications/{application.number or f'draft-{application.id}'}"
        yield _json(f"{folder}/application", _of(application, _APPLICATION))
        session.expunge(application)
    for supplement in queries.iterate_supplements(list(folders)):
        code, name = _bare(supplement.code), _bare(supplement.file_name)
        yield f"{folders[supplement.application_id]}/{code}/{name}", supplement.body


def _event(event: AuditEvent, user_id: UUID) -> dict[str, Any]:
    """An act of the person's with all that was noted; of what others did, only what was done and when."""
    own = event.actor_id == user_id
    told = {"at": event.at, "act": event.act, "by": "self" if own else "other", "subject": event.subject_type}
    return told | ({"address": event.address, "details": event.details} if own else {})


def _json(name: str, value: Any) -> File:
    text = json.dumps(value, ensure_ascii=False, indent=2, default=_plain)
    return f"{name}.json", text.encode()


def _plain(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)


def _of(row: User | Identity | Application, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _dicts(rows: queries.Rows) -> list[dict[str, Any]]:
    return [dict(row) for row in rows]


def _bare(name: str) -> str:
    """`name` without what would lead elsewhere when the ZIP is unpacked."""
    bare = re.sub(r"[\x00-\x1f\x7f\"\\/:*?<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]", "_", name).strip(" .")
    return unicodedata.normalize("NFC", bare)[:120] or "file"
