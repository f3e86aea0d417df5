"""Closing an account: what goes, what stays, what comes first, and what is left for whoever comes after."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tbc.accounts.models import Passkey, Proof, RecoveryCode, SignedIn, TotpSecret, User
from tbc.applications.models import Application, Share
from tbc.organizations.models import AccountMember, Member
from tests.accounts.journeys import (
    EMAIL,
    PASSWORD,
    acts,
    another_browser,
    enter,
    error_at,
    is_in,
    letters,
    link,
    sign_up,
    somebody,
)
from tests.applications.given import a_draft, a_filed
from tests.client import Client
from tests.organizations.given import a_member, an_account, an_organization
from tests.people import a_customer, an_operator, sign_in

pytestmark = pytest.mark.rule("ACC-6")

HERE = "/account/close"


def close(client: Client, **changes: str) -> TestResponse:
    """Fill in the form; what is not said is good."""
    return client.submit(HERE, {"word": "閉鎖", "current": PASSWORD} | changes)


@pytest.fixture
def user(client: Client) -> User:
    """Somebody who is signed in."""
    user = somebody()
    sign_in(client, user)
    return user


def test_ends_every_session_and_leads_out(app: Flask, client: Client, user: User) -> None:
    elsewhere = sign_in(another_browser(app), user)
    answer = close(client)
    assert answer.status_code == 303
    assert answer.location == "/account/closed"
    assert "アカウントを閉鎖しました" in client.get(answer.location).text
    assert not is_in(client)
    assert not is_in(elsewhere)


def test_forgets_the_person(client: Client, session: Session, user: User) -> None:
    own = user.id
    session.add(TotpSecret(user_id=own, sealed=b"sealed"))
    session.add(Passkey(user_id=own, credential_id=b"1", public_key=b"2", name="鍵"))
    session.add(RecoveryCode(user_id=own, code_hash=b"3"))
    session.commit()
    assert close(client).status_code == 303
    gone = session.get_one(User, own, populate_existing=True)
    assert gone.closed_at
    assert gone.disabled_at
    assert (gone.name, gone.company, gone.password_hash) == ("", "", None)
    assert gone.email == f"{own}@closed.invalid"
    for table in (SignedIn, TotpSecret, Passkey, RecoveryCode, Proof):
        assert session.scalar(select(func.count()).select_from(table).where(table.user_id == own)) == 0, table


def test_tells_the_old_address_and_nobody_after(client: Client, user: User) -> None:
    own = user.id
    close(client)
    [letter] = letters(EMAIL)
    assert letter.kind == "account-closed"
    assert not letters(f"{own}@closed.invalid")


@pytest.mark.rule("AUD-1")
def test_is_noted(client: Client, user: User) -> None:
    close(client)
    assert acts()[-1] == "account-closed"


@pytest.mark.parametrize("word", ["", "閉鎖する", "閉", "yes"])
def test_asks_for_the_word(client: Client, user: User, word: str) -> None:
    answer = close(client, word=word)
    assert answer.status_code == 422
    assert error_at(answer, "word") == "「閉鎖」と入力してください。"
    assert is_in(client)


@pytest.mark.parametrize("word", ["CLOSE", "ｃｌｏｓｅ", " 閉鎖　"])
def test_takes_the_word_as_people_type_it(client: Client, user: User, word: str) -> None:
    assert close(client, word=word).status_code == 303


def test_asks_for_the_password(client: Client, session: Session, user: User) -> None:
    answer = close(client, current="not the password")
    assert answer.status_code == 422
    assert error_at(answer, "current") == "いまのパスワードが違います。"
    assert is_in(client)
    assert acts()[-1] == "sign-in-failed"


@pytest.mark.rule("ACC-4")
def test_a_wrong_password_is_throttled(client: Client, user: User) -> None:
    statuses = [close(client, current="not the password").status_code for _ in range(6)]
    assert statuses == [422] * 5 + [429]
    assert is_in(client)


@pytest.mark.rule("ACC-4")
def test_signing_in_afterwards_answers_like_an_unknown_address(app: Flask, client: Client, user: User) -> None:
    close(client)
    known, unknown = (_told(enter(another_browser(app), email), email) for email in (EMAIL, "nobody@example.jp"))
    assert known == unknown


def _told(answer: TestResponse, email: str) -> tuple[int, str]:
    """What an answer says, but for the address and the form's token."""
    return answer.status_code, re.sub(r'value="[^"]*"|[0-9a-f]{32}', "", answer.text.replace(email, ""))


