"""The end user claims a license: at once by their domain, else by staff; a stranger learns nothing (LIC-2)."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tbc.accounts.models import User
from tbc.audit.models import AuditEvent
from tbc.kit import db
from tbc.licenses.models import License, LicenseChange
from tbc.licenses.service import claiming
from tbc.licenses.service.changing import LicenseGone
from tbc.mail.models import Letter
from tbc.organizations.models import CompanyAccount
from tbc.requests.models import Request
from tests.client import Client
from tests.licenses.making import a_held, a_license
from tests.organizations.given import an_account, an_organization
from tests.people import a_customer, acting, an_operator, sign_in

CODE = "AB-C123-DE456-FG789-HJ012-KL345"
DOMAIN = "takasaki.co.jp"
END_USER = {"email": f"sakura@{DOMAIN}"}


@pytest.fixture
def claimer(client: Client) -> User:
    """The end user's colleague, signed in."""
    own = a_customer("高崎　花子", email=f"hanako@{DOMAIN}")
    sign_in(client, own)
    return own


def _claim(client: Client, license_id: str, code: str = CODE, account: str = "") -> Any:
    return client.submit("/contracts/claim", {"license_id": license_id, "code": code, "account": account})


def _now(held: License) -> License:
    return db.session.get_one(License, held.id, populate_existing=True)


@pytest.mark.rule("LIC-2")
def test_the_end_users_domain_has_it_at_once(client: Client, claimer: User) -> None:
    own = claimer.id
    held = a_held(end_user=END_USER, codes=[CODE])
    plain = CODE.lower().replace("-", "")
    assert _claim(client, held.license_id.lower(), f" {plain} ").location == f"/contracts/{held.id}"
    assert _now(held).holder_id == own
    assert client.get(f"/contracts/{held.id}").status_code == 200
    acts = db.session.scalars(select(LicenseChange.act).where(LicenseChange.license_id == held.id)).all()
    assert list(acts) == ["begun", "claimed"]
    assert db.session.scalars(select(AuditEvent).where(AuditEvent.act == "license-claimed")).one().actor_id == own


@pytest.mark.rule("LIC-2")
def test_a_serial_does_as_well_and_it_may_go_into_a_managed_account(client: Client, claimer: User) -> None:
    account = str(an_account(an_organization(a_customer()), claimer).id)
    held = a_held(end_user=END_USER, serials=["1234567890"])
    assert _claim(client, held.license_id, "1234567890", account).location == f"/contracts/{held.id}"
    assert str(_now(held).company_account_id) == account
    assert _now(held).holder_id is None


@pytest.mark.rule("LIC-2")
def test_the_quick_filer_who_held_it_is_told(client: Client, claimer: User) -> None:
    dealer = a_customer(email="uriko@example.co.jp")
    held = a_held(dealer, end_user=END_USER, codes=[CODE])
    _claim(client, held.license_id)
    letter = db.session.scalars(select(Letter).where(Letter.kind == "license-claimed")).one()
    assert letter.to == "uriko@example.co.jp"


@pytest.mark.rule("LIC-2")
def test_between_two_colleagues_of_the_end_user_staff_decide(client: Client, claimer: User) -> None:
    held = a_held(a_customer(email=f"ichiro@{DOMAIN}"), end_user=END_USER, codes=[CODE])
    first = held.holder_id
    assert _claim(client, held.license_id).location == "/contracts/claim/received"
    assert _now(held).holder_id == first


@pytest.mark.rule("LIC-2")
def test_unknown_wrong_and_anothers_are_answered_alike(client: Client, claimer: User) -> None:
    elsewhere = a_held(end_user={"email": "x@other.co.jp"}, codes=[CODE])
    coded = a_held(end_user=END_USER, codes=["AB-C123-DE456-FG789-HJ012-KL349"])
    answers = []
    for license_id in (elsewhere.license_id, coded.license_id, "9999999999"):
        answer = _claim(client, license_id)
        answers.append((answer.status_code, answer.location, answer.text))
    assert len(set(answers)) == 1
    assert answers[0][1] == "/contracts/claim/received"
    found = db.session.execute(select(Request.about).order_by(Request.id)).scalars().all()
    assert list(found) == [elsewhere.id, None, None]
    assert {_now(one).holder_id for one in (elsewhere, coded)} == {None}


