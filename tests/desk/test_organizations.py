"""Organizations on the desk: found by name, domain and address, looked at, deleted on request, domains split."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tbc.audit.models import AuditEvent
from tbc.desk.queries.organizations import PAGE
from tbc.kit import db
from tbc.organizations.models import Organization, SplitDomain
from tbc.organizations.queries.domains import domain_of
from tests.client import Client
from tests.organizations.given import DOMAIN, a_member, an_organization
from tests.organizations.merges import merged, twins
from tests.people import a_customer, an_administrator, an_operator, sign_in

PATH = "/desk/organizations"


@pytest.mark.rule("ORG-9")
def test_found_by_name_domain_address_and_state(client: Client, session: Session) -> None:
    an_organization(a_customer(email="a@kou.example.com"), "kou.example.com", name="甲株式会社")
    other = an_organization(None, "otsu.example.com", name="乙有限会社")
    a_member(other, a_customer(email="Person@otsu.example.com"))
    sign_in(client, an_operator())

    def shown(**asked: str) -> set[str]:
        html = client.get(PATH, query_string=asked).get_data(as_text=True)
        return {name for name in ("甲株式会社", "乙有限会社") if name in html}

    assert shown() == {"甲株式会社", "乙有限会社"}
    assert shown(q="甲株") == shown(q="KOU.example") == {"甲株式会社"}
    assert shown(q="person@OTSU.example.com") == shown(state="ownerless") == {"乙有限会社"}
    assert shown(q="%") == shown(state="deleted") == set()
    assert shown(state="nonsense") == shown()


@pytest.mark.rule("ORG-9")
def test_the_list_is_turned_page_by_page(client: Client, session: Session, statements: list[str]) -> None:
    for number in range(PAGE + 1):
        an_organization(None, f"many{number:02}.example.com", name=f"第{number:02}社")
    sign_in(client, an_operator())
    html = client.get(PATH).get_data(as_text=True)
    assert "第00社" not in html
    older = html.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
    statements.clear()
    html = client.get(older).get_data(as_text=True)
    assert "第00社" in html
    assert 'rel="prev"' in html
    assert len(statements) <= 3


@pytest.mark.rule("ORG-8", "AUD-1")
def test_its_page_shows_people_domains_merges_and_what_happened(
    client: Client, session: Session, statements: list[str]
) -> None:
    both = twins()
    merged(both)
    for number in range(5):
        a_member(both.target, a_customer(f"一員　{number}号", email=f"m{number}@{DOMAIN}"))
    sign_in(client, an_operator())
    statements.clear()
    html = client.get(f"{PATH}/{both.target_id}").get_data(as_text=True)
    assert len(statements) <= 8
    for words in ("一員　4号", DOMAIN, "「高崎見本パートナー」を取り込みました", "組織を統合しました"):
        assert words in html, words
    assert "統合済み" in client.get(f"{PATH}/{both.source_id}").get_data(as_text=True)


@pytest.mark.rule("ORG-10")
def test_an_ownerless_one_is_deleted_with_a_reason_and_restored(client: Client, session: Session) -> None:
    own, owned = an_organization(None).id, an_organization(a_customer(), "owned.example.com").id
    sign_in(client, an_administrator())
    path = f"{PATH}/{own}"
    assert "依頼を受けて削除する" in client.get(path).get_data(as_text=True)
    assert client.submit(f"{path}/delete").status_code == 422
    assert client.submit(f"{path}/delete", {"reason": "電話での依頼"}).status_code == 303
    event = db.session.query(AuditEvent).filter_by(act="organization-deleted").one()
    assert event.details["reason"] == "電話での依頼"
    assert "削除の手続き中" in client.get(path).get_data(as_text=True)
    assert client.submit(path, to=f"{path}/restore").status_code == 303
    assert db.session.get_one(Organization, own).is_live
    assert client.get(f"{PATH}/{owned}/delete").status_code == 303
    client.submit("/reset-password", {"reason": "x"}, to=f"{PATH}/{owned}/delete")
    assert db.session.get_one(Organization, owned).is_live


@pytest.mark.rule("ORG-1")
def test_a_split_domain_leads_to_one_organization_per_sub_domain(client: Client, session: Session) -> None:
    address = "taro@sales.pref.example.com"
    assert domain_of(address) == "example.com"
    sign_in(client, an_administrator())
    path = "/desk/split-domains"
    for bad in ("co.jp", "lg.jp", "jp", "株式会社", ""):
        assert client.submit(path, {"domain": bad, "reason": "都道府県"}).status_code == 422, bad
    assert client.submit(path, {"domain": "＠ＥＸＡＭＰＬＥ．com", "reason": "都道府県"}).status_code == 303
    assert domain_of(address) == "pref.example.com"
    assert client.submit(path, {"domain": "example.com", "reason": "都道府県"}).status_code == 422
    assert client.submit(path, to=f"{path}/example.com/join").status_code == 303
    assert db.session.query(SplitDomain).count() == 0
    assert db.session.query(AuditEvent).filter(AuditEvent.act.in_(["domain-split", "domain-joined"])).count() == 2