@pytest.mark.rule("ACC-1")
def test_the_address_can_sign_up_anew_and_sees_nothing_of_the_old(
    app: Flask, client: Client, session: Session, user: User
) -> None:
    filed = a_filed(user)
    number, own, path = filed.number, user.id, f"/applications/{filed.id}"
    assert close(client, leaves_filings="y").status_code == 303
    browser = another_browser(app)
    sign_up(browser)
    browser.submit(link(letters(EMAIL)[-1]), {"password": PASSWORD})
    assert is_in(browser)
    assert session.scalars(select(User.id).where(User.email == EMAIL)).one() != own
    assert browser.get(path).status_code == 404
    assert number
    assert number[:4] not in browser.get("/applications").text


def test_discards_drafts_and_keeps_what_is_filed(client: Client, session: Session, user: User) -> None:
    draft, filed = a_draft(user).id, a_filed(user)
    filed_id, text = filed.id, (filed.filer_name, filed.filer_email)
    assert close(client, leaves_filings="y").status_code == 303
    assert session.get(Application, draft, populate_existing=True) is None
    kept = session.get_one(Application, filed_id, populate_existing=True)
    assert (kept.state, kept.filer_name, kept.filer_email) == ("filed", *text)


def test_offers_to_move_quick_filings_first(client: Client, session: Session, user: User) -> None:
    own = user.id
    a_filed(user)
    assert "会社アカウントの担当者である必要があります" in client.get(HERE).text
    organization = an_organization(a_customer())
    an_account(organization, members=[session.get_one(User, own)])
    shown = client.get(HERE).text
    assert 'href="/applications/moves"' in shown
    assert "提出した簡易申請が1件あります。" in shown
    answer = close(client)
    assert answer.status_code == 422
    assert "簡易申請を移すか" in answer.text


@pytest.mark.rule("ORG-6")
def test_leaves_the_companys_applications_to_the_company(client: Client, session: Session, user: User) -> None:
    owner = a_customer()
    organization = an_organization(owner)
    a_member(organization, user)
    account = an_account(organization, owner, [user])
    draft = a_draft(user)
    draft.mode, draft.company_account_id = "account-managed", account.id
    session.commit()
    draft_id, own, organization_id, account_id = draft.id, user.id, organization.id, account.id
    assert close(client).status_code == 303
    assert session.get(Application, draft_id, populate_existing=True)
    assert session.get(Member, (organization_id, own), populate_existing=True) is None
    assert session.get(AccountMember, (account_id, own), populate_existing=True) is None
    assert "organization-left" in acts()


@pytest.mark.rule("APP-7")
def test_is_shown_nothing_any_more(client: Client, session: Session, user: User) -> None:
    colleague = a_customer()
    filed = a_filed(colleague)
    session.add(Share(application_id=filed.id, user_id=user.id, shared_by_id=colleague.id))
    session.commit()
    assert close(client).status_code == 303
    assert session.scalar(select(func.count()).select_from(Share)) == 0


def test_staff_do_not_close_their_accounts_themselves(client: Client, session: Session) -> None:
    sign_in(client, an_operator())
    assert client.get(HERE).status_code == 403


def test_a_renewal_only_customer_can(client: Client, session: Session) -> None:
    sign_in(client, somebody(kind="renewal-only", email="hanako@personal.example.org"))
    assert close(client).status_code == 303