@pytest.mark.rule("LIC-2")
def test_asking_the_same_again_opens_no_second_request(client: Client, claimer: User) -> None:
    for _ in range(3):
        _claim(client, "9999999999")
    assert len(db.session.scalars(select(Request)).all()) == 1


@pytest.mark.rule("LIC-2")
def test_a_living_company_accounts_license_goes_to_staff(client: Client, claimer: User) -> None:
    account = an_account(an_organization(a_customer()), a_customer())
    held = a_held(account=account, end_user=END_USER, codes=[CODE])
    account_id = held.company_account_id
    assert _claim(client, held.license_id).location == "/contracts/claim/received"
    assert _now(held).company_account_id == account_id


@pytest.mark.rule("LIC-2", "ORG-10")
def test_former_managers_claim_what_a_deleted_organization_leaves(client: Client, claimer: User) -> None:
    account = an_account(an_organization(a_customer()), claimer)
    held = a_held(account=account, end_user=END_USER, codes=[CODE])
    db.session.execute(update(CompanyAccount).values(closed_at=held.made_at))
    db.session.commit()
    assert client.get(f"/contracts/{held.id}").status_code == 404
    assert _claim(client, held.license_id).location == f"/contracts/{held.id}"


@pytest.mark.rule("LIC-2")
def test_staff_give_it_to_who_has_no_domain(client: Client, session: Session) -> None:
    own = a_customer(kind="renewal-only", email="hana@gmail.com")
    own_id = own.id
    sign_in(client, own)
    held = a_held(end_user={"email": "hana@gmail.com"}, codes=[CODE])
    assert _claim(client, held.license_id).location == "/contracts/claim/received"
    request = db.session.scalars(select(Request)).one()
    claiming.approve(acting(an_operator()), request)
    db.session.commit()
    assert _now(held).holder_id == own_id
    assert client.get(f"/contracts/{held.id}").status_code == 200


@pytest.mark.rule("LIC-2")
def test_ones_own_is_simply_shown(client: Client, claimer: User) -> None:
    held = a_held(claimer, codes=[CODE])
    assert _claim(client, held.license_id).location == f"/contracts/{held.id}"
    assert db.session.scalars(select(LicenseChange).where(LicenseChange.act == "claimed")).all() == []


@pytest.mark.rule("LIC-2")
def test_bad_shapes_and_anothers_account_are_said_at_the_field(client: Client, claimer: User) -> None:
    account = str(an_account(an_organization(a_customer()), a_customer()).id)
    held = a_held(end_user=END_USER, codes=[CODE])
    for values in (
        ("123", CODE, ""),
        (held.license_id, "", ""),
        (held.license_id, "あ", ""),
        (held.license_id, CODE, account),
    ):
        assert _claim(client, *values).status_code == 422
    assert _now(held).holder_id is None


@pytest.mark.rule("LIC-2")
def test_guessing_is_stopped_for_the_user(client: Client, claimer: User) -> None:
    for number in range(claiming.PER_USER.tries):
        assert _claim(client, f"{number:010d}").status_code == 303
    answer = _claim(client, "9999999999")
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


@pytest.mark.rule("LIC-2")
def test_a_request_about_nothing_or_a_closed_license_is_not_approved(session: Session) -> None:
    clerk, own = acting(an_operator()), a_customer()
    held = a_license(codes=[CODE])
    request = Request(kind="claim", user_id=own.id, asked={"account_id": ""}, due_on=held.starts_on)
    session.add(request)
    session.flush()
    for state in ("none", "closed"):
        if state == "closed":
            request.about_type, request.about = "license", held.id
            held.state, held.closed_at = "closed", held.made_at
            session.flush()
        with pytest.raises(LicenseGone):
            claiming.approve(clerk, request)
