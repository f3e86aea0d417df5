"""What is found in a sheet: the forms' own checks and sentences, by row and cell."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tbc.applications import checking, sentences
from tbc.applications.facts import gather
from tbc.applications.rules import Facts
from tbc.bulk_filing.judging import Judged, judge
from tbc.bulk_filing.reading import read
from tbc.bulk_filing.sentences import sentence_of
from tests.applications.given import PARTY, a_draft, a_product
from tests.bulk_filing.given import a_row, a_sheet
from tests.organizations.given import a_member, an_account, an_end_user, an_organization
from tests.people import a_customer, acting

pytestmark = pytest.mark.usefixtures("session")
WRONG = {
    "items__quantity": "多数",
    "items__term_years": "9",
    "end_user__email": "hanako",
    "end_user__phone": "12",
    "end_user__corporate_number": "1234567890123",
    "end_user__postal_code": "1",
    "end_user__contact_name": "",
    "delivery__email": "",
    "reseller_reference": "ABC",
    "reseller__company": "",
    "kind": "",
    "remarks": "あ" * 1001,
}


def found(*rows: Mapping[str, str], filer: object = None, account: object = None) -> list[Judged]:
    a_product()
    sheet = read(a_sheet(rows), "a.xlsx")
    return judge(acting(filer or a_customer()), sheet, getattr(account, "id", None))  # type: ignore[arg-type]  # None is quick mode


def said(one: Judged) -> list[str]:
    return [sentence_of(finding, {}) for finding in one.findings]


def codes(one: Judged) -> list[str]:
    return [finding["code"] for finding in one.findings]


@pytest.mark.rule("APP-5")
@pytest.mark.parametrize(("path", "typed"), WRONG.items())
def test_a_row_is_told_what_the_form_tells(path: str, typed: str) -> None:
    (one,) = found(a_row(1, **{path: typed}))
    facts: Facts = gather(a_draft(a_customer()), one.content)
    asked = [sentences.sentence(problem) for problem in checking.check(one.content, facts)]
    assert said(one) == asked
    assert one.outcome == "faulty"
    (finding,) = [finding for finding in one.findings if finding["level"] == "error"]
    assert finding["row"] == 2
    assert finding["typed"] == typed.strip()[:60]


def test_what_is_typed_in_any_width_is_read_as_the_form_reads_it() -> None:
    (one,) = found(
        a_row(
            1, items__quantity="１，０００", items__term_years="１年", end_user__phone="０３（５５５５）１２３４",
            end_user__corporate_name_kana="みほん", kind="new", reseller_reference="12",
            end_user__postal_code="〒498-0000",
        )
    )  # fmt: skip
    assert one.outcome == "waiting", said(one)
    assert one.content["items"][0] | {"quantity": "1000", "term_years": "1"} == one.content["items"][0]
    assert one.content["end_user"]["phone"] == "03-5555-1234"
    assert one.content["end_user"]["corporate_name_kana"] == "ミホン"
    assert one.content["reseller_reference"] == "00000012"


def test_rows_of_one_heading_are_one_application() -> None:
    a_product("SGE-B", contact_persons_required=True)
    person = {"contact_persons.phone": "03-5555-1234", "contact_persons.email": "a@example.jp"}
    rows = [
        a_row(1, key="四月") | person | {"contact_persons.name": "見本　一"},
        {"key": "四月", "items.product": "SGE-B", "items.quantity": "x", "items.term_years": "2"},
        {"key": "四 月", "contact_persons.name": "見本　二"} | person,
        a_row(2),
    ]
    first, second, third = found(*rows)
    assert [item["product"] for item in first.content["items"]] == ["SGE-ADV", "SGE-B"]
    assert [(finding["row"], finding["path"]) for finding in first.findings] == [(3, "items[1].quantity")]
    assert second.outcome == "faulty"
    assert third.outcome == "waiting"
    assert [person["name"] for person in first.content["contact_persons"]] == ["見本　一"]


def test_two_rows_of_one_application_may_not_contradict_each_other() -> None:
    first = found(
        a_row(1, key="A"), {**a_row(1, key="A"), "items.product": "SGE-ADV", "delivery.email": "b@example.jp"}
    )[0]
    assert "differs_from_first" in codes(first)
    (finding,) = [finding for finding in first.findings if finding["code"] == "differs_from_first"]
    assert finding["row"] == 3
    assert "2行目と同じ申請なのに" in sentence_of(finding, {})


def test_a_product_may_be_called_by_its_name() -> None:
    (one,) = found(a_row(1, items__product="ｻﾝﾌﾟﾙｶﾞｰﾄﾞ エンドポイント　アドバンス"))
    assert one.content["items"][0]["product"] == "SGE-ADV"
    (other,) = found(a_row(1, items__product="何か"))
    assert codes(other) == ["unknown_product"]


@pytest.mark.rule("ORG-7")
def test_an_end_user_that_is_kept_needs_its_name_alone() -> None:
    filer = a_customer()
    organization = an_organization(filer)
    account = an_account(organization, filer, [], name="サンプル 商事")
    an_end_user(account)
    bare = {path: text for path, text in a_row(1).items() if not path.startswith("end_user.")}
    name = {"end_user.corporate_name": PARTY["corporate_name"]}
    assert found(bare | name, filer=filer)[0].outcome == "faulty"
    for row, into in ((bare | name, account), (bare | name | {"account": "サンプル商事"}, None)):
        (one,) = found(row | ({"account": "サンプル 商事"} if into is None else {}), filer=filer, account=into)
        assert (one.outcome, one.account_id) == ("waiting", account.id), said(one)
        assert one.content["end_user"]["city"] == PARTY["city"]
    (unknown,) = found(bare | {"end_user.corporate_name": "どこにもない"}, filer=filer, account=account)
    assert codes(unknown) == ["end_user_unknown"]
    (own,) = found(bare | name | {"end_user.phone": "03-5555-9999"}, filer=filer, account=account)
    assert own.content["end_user"]["phone"] == "03-5555-9999"


def test_of_an_account_that_is_unknown_only_that_is_said() -> None:
    bare = {path: text for path, text in a_row(1).items() if not path.startswith("end_user.")}
    (one,) = found(bare | {"account": "ない", "end_user.corporate_name": "見本"})
    assert codes(one) == ["account_unknown"]


def test_a_row_goes_into_no_account_of_others() -> None:
    filer = a_customer()
    an_organization(filer)
    stranger = a_customer(email="taro@example.or.jp")
    an_account(an_organization(stranger, "example.or.jp"), stranger, [], name="他社")
    assert codes(found(a_row(1, account="他社"), filer=filer)[0]) == ["account_unknown"]
    (quick,) = found(a_row(1, account="簡易申請"), filer=filer)
    assert (quick.account_id, quick.outcome) == (None, "waiting")


def test_consent_is_asked_where_the_rule_says_so() -> None:
    rows = [a_row(1), a_row(2, end_user__email="a@other.example.com"), a_row(3, end_user__email="a@other.example.com")]
    rows[2]["consent"] = "得ていない"
    own, other, refused = found(*rows)
    assert [one.needs_consent for one in (own, other, refused)] == [False, True, True]
    assert codes(refused) == ["consent_refused"]


def test_members_of_an_account_alone_file_into_it() -> None:
    owner, member = a_customer(), a_customer()
    organization = an_organization(owner)
    a_member(organization, member)
    an_account(organization, owner, [], name="サンプル商事")
    assert codes(found(a_row(1, account="サンプル商事"), filer=member)[0]) == ["account_unknown"]
