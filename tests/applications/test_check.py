"""Check answers: what will be filed, what is wrong, what differs from the origin; filing by the button."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from tbc.applications.models import Application
from tbc.applications.service import copying
from tbc.kit.db import session
from tbc.mail.models import Letter
from tests.applications import given
from tests.applications.given import PARTY, content
from tests.client import Client
from tests.people import a_customer, acting, sign_in

BOTH = {"privacy": "y", "consent": "y"}


def a_draft(*arguments: Any) -> Application:
    return given.apart(given.a_draft(*arguments))


def a_filed(*arguments: Any) -> Application:
    return given.apart(given.a_filed(*arguments))


@pytest.fixture
def filer(client: Client) -> Any:
    """The client signed in as a customer, who is returned."""
    user = a_customer()
    sign_in(client, user)
    return user


def _page(client: Client, draft: Application) -> str:
    return client.get(f"/applications/{draft.id}/check").get_data(as_text=True)


@pytest.mark.rule("APP-3")
def test_every_answer_stands_there_with_the_way_to_change_it(client: Client, filer: Any) -> None:
    draft = a_draft(filer)
    text = _page(client, draft)
    assert "サンプル髙﨑建設株式会社" in text
    assert "〒498-0000 三重県桑名郡木曽岬町大字西対海地251" in text
    assert "販売店と同じ" in text
    for step in ("products", "end-user", "delivery", "dealers", "support-contact", "renewal-contact"):
        assert f'href="/applications/{draft.id}/{step}?back=check"' in text


@pytest.mark.rule("APP-6")
def test_filing_leads_to_the_number(client: Client, filer: Any) -> None:
    draft = a_draft(filer)
    answer = client.submit(f"/applications/{draft.id}/check", BOTH)
    assert (answer.status_code, answer.location) == (303, f"/applications/{draft.id}/filed")
    page = client.get(answer.location).get_data(as_text=True)
    session.expire_all()
    number = session.get_one(Application, draft.id).number
    assert number
    assert f"<span>{number[:4]}</span> <span>{number[4:8]}</span>" in page


@pytest.mark.rule("APP-6")
def test_a_second_click_and_the_back_button_lead_to_the_same_number(client: Client, filer: Any) -> None:
    draft = a_draft(filer)
    address = f"/applications/{draft.id}/check"
    token = client.token(address)
    first = client.post(address, data=BOTH | {"csrf_token": token})
    second = client.post(address, data=BOTH | {"csrf_token": token})
    assert first.location == second.location
    assert client.get(address).location == first.location
    assert client.get(f"/applications/{draft.id}/end-user").location == first.location
    assert session.scalar(select(func.count()).select_from(Letter).where(Letter.about == draft.id)) == 1


@pytest.mark.rule("APP-9")
def test_a_step_saved_after_filing_changes_nothing(client: Client, filer: Any) -> None:
    draft = a_draft(filer)
    address = f"/applications/{draft.id}/delivery"
    token = client.token(address)
    client.submit(f"/applications/{draft.id}/check", BOTH)
    answer = client.post(address, data={"csrf_token": token, "delivery-email": "late@takasaki.example.jp"})
    assert answer.location == f"/applications/{draft.id}/filed"
    late = client.post(f"{address}?act=keep", data={"csrf_token": token, "delivery-email": "late@takasaki.example.jp"})
    assert late.status_code == 409
    session.expire_all()
    stored = session.get_one(Application, draft.id).content
    assert stored["delivery"]["email"] == "license-order@takasaki.example.jp"


@pytest.mark.rule("ACC-7")
def test_a_missing_consent_is_asked_for_at_its_box(client: Client, filer: Any) -> None:
    draft = a_draft(filer)
    answer = client.submit(f"/applications/{draft.id}/check", {})
    assert answer.status_code == 422
    assert "個人情報の取扱いを読み、同意するときはチェックを入れてください。" in answer.get_data(as_text=True)
    session.expire_all()
    assert session.get_one(Application, draft.id).is_draft


@pytest.mark.rule("APP-5")
def test_an_incomplete_draft_is_refused_with_links_to_its_fields(client: Client, filer: Any) -> None:
    draft = a_draft(filer, content(end_user=PARTY | {"phone": "", "email": "nobody"}))
    answer = client.submit(f"/applications/{draft.id}/check", BOTH)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f"/applications/{draft.id}/end-user?back=check#end_user-phone" in text
    assert f"/applications/{draft.id}/end-user?back=check#end_user-email" in text


@pytest.mark.rule("APP-5")
def test_a_postal_code_of_another_prefecture_warns_and_can_be_filed(client: Client, filer: Any) -> None:
    draft = a_draft(filer, content(end_user=PARTY | {"postal_code": "3300854"}))
    text = _page(client, draft)
    assert "330-0854 は埼玉県の番号ですが、三重県と入力されています。" in text
    assert client.submit(f"/applications/{draft.id}/check", BOTH).status_code == 303


@pytest.mark.rule("APP-8")
def test_differences_from_the_copied_application_are_shown(client: Client, filer: Any) -> None:
    origin = a_filed(filer)
    answer = client.submit("/applications", to=f"/applications/{origin.id}/copies")
    assert answer.status_code == 303
    copied = answer.location.split("/")[2]
    changed = {"delivery-email": "new-order@takasaki.example.jp", "version": "0"}
    client.submit(f"/applications/{copied}/delivery?back=check", changed)
    text = client.get(f"/applications/{copied}/check").get_data(as_text=True)
    assert "new-order@takasaki.example.jp" in text
    assert "license-order@takasaki.example.jp</del>" in text
    assert text.count("<del>") == 1


@pytest.mark.rule("APP-9")
def test_a_correction_says_that_the_old_number_ends(client: Client, filer: Any) -> None:
    old = a_filed(filer)
    answer = client.submit("/applications", to=f"/applications/{old.id}/corrections")
    page = client.get(answer.location).get_data(as_text=True)
    assert "元の番号は使えなくなります" in page
    client.submit(answer.location, BOTH)
    text = client.get(f"/applications/{old.id}/filed").get_data(as_text=True)
    assert "この番号は使えません" in text
    assert "新しい受付番号を見る" in text


@pytest.mark.rule("APP-9")
def test_a_correction_of_a_withdrawn_application_is_refused(client: Client, filer: Any) -> None:
    old = a_filed(filer)
    draft = given.apart(copying.correct(acting(filer), session.merge(old)))
    session.commit()
    client.submit(f"/applications/{old.id}/withdrawal", {"reason": "注文を取りやめた"})
    answer = client.submit(f"/applications/{draft.id}/check", BOTH)
    assert "もう訂正できない" in client.get(answer.location).get_data(as_text=True)
    session.expire_all()
    assert session.get_one(Application, draft.id).is_draft


@pytest.mark.rule("APP-9")
def test_withdrawal_asks_first_and_then_ends_the_number(client: Client, filer: Any) -> None:
    filed = a_filed(filer)
    address = f"/applications/{filed.id}/withdrawal"
    assert "元には戻せません" in client.get(address).get_data(as_text=True)
    answer = client.submit(address, {"reason": "注文を取りやめた"})
    text = client.get(answer.location).get_data(as_text=True)
    assert "取り下げました" in text
    assert "注文を取りやめた" in text
    again = client.submit("/applications", {"reason": ""}, to=address)
    assert "もう取り下げられています" in client.get(again.location).get_data(as_text=True)


def test_a_discarded_draft_is_gone(client: Client, filer: Any) -> None:
    draft = a_draft(filer)
    answer = client.submit(f"/applications/{draft.id}/discard")
    assert answer.location == "/applications"
    assert client.get(f"/applications/{draft.id}").status_code == 404


@pytest.mark.rule("NUM-4")
def test_no_expiry_is_shown_while_none_is_configured(client: Client, filer: Any) -> None:
    assert "有効です" not in _page(client, a_draft(filer))
