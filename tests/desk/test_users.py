"""The desk's people: found, looked at, shut out and let in, helped when a factor is lost; no secret shows."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from tbc.accounts.models import FactorReset, User
from tbc.desk.queries.users import PAGE
from tbc.kit import db
from tests.accounts.factors import SECRET, codes_of, somebody_with_an_app
from tests.accounts.journeys import EMAIL, acts, another_browser, enter, error_at, is_in, letters, somebody
from tests.client import Client
from tests.people import a_customer, an_administrator, an_operator, sign_in

pytestmark = pytest.mark.rule("ACC-3")


@pytest.fixture
def desk(client: Client) -> Client:
    """An administrator's browser."""
    return sign_in(client, an_administrator())


@pytest.mark.parametrize("words", ["見本　太郎", "高崎見本", "TARO.MIHON", "takasaki.example"])
def test_people_are_found_by_name_company_and_address(desk: Client, words: str) -> None:
    somebody(name="見本　太郎")
    a_customer("別の人", email="betsu@example.or.jp")
    found = desk.get("/desk/users", query_string={"q": words}).text
    assert EMAIL in found
    assert "betsu@example.or.jp" not in found


def test_a_percent_sign_is_none(desk: Client) -> None:
    somebody()
    assert EMAIL not in desk.get("/desk/users?q=%25").text


def test_the_kind_narrows(desk: Client) -> None:
    somebody()
    assert EMAIL not in desk.get("/desk/users?kind=staff").text
    assert EMAIL in desk.get("/desk/users?kind=nonsense").text


def test_many_are_paged(desk: Client) -> None:
    for number in range(PAGE + 5):
        db.session.add(User(name=f"人{number}", email=f"hito{number}@example.or.jp"))
    db.session.commit()
    first = desk.get("/desk/users?q=example.or.jp").text
    assert first.count("@example.or.jp</span>") == PAGE
    older = first.split("older=")[1].split('"')[0]
    assert desk.get(f"/desk/users?q=example.or.jp&older={older}").text.count("@example.or.jp</span>") == 5


def test_the_record_shows_state_and_no_secret(desk: Client, app: Flask) -> None:
    user = somebody_with_an_app()
    codes = codes_of(user)
    sign_in(another_browser(app), user)
    page = desk.get(f"/desk/users/{user.id}").text
    assert "設定済み" in page
    assert "192.0.2.1" in page
    assert SECRET not in page
    assert not any(code in page for code in codes)


def test_an_account_is_shut_with_a_reason_and_opened_again(desk: Client, app: Flask) -> None:
    user = somebody()
    path, theirs = f"/desk/users/{user.id}", another_browser(app)
    sign_in(theirs, user)
    assert error_at(desk.submit(path, to=f"{path}/disable"), "reason")
    assert desk.submit(path, {"reason": "退職の連絡"}, to=f"{path}/disable").location == path
    assert not is_in(theirs)
    assert enter(theirs).status_code == 422
    assert "停止中" in desk.get(path).text
    desk.submit(path, to=f"{path}/enable")
    assert enter(theirs).status_code == 303
    assert acts()[:3] == ["user-disabled", "sign-in-failed", "user-enabled"]


def test_nobody_shuts_themself_out(client: Client) -> None:
    administrator = an_administrator()
    path = f"/desk/users/{administrator.id}"
    sign_in(client, administrator)
    assert "アカウントを停止する" not in client.get(path).text
    client.submit("/account/sessions", {"reason": "x"}, to=f"{path}/disable")
    assert is_in(client)


def test_a_closed_account_stays_closed(desk: Client) -> None:
    user = somebody()
    user.disabled_at = user.closed_at = user.created_at
    db.session.commit()
    path = f"/desk/users/{user.id}"
    assert "アカウントを再開する" not in desk.get(path).text
    desk.submit("/account/sessions", to=f"{path}/enable")
    assert "閉鎖済み" in desk.get(path).text


def test_all_sessions_are_ended(desk: Client, app: Flask) -> None:
    user, theirs = somebody(), another_browser(app)
    path = f"/desk/users/{user.id}"
    sign_in(theirs, user)
    desk.submit(path, to=f"{path}/end-sessions")
    assert not is_in(theirs)


def test_a_reset_is_decided_with_a_reason(desk: Client) -> None:
    path = f"/desk/users/{somebody_with_an_app().id}"
    assert error_at(desk.submit(path, to=f"{path}/reset-factors"), "reset_reason")
    decided = desk.submit(path, {"reset_reason": "電話で本人と確認"}, to=f"{path}/reset-factors")
    assert decided.location == path
    assert "電話で本人と確認" in desk.get(path).text
    assert letters(EMAIL, "factor-reset-decided")
    desk.submit(path, {"reset_reason": "もう一度"}, to=f"{path}/reset-factors")
    assert len(db.session.scalars(select(FactorReset)).all()) == 1


def test_an_operator_sees_and_changes_nothing(client: Client) -> None:
    path = f"/desk/users/{somebody_with_an_app().id}"
    sign_in(client, an_operator())
    page = client.get(path).text
    assert "24時間後にリセットする" not in page
    assert "アカウントを停止する" not in page
    for act in ("disable", "enable", "end-sessions", "reset-factors"):
        assert client.submit("/account/sessions", to=f"{path}/{act}").status_code == 403
