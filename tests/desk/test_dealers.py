"""Dealers on the desk: found, changed, chained, merged and brought back; names that nobody bears; a file of them."""

from __future__ import annotations

import io
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tbc.audit.models import AuditEvent
from tbc.kit.db import session as portal
from tbc.partners.models import Dealer, DealerName, Upstream
from tbc.partners.queries.dealers import list_names
from tests.applications.given import a_filed, content
from tests.client import Client
from tests.partners.dealers import a_dealer
from tests.people import a_customer, an_auditor, an_operator, sign_in

pytestmark = pytest.mark.rule("PRT-5")


@pytest.fixture
def desk(client: Client) -> Client:
    """The client signed in as an operator."""
    return sign_in(client, an_operator())


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def acts(dealer_id: UUID) -> list[str]:
    wanted = select(AuditEvent.act).where(AuditEvent.subject_id == dealer_id).order_by(AuditEvent.at, AuditEvent.id)
    return list(portal.scalars(wanted))


def test_a_dealer_is_made_changed_closed_and_opened_again(desk: Client, session: Session) -> None:
    wrong = {"name": "", "kana": "漢字", "tier": "9", "corporate_number": "123", "organization": "nowhere.example"}
    answer = desk.submit("/desk/dealers/new", wrong)
    assert answer.status_code == 422
    text = answer.get_data(as_text=True)
    for said in (
        "会社名を入力してください。",
        "カナで入力してください",
        "13桁の数字",
        "このドメインの組織はありません",
    ):
        assert said in text
    right = {
        "name": "見本商会㈱",
        "kana": "みほんしょうかい",
        "tier": "2",
        "corporate_number": "",
        "note": "秘密のメモ",
    }
    here = desk.submit("/desk/dealers/new", right).location
    dealer_id = UUID(here.rpartition("/")[2])
    assert "ミホンショウカイ" in text_of(desk, here)
    changed = desk.submit(f"{here}/edit", right | {"tier": "1", "version": "1"})
    assert changed.status_code == 303
    assert "一次店" in text_of(desk, here)
    assert desk.submit(f"{here}/close", {"reason": ""}).status_code == 422
    assert desk.submit(f"{here}/close", {"reason": "廃業のため"}).status_code == 303
    assert "閉じています" in text_of(desk, here)
    desk.submit(here, {}, to=f"{here}/reopen")
    assert "候補に出ていません" not in text_of(desk, here)
    assert acts(dealer_id) == ["dealer-made", "dealer-changed", "dealer-closed", "dealer-reopened"]


def test_the_second_of_two_editors_sees_what_the_first_did(desk: Client, session: Session) -> None:
    dealer_id = a_dealer("見本商会").id
    sent = {"name": "見本商会", "kana": "ミホン", "tier": "2", "version": "1"}
    assert desk.submit(f"/desk/dealers/{dealer_id}/edit", sent | {"note": "はじめの人"}).status_code == 303
    answer = desk.submit(f"/desk/dealers/{dealer_id}/edit", sent | {"note": "あとの人"})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "ほかの担当者が内容を変えました" in text
    assert "はじめの人" in text
    assert "あとの人" in text
    assert 'name="version" value="2"' in text


@pytest.mark.parametrize("words", ["みほん", "ﾐﾎﾝ", "見本", "MSK", "㈱見本", "8928880361560"])
def test_the_list_finds_by_any_name(desk: Client, session: Session, words: str) -> None:
    a_dealer("見本商会株式会社", "MSK", kana="ミホンショウカイ", corporate_number="8928880361560")
    a_dealer("例示物産", kana="レイジブッサン", tier=1)
    text = desk.get("/desk/dealers", query_string={"q": words}).get_data(as_text=True)
    assert "見本商会株式会社" in text
    assert "例示物産" not in text
    assert "例示物産" in desk.get("/desk/dealers?tier=1").get_data(as_text=True)
    assert "条件に合う" in desk.get("/desk/dealers", query_string={"q": "%"}).get_data(as_text=True)


def test_the_list_has_pages(desk: Client, session: Session) -> None:
    for number in range(55):
        a_dealer(f"頁見本{number:02}", kana=f"ペ{number:02}")
    first = text_of(desk, "/desk/dealers?q=頁見本")
    assert "頁見本49" in first
    assert "頁見本50" not in first
    last = portal.scalars(select(Dealer.id).where(Dealer.name == "頁見本49")).one()
    assert "頁見本50" in text_of(desk, f"/desk/dealers?q=頁見本&after={last}")
    assert "頁見本00" in text_of(desk, "/desk/dealers?after=nonsense")


