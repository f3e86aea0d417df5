"""The data that people take along: all of theirs, nothing of anybody else's, in a ZIP that is sent while it is read."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from tbc.accounts.models import SignedIn, User
from tbc.accounts.service import consents
from tbc.applications.models import UploadedSupplement
from tbc.audit.service import record
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.leaving import archive
from tbc.leaving.contents import files
from tbc.mail.service import post
from tbc.requests.service import open_request
from tests.accounts.journeys import EMAIL, acts, somebody
from tests.applications.given import a_draft, a_filed
from tests.client import Client
from tests.invoices.making import a_quote
from tests.licenses.making import a_license
from tests.organizations.given import a_member, an_account, an_organization
from tests.people import a_customer, acting, sign_in

pytestmark = pytest.mark.rule("ACC-6")


def taken(client: Client, user: User) -> dict[str, bytes]:
    """Name → content of each file."""
    sign_in(client, user)
    answer = client.submit("/account/export")
    assert answer.status_code == 200
    assert answer.mimetype == "application/zip"
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert "no-store" in answer.headers["Cache-Control"]
    with zipfile.ZipFile(io.BytesIO(answer.data)) as whole:
        assert whole.testzip() is None
        return {name: whole.read(name) for name in whole.namelist()}


def read(found: dict[str, bytes], name: str) -> Any:
    return json.loads(found[f"{name}.json"])


def test_says_who_one_is_and_keeps_secrets(client: Client) -> None:
    user = somebody(name="見本　太郎")
    secret = user.password_hash
    found = taken(client, user)
    profile = read(found, "profile")
    assert (profile["name"], profile["email"], profile["company"]) == ("見本　太郎", EMAIL, "高崎見本株式会社")
    whole = b"".join(found.values())
    assert secret
    assert secret.encode() not in whole
    assert b"token" not in whole
    assert "見本　太郎" in found["README.txt"].decode()


@pytest.mark.parametrize(("language", "word"), [("ja", "書き出した日時"), ("en", "Exported on")])
def test_its_guide_speaks_the_persons_language(client: Client, language: str, word: str) -> None:
    assert word in taken(client, somebody(language=language))["README.txt"].decode()


def test_has_sessions_consents_and_memberships(client: Client, session: Session) -> None:
    user, owner = somebody(), a_customer()
    consents.give(user.id, "sign-up")
    organization = an_organization(owner)
    a_member(organization, user, creates_accounts=True)
    an_account(organization, user, name="サンプル商事株式会社")
    found = taken(client, user)
    assert [row["document"] for row in read(found, "consents")] == ["terms", "privacy"]
    assert [row["device"] for row in read(found, "sessions")] == ["test"]
    memberships = read(found, "memberships")
    assert memberships["organizations"][0]["name"] == "高崎見本株式会社"
    assert memberships["organizations"][0]["creates_accounts"] is True
    assert memberships["company_accounts"][0]["name"] == "サンプル商事株式会社"


def test_has_letters_since_the_address_is_theirs(client: Client, session: Session) -> None:
    """Somebody else may have had the address before, and closed their account."""
    earlier = post("account-closed", to=EMAIL, language="ja", name="前の　人", at=now())
    earlier.created_at = now() - timedelta(days=1)
    user = somebody()
    post("password-changed", to=EMAIL.upper(), language="ja", about=user.id, name=user.name, at=now())
    post("password-changed", to="other@example.com", language="ja", name="別の　人", at=now())
    session.commit()
    assert [row["subject"] for row in read(taken(client, user), "letters")] == ["パスワードが変更されました"]


def test_has_quick_applications_with_their_files(client: Client, session: Session) -> None:
    user, other = somebody(), a_customer()
    draft, filed, foreign = a_draft(user), a_filed(user), a_filed(other)
    session.add(
        UploadedSupplement(
            application_id=draft.id,
            code="TST",
            file_name="../別紙/学校.xlsx",
            body=b"PK",
            size=2,
            sha256="0" * 64,
            rows=1,
        )
    )
    session.commit()
    begun, number, theirs, content = draft.id, filed.number, str(foreign.number), filed.content
    found = taken(client, user)
    assert read(found, f"applications/{number}/application")["content"] == content
    assert found[f"applications/draft-{begun}/TST/_別紙_学校.xlsx"] == b"PK"
    assert theirs.encode() not in b"".join(found.values())
    assert not any(theirs in name for name in found)


def test_leaves_the_companys_applications_to_the_company(client: Client, session: Session) -> None:
    user = somebody()
    account = an_account(an_organization(user), user)
    draft = a_draft(user)
    draft.mode, draft.company_account_id = "account-managed", account.id
    session.commit()
    assert not any(name.startswith("applications/") for name in taken(client, user))


def test_tells_of_other_peoples_acts_only_that_they_were_done(client: Client, session: Session) -> None:
    user, staff = somebody(), a_customer("別の　人")
    record("user-disabled", acting(staff), "user", user.id, reason="内部の理由")
    session.commit()
    found = taken(client, user)
    [event] = [one for one in read(found, "audit") if one["act"] == "user-disabled"]
    assert event == {"at": event["at"], "act": "user-disabled", "by": "other", "subject": "user"}
    assert "別の" not in found["audit.json"].decode()


@pytest.mark.rule("AUD-1")
def test_is_noted(client: Client) -> None:
    taken(client, somebody())
    assert "data-exported" in acts()


@pytest.mark.rule("ACC-3")
def test_asks_first_whoever_has_not_shown_lately_that_it_is_them(client: Client, session: Session) -> None:
    user = somebody()
    sign_in(client, user)
    token = client.token("/account/export")
    session.execute(update(SignedIn).values(confirmed_at=now() - timedelta(minutes=11)))
    session.commit()
    for answer in (client.get("/account/export"), client.post("/account/export", data={"csrf_token": token})):
        assert answer.mimetype != "application/zip"
        assert "application/zip" not in answer.headers.get("Content-Type", "")
    assert "data-exported" not in acts()


def test_is_sent_piece_by_piece(app: Flask, session: Session) -> None:
    user = somebody()
    for _ in range(3):
        a_draft(user)
    with app.test_request_context():
        pieces = list(archive.stream(files(user), now()))
    assert len([piece for piece in pieces if piece]) > 8
    assert zipfile.ZipFile(io.BytesIO(b"".join(pieces))).testzip() is None


def test_has_what_one_holds_and_asked_of_staff_and_nobody_elses(client: Client) -> None:
    user, other = somebody(), a_customer()
    a_license(user, codes=["AA-0001-AAAAA-AAAAA-AAAAA-AAAA1"])
    a_license(other, codes=["AA-0002-AAAAA-AAAAA-AAAAA-AAAA2"])
    for who in (user, other):
        open_request(
            "inquiry", company="高崎見本株式会社", requester={"email": who.email, "name": who.name},
            asked={"text": f"質問 {who.email}"}, user_id=who.id, language="ja",
        )  # fmt: skip
    session.commit()
    theirs = other.email
    found = taken(client, user)
    (held,) = read(found, "licenses")
    assert held["codes"] == [{"kind": "activation-code", "code": "AA-0001-AAAAA-AAAAA-AAAAA-AAAA1"}]
    assert [one["asked"]["text"] for one in read(found, "requests")] == [f"質問 {EMAIL}"]
    assert theirs.encode() not in found["requests.json"]


@pytest.mark.rule("BIL-3")
def test_the_papers_of_ones_own_renewals_are_taken_along(client: Client) -> None:
    user = somebody()
    paper = a_quote(user)
    name, made = f"documents/{paper.number}.pdf", paper.pdf
    a_quote(user, company_account_id=an_account(an_organization(user), user).id)
    found = taken(client, user)
    assert [one for one in found if one.startswith("documents/")] == [name]
    assert found[name] == made
