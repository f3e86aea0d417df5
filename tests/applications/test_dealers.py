"""The step of the dealers: found, chosen, proposed; and never the same one twice."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.accounts.models import User
from tbc.applications.models import Application
from tbc.applications.views.picking import BY_ONE_PERSON
from tbc.kit import throttle
from tbc.kit.db import session as portal
from tbc.partners.service.dealers import close
from tests.applications.given import a_draft, a_filed, content
from tests.applications.test_steps import typed
from tests.client import Client
from tests.organizations.given import an_organization
from tests.partners.dealers import STAFF, a_dealer
from tests.people import a_customer, sign_in

pytestmark = pytest.mark.rule("PRT-4")
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def here(client: Client, session: Session) -> str:
    """The step of a draft without dealers, whose filer is signed in."""
    filer = a_customer(email="taro@example.co.jp")
    sign_in(client, filer)
    draft = a_draft(filer, content(reseller={}, distributor={}))
    return f"/applications/{draft.id}/dealers"


def found(client: Client, here: str, words: str, part: str = "reseller") -> str:
    """What the script gets while `words` are typed."""
    asked = {"seek": part, f"{part}-company": words}
    return client.get(here, query_string=asked, headers=HTMX).get_data(as_text=True)


@pytest.mark.parametrize("words", ["見本商會", "㈱見本", "みほんしょ", "ﾐﾎﾝｼｮｳ", "本商", "ＭＳＫ", "髙﨑"])
def test_a_dealer_is_found_by_any_part_of_its_names(client: Client, here: str, words: str) -> None:
    a_dealer("株式会社見本商会 高崎", "MSK", kana="ミホンショウカイ　タカサキ", note="弊社だけのメモ")
    a_dealer("例示物産株式会社", kana="レイジブッサン")
    answer = found(client, here, words)
    assert "株式会社見本商会 高崎" in answer
    assert "例示物産" not in answer
    assert "弊社だけのメモ" not in answer


def test_closed_dealers_are_not_offered_and_wildcards_mean_themselves(client: Client, here: str) -> None:
    close(STAFF, a_dealer("閉店見本"), "廃業")
    a_dealer("開店見本")
    answer = found(client, here, "見本")
    assert "開店見本" in answer
    assert "閉店見本" not in answer
    for words in ("%", "__", "100%見本", "開%本", "'; DROP TABLE dealers; --", "\\"):
        assert "choose:" not in found(client, here, words), words


def test_the_button_finds_without_script_and_keeps_what_is_typed(client: Client, here: str) -> None:
    a_dealer("株式会社見本商会", kana="ミホンショウカイ")
    answer = client.submit(
        here, {"reseller-company": "みほん", "reseller-branch": "名古屋支店", "act": "find:reseller"}
    )
    assert answer.location == f"{here}?seek=reseller#reseller-found"
    text = client.get(answer.location).get_data(as_text=True)
    assert "株式会社見本商会" in text
    assert "名古屋支店" in text


def test_choosing_fills_the_company_and_leaves_the_rest(client: Client, here: str) -> None:
    dealer = a_dealer("株式会社見本商会", kana="ミホンショウカイ")
    sent = {"reseller-company": "みほん", "reseller-branch": "名古屋支店", "act": f"choose:reseller.{dealer.id}"}
    answer = client.submit(here, sent)
    assert answer.location == f"{here}#reseller-company"
    text = client.get(here).get_data(as_text=True)
    assert 'value="株式会社見本商会"' in text
    assert 'value="名古屋支店"' in text
    assert "「株式会社見本商会」を入れました。" in text


def test_what_one_filed_with_it_before_comes_along(client: Client, session: Session) -> None:
    filer, other = a_customer(), a_customer()
    a_filed(other, content(reseller={"company": "見本商会㈱", "branch": "他人の支店"}))
    a_filed(filer, content(reseller={"company": "見本商会㈱", "branch": "大阪支店", "phone": "06-5555-0191"}))
    dealer = a_dealer("見本商会株式会社")
    sign_in(client, filer)
    here = f"/applications/{a_draft(filer, content(reseller={}, distributor={})).id}/dealers"
    client.submit(here, {"act": f"choose:reseller.{dealer.id}"})
    text = client.get(here).get_data(as_text=True)
    assert 'value="大阪支店"' in text
    assert 'value="06-5555-0191"' in text


@pytest.mark.parametrize("of", ["reseller.nonsense", "end_user.x", "reseller.00000000-0000-0000-0000-000000000000"])
def test_what_is_no_choice_changes_nothing(client: Client, here: str, of: str) -> None:
    client.submit(here, {"reseller-company": "見本", "act": f"choose:{of}"})
    text = client.get(here).get_data(as_text=True)
    assert "もう選べません" in text
    assert 'value="見本"' in text


def test_the_resellers_upstreams_are_proposed(client: Client, here: str) -> None:
    usual, other = a_dealer("卸見本", tier=1), a_dealer("別卸見本", tier=1)
    a_dealer("店見本", "みせ", buys_from=(usual, other))
    answer = found(client, here, "みせ")
    assert answer.index("卸見本") < answer.index("別卸見本")
    assert f"choose:distributor.{usual.id}" in answer
    client.submit(here, {"reseller-company": "店見本", "act": f"choose:distributor.{usual.id}"})
    text = client.get(here).get_data(as_text=True)
    assert 'value="卸見本"' in text
    assert "いつもの仕入先" in text


def test_a_reseller_without_upstreams_is_proposed_as_the_same(client: Client, here: str) -> None:
    a_dealer("一次見本", tier=1)
    assert 'value="same"' in found(client, here, "一次見本")
    client.submit(here, {"reseller-company": "一次見本", "act": "same"})
    assert "代理店 ＝ 販売店" in client.get(here).get_data(as_text=True)


def test_ones_own_company_is_offered_first(client: Client, session: Session) -> None:
    filer = a_customer(email="hanako@example.co.jp")
    organization = an_organization(filer)
    a_dealer("わが社株式会社", organization_id=organization.id)
    stranger = a_customer(email="taro@example.or.jp")
    drafts = {user.id: a_draft(user, content(reseller={}, distributor={})).id for user in (filer, stranger)}
    expected = {filer.id: True, stranger.id: False}
    for user_id, is_offered in expected.items():
        sign_in(client, portal.get_one(User, user_id))
        text = client.get(f"/applications/{drafts[user_id]}/dealers").get_data(as_text=True)
        assert ("わが社株式会社" in text) == is_offered


@pytest.mark.parametrize(
    ("reseller", "distributor"),
    [("見本商会㈱", "株式会社 見本商会"), ("見本商会", "㈱見本商会"), ("見本商会㈱", "MSK"), ("みほん屋", "MSK")],
)
def test_the_same_dealer_twice_is_refused_however_it_is_called(
    client: Client, here: str, reseller: str, distributor: str
) -> None:
    a_dealer("株式会社見本商会", "MSK", "みほん屋")
    sent: dict[str, Any] = typed("reseller", {"company": reseller, "branch": "東京"})
    sent |= typed("distributor", {"company": distributor, "same_as": "other"})
    answer = client.submit(here, sent)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'href="#distributor-company"' in text
    assert "「販売店と同じ」を選ぶか" in text
    assert "「販売店と同じ」を選ぶか" in client.get(here).get_data(as_text=True)


def test_the_picture_follows_what_is_typed(client: Client, here: str) -> None:
    asked = {"seek": "chain", "reseller-company": "店見本", "distributor-company": "卸見本"}
    answer = client.get(here, query_string=asked, headers=HTMX).get_data(as_text=True)
    assert "店見本" in answer
    assert "卸見本" in answer
    same = client.get(here, query_string=asked | {"distributor-same_as": "reseller"}, headers=HTMX)
    assert "代理店 ＝ 販売店" in same.get_data(as_text=True)


def test_the_cost_is_the_same_for_few_and_for_many(client: Client, here: str, statements: list[str]) -> None:
    costs = []
    for amount in (3, 60):
        top = a_dealer(tier=1)
        for number in range(amount):
            a_dealer(f"大量見本{amount}-{number}", f"別名{amount}-{number}", buys_from=(top,))
        statements.clear()
        assert "大量見本" in found(client, here, "大量見本")
        costs.append(len(statements))
    assert costs[0] == costs[1] <= 8


def test_who_asks_without_end_is_told_to_wait(client: Client, here: str) -> None:
    a_dealer("見本商会")
    filer_id = str(portal.scalars(select(Application.filer_id)).one())
    for _ in range(BY_ONE_PERSON.tries):
        throttle.take(BY_ONE_PERSON, filer_id)
    portal.commit()
    answer = client.get(here, query_string={"seek": "reseller", "reseller-company": "見本"}, headers=HTMX)
    assert answer.status_code == 429
    assert "候補を出せません" in answer.get_data(as_text=True)
    assert client.get(here).status_code == 200
