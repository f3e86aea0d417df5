"""Moving quick filings into a company account: by their filer, for good, nothing else changed (APP-1)."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from tbc.applications.models import Application
from tbc.applications.service import copying, filing, moving
from tbc.applications.service.belonging import AccountNotAvailable
from tbc.audit.models import AuditEvent
from tbc.kit.db import session
from tests.applications.company import Company
from tests.applications.given import AGREED, a_draft, a_filed, content
from tests.organizations.given import an_account
from tests.people import acting

pytestmark = pytest.mark.rule("APP-1")
SURE = {"is_final": "y"}


def _now(application: Application) -> Application:
    session.expire_all()
    return session.get_one(Application, application.id)


def _wish(company: Company, **more: object) -> dict[str, object]:
    return SURE | {"company_account": str(company.account_id)} | more


def test_the_filer_moves_one_and_the_members_see_it(company: Company) -> None:
    filed = company.a_quick("member")
    path = f"/applications/{filed.id}"
    assert "元には戻せません" in company.text("member", f"{path}/move")
    assert company.browsers["member"].submit(f"{path}/move", _wish(company)).status_code == 303
    moved = _now(filed)
    assert (moved.mode, moved.company_account_id) == ("account-managed", company.account_id)
    assert (moved.number, moved.content, moved.filed_at) == (filed.number, filed.content, filed.filed_at)
    assert company.statuses(path) == {"owner": 404, "manager": 200, "member": 200, "colleague": 404, "stranger": 404}
    assert "会社アカウントへ移動" in company.text("manager", path)
    noted = select(AuditEvent.organization_id).where(AuditEvent.act == "application-moved")
    assert session.scalars(noted).all() == [company.organization_id]


def test_a_draft_changes_its_mode_the_same_way(company: Company) -> None:
    draft = a_draft(company.user("member"))
    path = f"/applications/{draft.id}"
    assert company.browsers["member"].submit(f"{path}/move", _wish(company)).status_code == 303
    assert company.statuses(f"{path}/check")["manager"] == 200


@pytest.mark.parametrize("missing", ["is_final", "company_account"])
def test_it_is_asked_for_plainly(company: Company, missing: str) -> None:
    filed = company.a_quick("member")
    wish = {name: value for name, value in _wish(company).items() if name != missing}
    an_account(company.organization, company.user("member"), name="二つ目の会社")
    assert company.browsers["member"].submit(f"/applications/{filed.id}/move", wish).status_code == 422
    assert _now(filed).mode == "quick"


def test_nobody_moves_it_into_an_account_that_they_are_not_in(company: Company) -> None:
    filed = company.a_quick("member")
    other = str(an_account(company.organization, company.user("manager"), name="よその会社").id)
    answer = company.browsers["member"].submit(f"/applications/{filed.id}/move", SURE | {"company_account": other})
    assert answer.status_code == 422
    with pytest.raises(AccountNotAvailable):
        moving.move(acting(company.user("colleague")), [filed], company.account)


def test_only_ones_own_quick_ones_are_moved(company: Company) -> None:
    mine, theirs, managed = company.a_quick("member"), company.a_quick("manager"), company.a_filed("member")
    other = an_account(company.organization, company.user("member"), name="二つ目の会社")
    assert moving.move(acting(company.user("member")), [mine, theirs, managed], other) == 1
    session.commit()
    assert _now(theirs).company_account_id is None
    assert _now(managed).company_account_id == company.account_id


def test_several_are_moved_from_the_history(company: Company) -> None:
    first, second, third = (company.a_quick("member") for _ in range(3))
    assert "/applications/moves" in company.text("member", "/applications")
    assert "元には戻せません" in company.text("member", "/applications/moves")
    browser = company.browsers["member"]
    assert browser.submit("/applications/moves", _wish(company)).status_code == 422
    wish = _wish(company, application=[str(first.id), str(second.id)])
    assert browser.submit("/applications/moves", wish).status_code == 303
    assert [_now(one).mode for one in (first, second, third)] == ["account-managed", "account-managed", "quick"]


def test_all_are_moved_at_once(company: Company) -> None:
    made = [company.a_quick("member") for _ in range(3)]
    assert company.browsers["member"].submit("/applications/moves", _wish(company, scope="all")).status_code == 303
    assert {_now(one).company_account_id for one in made} == {company.account_id}
    assert "移せる簡易申請はありません" in company.text("member", "/applications/moves")
    assert moving.list_movable(acting(company.user("member"))) == []


@pytest.mark.rule("APP-9")
def test_a_correction_follows_its_origin(company: Company) -> None:
    member = acting(company.user("member"))
    origin = a_filed(company.user("member"), content())
    draft = copying.correct(member, origin)
    session.commit()
    assert origin.id in {one.id for one in moving.list_movable(member)}
    assert draft.id not in {one.id for one in moving.list_movable(member)}
    moving.move(member, [origin, draft], company.account)
    assert draft.company_account_id is None
    filed = filing.file(member, draft, AGREED, agreed_version="2026-11-01", validity=None)
    assert filed.company_account_id == company.account_id


def test_a_second_click_finds_it_moved(company: Company) -> None:
    filed = company.a_quick("member")
    browser, path = company.browsers["member"], f"/applications/{filed.id}/move"
    token = browser.token(path)
    answers = [browser.post(path, data=_wish(company, csrf_token=token)) for _ in range(2)]
    assert [answer.location for answer in answers] == [f"/applications/{filed.id}"] * 2
    assert browser.get(path).status_code == 303


@pytest.mark.rule("APP-9")
@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("company_account_id = NULL, mode = 'quick'", "applications_filed_never_changed"),
        ("company_account_id = '{other}'", "applications_filed_never_changed"),
        ("mode = 'quick'", "applications_filed_never_changed"),
    ],
)
def test_the_database_lets_nothing_move_out_or_on(company: Company, change: str, name: str) -> None:
    filed = company.a_filed("member")
    other = an_account(company.organization, company.user("member"), name="二つ目の会社").id
    _refused(f"UPDATE applications SET {change.format(other=other)} WHERE id = :id", name, filed)


@pytest.mark.rule("APP-9")
@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("company_account_id = '{account}', mode = 'account-managed', company = 'else'", "filed_never_changed"),
        ("company_account_id = '{account}', mode = 'account-managed', filer_id = NULL", "filed_never_changed"),
        ("company_account_id = '{account}'", "managed_by_an_account"),
        ("mode = 'account-managed'", "filed_never_changed"),
        ("company_account_id = gen_random_uuid(), mode = 'account-managed'", "fk_applications_company_account_id"),
    ],
)
def test_the_database_lets_nothing_else_change_on_the_way(company: Company, change: str, name: str) -> None:
    filed = company.a_quick("member")
    _refused(f"UPDATE applications SET {change.format(account=company.account_id)} WHERE id = :id", name, filed)


def _refused(statement: str, name: str, application: Application) -> None:
    with pytest.raises(DBAPIError) as caught, session.begin_nested():
        session.execute(text(statement), {"id": application.id})
    assert name in str(caught.value.orig.diag.constraint_name)  # type: ignore[union-attr]  # psycopg sets it
