"""The staff's page of tokens: shown once, good for what was chosen, taken back for good."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from tbc.api.models import ApiToken
from tbc.audit.models import AuditEvent
from tbc.kit import db
from tbc.kit.clock import now
from tests.api.given import Caller, a_token, problem
from tests.client import Client
from tests.people import an_administrator, sign_in

pytestmark = pytest.mark.rule("API-1")


@pytest.fixture
def administrator(client: Client) -> Client:
    return sign_in(client, an_administrator())


def test_a_token_is_shown_once_and_is_good_for_what_was_chosen(administrator: Client) -> None:
    wish = {"name": " 受注  システム ", "scopes": ["applications:read"], "days": "90"}
    answer = administrator.submit("/desk/api-access/new", wish)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    start = answer.text.index("tbc_")
    word = answer.text[start : answer.text.index("<", start)]
    token = db.session.scalars(select(ApiToken)).one()
    assert (token.name, token.scopes) == ("受注 システム", ["applications:read"])
    assert timedelta(days=89) < token.expires_at - now() <= timedelta(days=90)
    path = f"/desk/api-access/{token.id}"
    caller = Caller(administrator, word)
    assert caller.get("/applications").status_code == 200
    assert problem(caller.get("/orders/ORDC0000000")) == (403, "scope-missing")
    assert word not in administrator.get(path).text + administrator.get("/desk/api-access").text
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.act == "api-token-issued")).all()
    assert [event.details["scopes"] for event in events] == [["applications:read"]]
    assert word not in str(events[0].details)


@pytest.mark.parametrize(
    ("wish", "says"),
    [
        ({"name": ""}, "トークンを使うシステムの名前を入力してください。"),
        ({"name": "あ" * 81}, "システムの名前は80文字以内にしてください。"),
        ({"scopes": []}, "権限を一つ以上選んでください。"),
    ],
)
def test_a_wish_that_lacks_something_issues_nothing(administrator: Client, wish: dict[str, object], says: str) -> None:
    answer = administrator.submit("/desk/api-access/new", {"name": "x", "scopes": ["orders:read"], "days": "30"} | wish)
    assert answer.status_code == 422
    assert says in answer.text
    assert db.session.scalars(select(ApiToken)).all() == []


@pytest.mark.parametrize("wish", [{"scopes": ["orders:eat"]}, {"days": "4000"}, {"days": "x"}])
def test_what_the_form_does_not_offer_is_refused(administrator: Client, wish: dict[str, object]) -> None:
    answer = administrator.submit("/desk/api-access/new", {"name": "x", "scopes": ["orders:read"], "days": "30"} | wish)
    assert answer.status_code == 422


def test_a_token_is_taken_back_once(administrator: Client) -> None:
    token, word = a_token()
    path = f"/desk/api-access/{token.id}"
    csrf = administrator.token(path)
    for _ in range(2):
        assert administrator.post(f"{path}/revocation", data={"csrf_token": csrf}).status_code == 303
    assert problem(Caller(administrator, word).get("/applications")) == (401, "token-revoked")
    page = administrator.get(path).text
    assert "取り消し済み" in page
    assert "このトークンを取り消す" not in page
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.act == "api-token-revoked")).all()
    assert len(events) == 1
