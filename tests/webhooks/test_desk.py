"""The staff's pages of webhooks: what is refused, what is shown once, what is left in the audit trail."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.audit.models import AuditEvent
from tbc.kit import db
from tbc.webhooks.models import Endpoint, Message
from tbc.webhooks.service import announce
from tests.client import Client
from tests.people import an_administrator, an_operator, sign_in
from tests.webhooks.given import an_endpoint, messages, send_all
from tests.webhooks.receiver import Receiver

pytestmark = pytest.mark.rule("API-1")
WISH = {"name": "受注システム", "url": "https://hooks.example.com/tbc", "kinds": ["order.entered", "delivery.shipped"]}


@pytest.fixture
def administrator(client: Client) -> Client:
    return sign_in(client, an_administrator())


def the_endpoint() -> Endpoint:
    return db.session.scalars(select(Endpoint)).one()


def secret_on(page: str) -> str:
    start = page.index("whsec_")
    return page[start : page.index("<", start)]


def test_a_receiver_is_added_and_its_secret_shown_once(administrator: Client) -> None:
    answer = administrator.submit("/desk/webhooks/new", WISH)
    assert answer.status_code == 200
    secret = secret_on(answer.text)
    assert answer.headers["Cache-Control"] == "no-store"
    endpoint = the_endpoint()
    assert (endpoint.name, endpoint.url, endpoint.kinds) == tuple(WISH.values())
    assert secret.encode() not in endpoint.secret
    path = f"/desk/webhooks/{endpoint.id}"
    assert "whsec_" not in administrator.get(path).text
    again = administrator.post(f"{path}/secret", data={"csrf_token": administrator.token(path)})
    assert secret_on(again.text) != secret


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("http://hooks.example.com/", "暗号化されずに"),
        ("https://10.0.0.7/", "インターネットから見えるアドレス"),
        ("https://169.254.169.254/latest/meta-data/", "インターネットから見えるアドレス"),
        ("https://u:p@hooks.example.com/", "ユーザー名や # を付けずに"),
        ("", "通知先のアドレスを入力してください。"),
    ],
)
def test_an_address_that_nothing_is_sent_to_is_refused_with_the_reason(
    administrator: Client, url: str, says: str
) -> None:
    answer = administrator.submit("/desk/webhooks/new", WISH | {"url": url})
    assert answer.status_code == 422
    assert says in answer.text
    assert db.session.scalars(select(Endpoint)).all() == []


def test_nothing_is_added_that_wants_to_know_nothing(administrator: Client) -> None:
    answer = administrator.submit("/desk/webhooks/new", {"name": " ", "url": WISH["url"]})
    assert answer.status_code == 422
    assert "通知する内容を一つ以上選んでください。" in answer.text
    assert "通知を受け取るシステムの名前を入力してください。" in answer.text


def test_a_receiver_is_changed_paused_resumed_and_deleted(administrator: Client, session: Session) -> None:
    endpoint, _secret = an_endpoint()
    path = f"/desk/webhooks/{endpoint.id}"
    db.session.commit()
    changed = administrator.submit(f"{path}/change", WISH | {"name": "倉庫システム"})
    assert changed.status_code == 303
    assert "倉庫システム" in administrator.get(path).text
    for act in ("pause", "resumption"):
        assert administrator.submit(path, to=f"{path}/{act}").status_code == 303
    assert administrator.submit(f"{path}/removal").status_code == 303
    page = administrator.get(path).text
    assert "削除済み" in page
    assert "この通知先を削除する" not in page
    assert administrator.get(f"{path}/change").status_code == 404
    acts = db.session.scalars(select(AuditEvent.act).where(AuditEvent.subject_type == "webhook-endpoint")).all()
    assert set(acts) == {
        "webhook-endpoint-added",
        "webhook-endpoint-changed",
        "webhook-endpoint-paused",
        "webhook-endpoint-resumed",
        "webhook-endpoint-deleted",
    }


def test_an_operator_sees_what_was_answered_and_sends_it_again(client: Client, receiver: Receiver) -> None:
    receiver.answer = lambda _arrival: (500, {}, "<b>だめ</b>".encode())
    an_endpoint(receiver.url)
    announce("order.entered", "ORDC0000001", {"company": "髙﨑㈱"})
    send_all()
    (message,) = messages()
    message.state, message.settled_at = "failed", message.next_at
    path = f"/desk/webhooks/messages/{message.id}"
    db.session.commit()
    sign_in(client, an_operator())
    page = client.get(path).text
    assert "&lt;b&gt;だめ&lt;/b&gt;" in page
    assert "髙﨑㈱" in page
    assert client.submit(path).status_code == 303
    assert db.session.scalars(select(Message)).one().state == "queued"
    assert "もう一度送る" in client.get(path).text


def test_messages_are_found_by_subject_state_and_receiver(administrator: Client) -> None:
    endpoint, _secret = an_endpoint()
    for number in range(60):
        announce("order.entered", f"ORDC{number:07}", {})
    endpoint_id = endpoint.id
    db.session.commit()
    first = administrator.get("/desk/webhooks/messages").text
    assert "ORDC0000059" in first
    assert "ORDC0000009" not in first
    assert "older=" in first
    found = administrator.get(f"/desk/webhooks/messages?subject=ORDC0000009&state=queued&receiver={endpoint_id}").text
    assert "ORDC0000009" in found
    assert "ORDC0000010" not in found
    none = administrator.get("/desk/webhooks/messages?state=failed&receiver=nonsense&older=nonsense").text
    assert "この条件に合う通知はありません。" in none