@pytest.mark.rule("PRT-4")
def test_the_chain_is_built_and_a_circle_is_named(desk: Client, session: Session) -> None:
    top, middle, shop = a_dealer("天", tier=1), a_dealer("中"), a_dealer("店", tier=3)
    ids = {dealer.name: dealer.id for dealer in (top, middle, shop)}

    def buys(buyer: str, seller: str) -> str:
        here = f"/desk/dealers/{ids[buyer]}"
        desk.submit(here, {}, to=f"{here}/upstreams/{ids[seller]}")
        return text_of(desk, here)

    buys("中", "天")
    text = buys("店", "中")
    assert text.index(">天<") < text.index(">中<")
    refused = buys("天", "店")
    assert "仕入れが一周します: 天 → 店 → 中 → 天" in refused
    assert "天" in text_of(desk, f"/desk/dealers/{ids['店']}/upstreams?q=天")
    here = f"/desk/dealers/{ids['店']}"
    buys("店", "天")
    desk.submit(here, {}, to=f"{here}/upstreams/{ids['天']}/default")
    assert portal.get_one(Upstream, (ids["店"], ids["天"])).is_default
    desk.submit(here, {}, to=f"{here}/upstreams/{ids['天']}/remove")
    assert "dealer-upstream-removed" in acts(ids["店"])


def test_an_odd_tier_is_allowed_and_said(desk: Client, session: Session) -> None:
    one, other = a_dealer("甲店", tier=2), a_dealer("乙店", tier=2)
    here = f"/desk/dealers/{one.id}"
    desk.submit(here, {}, to=f"{here}/upstreams/{other.id}")
    assert "段階を確かめてください" in text_of(desk, here)


def test_names_nobody_bears_are_counted_and_given_away(desk: Client, session: Session) -> None:
    filer = a_customer()
    for _ in range(2):
        a_filed(filer, content(reseller={"company": "ﾀﾞﾐｰ情報(株)"}))
    dealer_id = a_dealer("ダミー情報機器㈱").id
    text = text_of(desk, "/desk/dealers/unknown")
    assert "ﾀﾞﾐｰ情報(株)" in text
    chooser = "/desk/dealers/for-name?name=ﾀﾞﾐｰ情報(株)&q=ダミー"
    assert "ダミー情報機器㈱" in text_of(desk, chooser)
    assert desk.submit(chooser, {"name": "ﾀﾞﾐｰ情報(株)"}, to=f"/desk/dealers/{dealer_id}/names").status_code == 303
    assert "別名「ﾀﾞﾐｰ情報(株)」を加えました" in text_of(desk, "/desk/dealers/unknown")
    assert "ﾀﾞﾐｰ情報(株)" not in text_of(desk, "/desk/dealers/unknown")
    record = text_of(desk, f"/desk/dealers/{dealer_id}")
    assert "サンプル髙﨑建設株式会社" in record
    assert "この会社を販売店か代理店にした受注はありません" in record


def test_duplicates_are_suggested_merged_and_brought_back(desk: Client, session: Session) -> None:
    top = a_dealer("卸", tier=1)
    stays = a_dealer("見本商会株式会社", kana="ミホンショウカイ")
    goes = a_dealer("ミホン商会", "MSK", kana="ミホンショウカイ", buys_from=(top,), corporate_number="8928880361560")
    shop = a_dealer("小店", kana="コミセ", tier=3, buys_from=(goes,))
    ids = {"stays": stays.id, "goes": goes.id, "shop": shop.id, "top": top.id}
    a_filed(a_customer(), content(reseller={"company": "MSK"}))
    assert "ミホン商会" in text_of(desk, "/desk/dealers/duplicates")
    here = f"/desk/dealers/{ids['goes']}/merge/{ids['stays']}"
    preview = text_of(desk, here)
    assert "8928880361560" in preview
    assert desk.submit(here, {"reason": ""}).status_code == 422
    assert desk.submit(here, {"reason": "登記を確かめた"}).location == f"/desk/dealers/{ids['stays']}"
    session.expire_all()
    assert {name.name for name in list_names(ids["stays"])} == {"見本商会株式会社", "ミホン商会", "MSK"}
    assert portal.get(Upstream, (ids["shop"], ids["stays"]))
    assert portal.get(Upstream, (ids["stays"], ids["top"]))
    assert portal.get_one(Dealer, ids["stays"]).corporate_number == "8928880361560"
    text = text_of(desk, f"/desk/dealers/{ids['stays']}")
    assert "サンプル髙﨑建設株式会社" in text
    assert desk.get(f"/desk/dealers/{ids['goes']}/edit").status_code == 404
    undo = text.split('action="/desk/dealers/merges/')[1].split('"')[0]
    desk.submit(f"/desk/dealers/{ids['stays']}", {}, to=f"/desk/dealers/merges/{undo}")
    session.expire_all()
    assert {name.name for name in list_names(ids["goes"])} == {"ミホン商会", "MSK"}
    assert portal.get(Upstream, (ids["shop"], ids["goes"]))
    assert not portal.get(Upstream, (ids["shop"], ids["stays"]))
    assert portal.get_one(Dealer, ids["goes"]).corporate_number == "8928880361560"
    assert portal.get_one(Dealer, ids["stays"]).corporate_number == ""
    assert acts(ids["goes"])[-2:] == ["dealer-merged-away", "dealer-merge-undone"]


