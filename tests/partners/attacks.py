"""What holds after every attack on the partners' door: nobody is in, nothing was made, and it is on record."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tbc.accounts.models import SignedIn, User
from tbc.audit.models import AuditEvent
from tbc.kit.db import session
from tbc.organizations.models import Member, Organization
from tbc.partners.models import Identity, PartnerSession
from tbc.partners.rules.refusals import Refusal
from tbc.partners.views.refusing import STATUSES
from tests.accounts.journeys import is_in
from tests.client import Client

MADE = (User, SignedIn, Identity, PartnerSession, Organization, Member)
TITLES = {
    Refusal.CONSENT: "サインインを中止しました",
    Refusal.STATE: "サインインをやり直してください",
    Refusal.PORTAL_DOWN: "パートナーポータルにつながりません",
    Refusal.UNVERIFIED: "メールアドレスの確認が済んでいません",
    Refusal.ADDRESS: "このメールアドレスではサインインできません",
    Refusal.STAFF: "弊社担当のアカウントです",
    Refusal.DISABLED: "このアカウントは使えません",
    Refusal.KNOWN_ELSEWHERE: "別のアカウントとつながっています",
}
FAULT = "パートナーポータルの返事を確かめられません"


def made() -> dict[str, int]:
    """How many rows there are of all that a sign-in can make."""
    return {table.__tablename__: session.scalar(select(func.count()).select_from(table)) or 0 for table in MADE}


def events(act: str) -> list[AuditEvent]:
    """The audit events of this act, the oldest first."""
    return list(session.scalars(select(AuditEvent).where(AuditEvent.act == act).order_by(AuditEvent.at, AuditEvent.id)))


def assert_refused(client: Client, answer: TestResponse, why: Refusal, detail: str = "", *, before: Any = None) -> None:
    """`answer` is the page of this refusal; nobody came in by it, and the audit trail says why in our own words."""
    assert answer.status_code == STATUSES.get(why, 403), answer.text
    assert TITLES.get(why, FAULT) in answer.text
    assert not is_in(client)
    assert made() == (before or dict.fromkeys(made(), 0))
    event = events("partner-sign-in-refused")[-1]
    assert (event.details["reason"], event.details.get("detail", "")) == (why, detail)
    assert event.details["provider"] in {"demo", "other"}
    assert event.address == "127.0.0.1"
