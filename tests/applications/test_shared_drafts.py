"""Drafts of a company account: everybody goes on with them, and nobody overwrites anybody unseen (APP-4)."""

from __future__ import annotations

import pytest

from tbc.applications.models import Application
from tbc.kit.db import session
from tests.applications.company import Company

pytestmark = pytest.mark.rule("APP-4")
BOTH = {"privacy": "y", "consent": "y"}


def _version(company: Company, who: str, path: str) -> str:
    return company.text(who, path).partition('name="version" value="')[2].partition('"')[0]


def _save(company: Company, who: str, draft: Application, name: str, **more: str) -> tuple[int, str]:
    path = f"/applications/{draft.id}/delivery"
    wish = {"delivery-email": "license-order@takasaki.example.jp", "delivery-contact_name": name} | more
    answer = company.browsers[who].submit(path, wish)
    return answer.status_code, answer.get_data(as_text=True)


def _stored(draft: Application) -> str:
    session.expire_all()
    name: str = session.get_one(Application, draft.id).content["delivery"]["contact_name"]
    return name


def test_a_colleague_goes_on_and_it_says_who_saved_last(company: Company) -> None:
    draft = company.a_draft("member")
    assert _save(company, "manager", draft, "納品　太郎")[0] == 303
    assert "最後に保存した方: 管理　担当" in company.text("member", f"/applications/{draft.id}/delivery")
    assert "最後に保存した方: 管理　担当" in company.text("member", f"/applications/{draft.id}/check")
    assert "最後に保存した方" not in company.text("manager", f"/applications/{draft.id}/delivery")


def test_the_draft_is_in_everybodys_history(company: Company) -> None:
    draft = company.a_draft("member")
    for who in ("member", "manager"):
        assert f'href="/applications/{draft.id}"' in company.text(who, "/applications", state="draft")


def test_the_second_sees_who_was_first_and_what_differs(company: Company) -> None:
    draft = company.a_draft("member")
    before = _version(company, "member", f"/applications/{draft.id}/delivery")
    assert _save(company, "manager", draft, "先の　人")[0] == 303
    status, text = _save(company, "member", draft, "後の　人", version=before)
    assert status == 409
    assert "管理　担当さんが先に保存しました" in text
    assert "先の　人" in text
    assert "後の　人" in text
    assert _stored(draft) == "先の　人"
    newer = text.partition('name="version" value="')[2].partition('"')[0]
    assert _save(company, "member", draft, "後の　人", version=newer)[0] == 303
    assert _stored(draft) == "後の　人"


def test_saving_while_typing_overwrites_nothing_either(company: Company) -> None:
    draft = company.a_draft("member")
    path = f"/applications/{draft.id}/delivery"
    before = _version(company, "member", path)
    _save(company, "manager", draft, "先の　人")
    sent = {"delivery-contact_name": "後の　人", "version": before, "act": "keep"}
    answer = company.browsers["member"].submit(path, sent)
    assert answer.status_code == 409
    assert "管理　担当さんが保存した内容と違います" in (answer.json or {})["text"]
    assert _stored(draft) == "先の　人"


def test_different_steps_do_not_meet(company: Company) -> None:
    draft = company.a_draft("member")
    before = _version(company, "member", f"/applications/{draft.id}/delivery")
    sent = {"remarks": "別の項目", "version": _version(company, "manager", f"/applications/{draft.id}/extras")}
    assert company.browsers["manager"].submit(f"/applications/{draft.id}/extras", sent).status_code == 303
    assert _save(company, "member", draft, "後の　人", version=before)[0] == 303


def test_nobody_files_what_they_have_not_seen(company: Company) -> None:
    draft = company.a_draft("member")
    path = f"/applications/{draft.id}/check"
    seen = _version(company, "member", path)
    _save(company, "manager", draft, "見ていない　人")
    answer = company.browsers["member"].submit(path, BOTH | {"version": seen})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "管理　担当さんが保存しました" in text
    assert "見ていない　人" in text
    again = text.partition('name="version" value="')[2].partition('"')[0]
    assert company.browsers["member"].submit(path, BOTH | {"version": again}).status_code == 303


def test_of_two_who_file_both_get_the_same_number(company: Company) -> None:
    draft = company.a_draft("member")
    path = f"/applications/{draft.id}/check"
    tokens = {who: company.browsers[who].token(path) for who in ("member", "manager")}
    places = {company.browsers[who].post(path, data=BOTH | {"csrf_token": tokens[who]}).location for who in tokens}
    assert places == {f"/applications/{draft.id}/filed"}
    session.expire_all()
    assert session.get_one(Application, draft.id).filer_id == company.ids["member"]
