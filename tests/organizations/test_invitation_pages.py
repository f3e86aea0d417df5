"""The page behind an invitation's link: signed out, signed in, as somebody else, too late."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.accounts.models import User
from tbc.kit.clock import now
from tbc.kit.db import session as kit_session
from tbc.organizations.models import Invitation, Organization
from tbc.organizations.queries.organizations import find_member
from tbc.organizations.service import inviting
from tests.accounts.journeys import PASSWORD, another_browser, error_at, letters, link, sign_up, somebody
from tests.client import Client
from tests.organizations.given import DOMAIN, a_member
from tests.people import a_customer, sign_in

pytestmark = pytest.mark.rule("ORG-3")
GUEST = "taro@example.or.jp"
# A page that everybody may open and that has a form: its token is good for every form of the same browser.
A_FORM = "/reset-password"


@pytest.fixture
def pages(client: Client, organization: Organization, owner: User) -> str:
    """Where the owner, who is in `client`, invites."""
    sign_in(client, owner)
    kit_session.expunge_all()
    return f"/organizations/{organization.id}/invitations"


@pytest.fixture
def invited(client: Client, pages: str) -> str:
    """The path in the letter to the guest."""
    assert client.submit(pages, {"email": GUEST, "creates_accounts": "y"}).status_code == 303
    return link(letters(GUEST)[-1])


def test_an_owner_invites_sends_again_and_revokes(client: Client, session: Session, pages: str, invited: str) -> None:
    listed = client.get(pages).text
    assert GUEST in listed
    assert "会社アカウントを作る権限つき" in listed
    own = session.scalars(select(Invitation.id)).one()
    assert client.submit(pages, to=f"{pages}/{own}/again").status_code == 303
    assert client.get(invited).status_code == 410
    newer = link(letters(GUEST)[-1])
    assert client.get(newer).status_code == 200
    assert client.submit(pages, to=f"{pages}/{own}/revoke").status_code == 303
    assert "取り消しました" in client.get(newer).text
    assert GUEST not in client.get(pages).text
    assert client.submit(pages, to=f"{pages}/{own}/again").status_code == 404


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("", "招待する方のメールアドレスを入力してください"),
        ("soumu@example.or.jp", "複数の方が使うアドレス"),
        ("a@gmail.com", "無料のメール"),
        (f"OWNER@{DOMAIN}", "すでにメンバーです"),
        ("a@lg.jp", "会社のドメインとして確認できません"),
        ("x" * 10_000, "メールアドレスの形になっていません"),
    ],
)
def test_an_unfit_address_is_refused_at_its_field(client: Client, pages: str, email: str, sentence: str) -> None:
    answer = client.submit(pages, {"email": email})
    assert answer.status_code == 422
    assert sentence in error_at(answer, "email")
    assert email in answer.text


@pytest.mark.rule("ACC-4")
def test_known_and_unknown_addresses_are_answered_alike(client: Client, pages: str) -> None:
    a_customer(email=GUEST)
    answers = [client.submit(pages, {"email": email}) for email in (GUEST, "hanako@example.or.jp")]
    assert answers[0].status_code == answers[1].status_code
    assert answers[0].location == answers[1].location
    said = [letters(email)[-1] for email in (GUEST, "hanako@example.or.jp")]
    assert (said[0].kind, said[0].subject) == (said[1].kind, said[1].subject)


def test_more_letters_than_the_limit_are_not_written(client: Client, pages: str) -> None:
    for _ in range(inviting.TO_ONE_ADDRESS.tries):
        assert client.submit(pages, {"email": GUEST}).status_code == 303
    answer = client.submit(pages, {"email": GUEST})
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert len(letters(GUEST)) == inviting.TO_ONE_ADDRESS.tries


def test_signed_out_it_leads_to_the_door_and_back(
    app: Flask, invited: str, organization: Organization, owner: User
) -> None:
    guest = another_browser(app)
    page = guest.get(invited).text
    assert DOMAIN in page
    assert organization.name not in page
    assert f"/sign-in?next={invited}" in page.replace("%2F", "/")
    somebody(GUEST)
    answer = guest.submit("/sign-in", {"email": GUEST, "password": PASSWORD, "next": invited})
    assert answer.location == invited
    assert organization.name in guest.get(invited).text
    assert guest.submit(invited).location == f"/organizations/{organization.id}"
    assert "組織に参加しました" in guest.get(f"/organizations/{organization.id}").text


def test_signing_up_leads_back_to_it(app: Flask, client: Client, session: Session, invited: str) -> None:
    guest = another_browser(app)
    assert f'value="{GUEST}"' in guest.get(f"/sign-up?next={invited}&email={GUEST}").text
    sign_up(guest, email=GUEST, next=invited)
    proof = link(letters(GUEST)[-1])
    assert invited in guest.submit(proof, {}).location.replace("%2F", "/")
    assert guest.submit(invited).status_code == 303
    user = session.scalars(select(User).where(User.email == GUEST)).one()
    member = find_member(session.scalars(select(Invitation.organization_id)).one(), user.id)
    assert member is not None
    assert (member.standing, member.creates_accounts) == ("guest", True)


def test_somebody_else_is_told_for_whom_it_is(app: Flask, session: Session, invited: str) -> None:
    other = another_browser(app)
    sign_in(other, a_customer(email="jiro@example.or.jp"))
    page = other.get(invited)
    assert "別のアドレスの方へのものです" in page.text
    assert "jiro@example.or.jp" in page.text
    assert other.submit(A_FORM, to=invited).status_code == 403
    assert session.scalars(select(Invitation.used_at)).one() is None


def test_a_renewal_only_account_cannot_join(app: Flask, invited: str) -> None:
    guest = another_browser(app)
    sign_in(guest, a_customer(email=GUEST, kind="renewal-only"))
    assert "このアカウントでは組織に参加できません" in guest.get(invited).text
    assert guest.submit(A_FORM, to=invited).status_code == 403


def test_used_expired_gone_and_unknown_say_so(
    app: Flask, session: Session, invited: str, organization: Organization
) -> None:
    guest, other = another_browser(app), another_browser(app)
    with time_machine.travel(now() + timedelta(days=7, seconds=1), tick=False):
        assert "期限が切れました" in other.get(invited).text
        assert other.submit(A_FORM, to=invited).status_code == 410
    sign_in(guest, a_customer(email=GUEST))
    assert guest.submit(invited).status_code == 303
    assert "すでに参加しています" in guest.get(invited).text
    assert guest.submit(A_FORM, to=invited).status_code == 410
    assert "すでに使われています" in other.get(invited).text
    unknown = other.get("/organizations/invitations/no-such-token")
    assert unknown.status_code == 410
    assert unknown.headers["Cache-Control"] == "no-store"


def test_of_a_deleted_organization_it_says_so(app: Flask, session: Session, invited: str) -> None:
    gone = session.scalars(select(Organization)).one()
    gone.deleted_at = gone.purge_at = now()
    session.commit()
    guest = another_browser(app)
    sign_in(guest, a_customer(email=GUEST))
    answer = guest.get(invited)
    assert (answer.status_code, "いまはありません" in answer.text) == (410, True)
    assert guest.submit(A_FORM, to=invited).status_code == 410


def test_the_list_of_organizations_offers_it_without_the_mail(
    app: Flask, session: Session, invited: str, organization: Organization
) -> None:
    guest = another_browser(app)
    sign_in(guest, a_customer(email=GUEST))
    assert "あなたへの招待" in guest.get("/organizations").text
    own = session.scalars(select(Invitation.id)).one()
    assert guest.submit("/organizations", to=f"/organizations/invitations/{own}/accept").status_code == 303
    assert guest.get(f"/organizations/{organization.id}").status_code == 200


def test_who_is_in_already_only_gains_the_right(
    app: Flask, session: Session, invited: str, organization: Organization
) -> None:
    guest = a_customer(email=GUEST)
    a_member(organization, guest, standing="guest")
    own = guest.id
    assert sign_in(another_browser(app), guest).submit(invited).status_code == 303
    member = find_member(organization.id, own)
    assert member is not None
    assert member.creates_accounts