@pytest.mark.rule("PRT-4")
def test_merging_along_the_chain_drops_what_would_go_round(desk: Client, session: Session) -> None:
    top = a_dealer("上", tier=1)
    middle = a_dealer("間", buys_from=(top,))
    shop = a_dealer("下", tier=3, buys_from=(middle,))
    ids = [top.id, middle.id, shop.id]
    here = f"/desk/dealers/{ids[0]}/merge/{ids[2]}"
    assert "なくなる取引" in text_of(desk, here)
    assert desk.submit(here, {"reason": "同じ会社"}).status_code == 303
    edges = portal.execute(select(Upstream.dealer_id, Upstream.upstream_id)).all()
    assert [tuple(edge) for edge in edges] == [(ids[2], ids[1])]


def a_sheet(*rows: str) -> tuple[io.BytesIO, str]:
    head = "会社名※,フリガナ※,段階※,別名,仕入先\n"
    return io.BytesIO((head + "\n".join(rows)).encode()), "dealers.csv"


@pytest.mark.rule("PRT-4")
def test_a_file_is_shown_and_saved_all_or_nothing(desk: Client, session: Session) -> None:
    a_dealer("既存見本㈱", tier=2)
    for form in ("csv", "xlsx"):
        assert desk.get(f"/desk/dealers/import/template.{form}").status_code == 200
    faulty = a_sheet("甲,コウ,九次店,,", ",,,,", "乙,漢字,1,,どこにもない", "甲店,コウ,1,,乙店", "乙店,オツ,1,,甲店")
    answer = desk.submit("/desk/dealers/import", {"file": faulty})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    for said in ("一次店、二次店、三次店", "カナで入力してください", "仕入れが一周しています", "2行目", "4行目"):
        assert said in text
    right = a_sheet("卸見本,オロシ,一次店,,", "既存見本株式会社,キゾン,1,KZ;既見,", "店見本,ミセ,2,,卸見本;既存見本")
    answer = desk.submit("/desk/dealers/import", {"file": right})
    assert answer.location is None
    wanted = a_sheet("卸見本,オロシ,一次店,,", "既存見本株式会社,キゾン,1,KZ;既見,", "店見本,ミセ,2,,卸見本;KZ")
    assert desk.submit("/desk/dealers/import", {"file": wanted}).location == "/desk/dealers/import/preview"
    preview = text_of(desk, "/desk/dealers/import/preview")
    assert "二次店" in preview
    assert portal.query(Dealer).count() == 1
    token = preview.split('name="token" value="')[1].split('"')[0]
    assert desk.submit("/desk/dealers/import/preview", {"token": "old", "act": "save"}).location.endswith("/preview")
    assert desk.submit("/desk/dealers/import/preview", {"token": token, "act": "save"}).location == "/desk/dealers"
    session.expire_all()
    names = set(portal.scalars(select(DealerName.name)))
    assert names == {"卸見本", "既存見本株式会社", "KZ", "既見", "店見本"}
    shop = portal.scalars(select(Dealer).where(Dealer.name == "店見本")).one()
    upstreams = portal.query(Upstream).filter_by(dealer_id=shop.id).all()
    assert sorted(row.is_default for row in upstreams) == [False, True]
    assert "店見本" in text_of(desk, "/desk/dealers?q=みせ")


def test_the_auditor_reads_and_changes_nothing(client: Client, session: Session) -> None:
    dealer_id = a_dealer("見本商会").id
    sign_in(client, an_auditor())
    text = text_of(client, f"/desk/dealers/{dealer_id}")
    assert "会社の内容を変える" not in text
    assert client.get(f"/desk/dealers/{dealer_id}/edit").status_code == 403
    sign_in(client, a_customer())
    assert client.get(f"/desk/dealers/{dealer_id}").status_code == 404
