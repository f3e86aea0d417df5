"""Filing: once, complete, with a number; and what may become of it afterwards."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from tbc.applications import numbers, queries
from tbc.applications.models import Application
from tbc.applications.service import copying, filing
from tbc.audit.queries import list_about
from tbc.kit import db
from tbc.mail.models import Letter
from tests.applications.given import AGREED, CONTENT, a_draft, a_filed, content
from tests.people import a_customer, acting

pytestmark = pytest.mark.usefixtures("session")


def _file(draft: Application, filer, agreed=AGREED, validity=None) -> Application:  # type: ignore[no-untyped-def]
    return filing.file(acting(filer), draft, agreed, agreed_version="2026-11-01", validity=validity)


@pytest.mark.rule("APP-6")
@pytest.mark.rule("NUM-3")
def test_a_complete_draft_gets_a_number() -> None:
    filed = a_filed(a_customer())
    assert filed.state == "filed"
    assert numbers.read(filed.number or "") == filed.number
    assert filed.content["items"][0]["quantity"] == 300
    assert filed.content["items"][0]["product_name"] == "サンプルガード エンドポイント アドバンス"
    assert filed.content["distributor"] == {"same_as": "reseller"}
    assert filed.company == "サンプル髙﨑建設株式会社"


@pytest.mark.rule("APP-7")
@pytest.mark.rule("MAI-1")
def test_the_completion_mail_goes_to_the_login_address_alone() -> None:
    filer = a_customer()
    filed = a_filed(filer)
    letters = db.session.scalars(select(Letter).where(Letter.about == filed.id)).all()
    assert [letter.to for letter in letters] == [filer.email]
    assert "".join(numbers.groups(filed.number or "")) in letters[0].body_text.replace(" ", "")


@pytest.mark.rule("AUD-1")
def test_filing_is_audited() -> None:
    filed = a_filed(a_customer())
    assert [event.act for event in list_about("application", filed.id)] == ["application-started", "application-filed"]


@pytest.mark.rule("APP-6")
def test_filing_again_gives_the_same_number() -> None:
    filer = a_customer()
    filed = a_filed(filer)
    number = filed.number
    assert _file(filed, filer).number == number
    assert db.session.scalar(select(func.count()).select_from(Letter).where(Letter.about == filed.id)) == 1


@pytest.mark.rule("APP-5")
@pytest.mark.parametrize("part", ["end_user", "delivery", "reseller", "items", "support_contact", "renewal_contact"])
def test_an_incomplete_draft_is_not_filed(part: str) -> None:
    filer = a_customer()
    draft = a_draft(filer, {name: value for name, value in CONTENT.items() if name != part})
    with pytest.raises(filing.Incomplete) as caught:
        _file(draft, filer)
    assert any(problem.path.startswith(part) for problem in caught.value.problems)
    assert draft.is_draft


@pytest.mark.rule("ACC-7")
def test_filing_needs_the_consent_to_the_privacy_terms() -> None:
    filer = a_customer()
    with pytest.raises(filing.NotAgreed) as caught:
        _file(a_draft(filer), filer, {"consent": True})
    assert caught.value.missing == ["privacy"]


def test_a_filer_of_another_domain_confirms_the_end_users_consent() -> None:
    dealer = a_customer(email="hinagata-ichiro@dummy-jk.example.jp")
    with pytest.raises(filing.NotAgreed) as caught:
        _file(a_draft(dealer), dealer, {"privacy": True})
    assert caught.value.missing == ["consent"]


@pytest.mark.rule("NUM-4")
def test_a_configured_validity_is_kept_with_the_number() -> None:
    filer = a_customer()
    filed = _file(a_draft(filer), filer, validity=30)
    assert filed.valid_until is not None
    assert (filed.valid_until - (filed.filed_at or filed.saved_at).date()).days in {30, 31}


@pytest.mark.rule("APP-9")
def test_a_correction_supersedes_the_old_one_and_both_are_linked() -> None:
    filer = a_customer()
    old = a_filed(filer)
    draft = copying.correct(acting(filer), old)
    new = _file(draft, filer)
    assert (old.state, old.superseded_by_id) == ("superseded", new.id)
    assert new.corrects_id == old.id
    assert new.number != old.number


@pytest.mark.rule("APP-9")
def test_a_second_correction_of_the_same_application_is_refused() -> None:
    filer = a_customer()
    old = a_filed(filer)
    first, second = copying.correct(acting(filer), old), copying.correct(acting(filer), old)
    _file(first, filer)
    with pytest.raises(filing.StateHasChanged) as caught:
        _file(second, filer)
    assert caught.value.state == "superseded"


@pytest.mark.rule("APP-9")
def test_a_withdrawn_application_is_not_withdrawn_again() -> None:
    filer = a_customer()
    filed = a_filed(filer)
    filing.withdraw(acting(filer), filed, "注文を取りやめた")
    assert filed.state == "withdrawn"
    with pytest.raises(filing.StateHasChanged):
        filing.withdraw(acting(filer), filed, "")


@pytest.mark.rule("APP-8")
def test_a_copy_holds_all_data_and_gets_a_number_of_its_own() -> None:
    filer = a_customer()
    origin = a_filed(filer, content(remarks="至急\nお願いします"))
    copied = copying.copy_and_new(acting(filer), origin)
    assert copied.copied_from_id == origin.id
    assert copied.content["remarks"] == "至急\nお願いします"
    filed = _file(copied, filer)
    assert filed.number != origin.number
    assert origin.state == "filed"


@pytest.mark.rule("APP-6")
@pytest.mark.rule("NUM-3")
def test_twenty_filings_at_once_give_one_application(fresh_database: str) -> None:
    engine = create_engine(fresh_database, pool_size=20)
    db.bind(engine)
    filer = a_customer()
    draft_id, who = a_draft(filer).id, acting(filer)
    db.session.remove()
    gate, answers = threading.Barrier(20), []

    def press() -> None:
        with db.unit_of_work():
            gate.wait()
            draft = queries.lock_application(who, draft_id)
            assert draft is not None
            answers.append(filing.file(who, draft, AGREED, agreed_version="1", validity=None).number)

    threads = [threading.Thread(target=press) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Session(engine) as session:
        assert session.scalar(select(func.count()).select_from(Letter).where(Letter.about == draft_id)) == 1
        assert set(answers) == {session.get_one(Application, draft_id).number}
    assert len(answers) == 20
    engine.dispose()
