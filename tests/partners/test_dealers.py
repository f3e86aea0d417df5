"""Dealers: names that are nobody else's, a chain without circles, and applications that follow the names."""

from __future__ import annotations

from threading import Thread

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tbc.applications import numbers
from tbc.applications.models import Application, NamedDealer
from tbc.kit.clock import now
from tbc.kit.ids import new_id
from tbc.partners.models import Dealer, DealerName
from tbc.partners.queries.chain import chain_of, list_upstreams
from tbc.partners.queries.dealers import find_name, list_names
from tbc.partners.service import chain, dealers
from tbc.policy import Actor
from tests.applications.given import a_filed, content
from tests.partners.dealers import STAFF, a_dealer
from tests.people import a_customer

pytestmark = pytest.mark.rule("PRT-4")


def details(dealer: Dealer, **changes: object) -> dict[str, object]:
    return {name: getattr(dealer, name) for name in dealers.FIELDS} | changes


def test_no_two_dealers_share_a_name_however_it_is_written(session: Session) -> None:
    a_dealer("株式会社髙﨑見本", "高崎見本販売㈱")
    for name in ("高崎見本㈱", "(株) 髙﨑・見本", "高崎見本販売　株式会社"):
        with pytest.raises(dealers.NameTaken) as taken:
            a_dealer(name)
        assert taken.value.dealer == "株式会社髙﨑見本"
    assert a_dealer("有限会社髙﨑見本").name == "有限会社髙﨑見本"


def test_the_database_refuses_a_name_twice(session: Session) -> None:
    dealer, other = a_dealer("見本A"), a_dealer("見本B")
    session.add(DealerName(dealer_id=other.id, name="見本 A", name_key="見本a"))
    with pytest.raises(IntegrityError, match="uq_dealer_names_name_key"):
        session.flush()
    session.rollback()
    assert [name.name for name in list_names(dealer.id)] == ["見本A"]


@pytest.mark.parametrize(("column", "value"), [("tier", 4), ("name", ""), ("corporate_number", "123")])
def test_the_database_refuses_what_no_dealer_has(session: Session, column: str, value: object) -> None:
    dealer = a_dealer()
    setattr(dealer, column, value)
    with pytest.raises(IntegrityError, match="ck_dealers_"):
        session.flush()


def test_the_old_name_stays_a_synonym(session: Session) -> None:
    dealer = a_dealer("見本商事株式会社")
    dealers.change(
        STAFF, dealer, details(dealer, name="見本ソリューションズ株式会社", kana="ミホンソリューションズ"), 1
    )
    names = list_names(dealer.id)
    assert [(name.name, name.is_main) for name in names] == [
        ("見本ソリューションズ株式会社", True),
        ("見本商事株式会社", False),
    ]


def test_of_two_staff_who_edit_at_once_the_second_is_told(session: Session) -> None:
    dealer = a_dealer()
    dealers.change(STAFF, dealer, details(dealer, tier=1), 1)
    with pytest.raises(dealers.ChangedMeanwhile):
        dealers.change(STAFF, dealer, details(dealer, note="別の人の変更"), 1)


def test_a_corporate_number_is_one_dealers(session: Session) -> None:
    a_dealer(corporate_number="8928880361560")
    with pytest.raises(dealers.NumberTaken):
        a_dealer(corporate_number="8928880361560")


def test_the_first_upstream_is_the_default_and_the_next_follows_it(session: Session) -> None:
    first, second = a_dealer("一番", tier=1), a_dealer("二番", tier=1)
    dealer = a_dealer("店", buys_from=(first, second))
    assert [(row.upstream_id, row.is_default) for row in list_upstreams(dealer.id)] == [
        (first.id, True),
        (second.id, False),
    ]
    chain.choose_default(STAFF, dealer, second.id)
    assert list_upstreams(dealer.id)[0].upstream_id == second.id
    chain.remove_upstream(STAFF, dealer, second.id)
    assert [(row.upstream_id, row.is_default) for row in list_upstreams(dealer.id)] == [(first.id, True)]


def test_the_chain_is_seen_up_and_down(session: Session) -> None:
    top = a_dealer("天", tier=1)
    middle, other = a_dealer("中", buys_from=(top,)), a_dealer("別", tier=1)
    dealer = a_dealer("店", tier=3, buys_from=(middle, other))
    a_dealer("下", tier=3, buys_from=(dealer,))
    seen = chain_of(dealer)
    assert [kin.name for kin in seen.line] == ["中", "天"]
    assert [(kin.name, kin.is_default) for kin in seen.upstreams] == [("中", True), ("別", False)]
    assert ([kin.name for kin in seen.downstreams], seen.downstreams_in_all) == (["下"], 1)


def test_a_circle_is_refused_and_named(session: Session) -> None:
    a = a_dealer("甲")
    b = a_dealer("乙", buys_from=(a,))
    c = a_dealer("丙", buys_from=(b,))
    with pytest.raises(chain.ClosesCircle) as refused:
        chain.add_upstream(STAFF, a, c)
    assert refused.value.names == ["甲", "丙", "乙", "甲"]
    with pytest.raises(chain.ClosesCircle):
        chain.add_upstream(STAFF, a, a)


def test_the_database_refuses_a_circle_that_two_close_together(fresh_database: str) -> None:
    """Each alone would be sound; the second waits for the first and then sees it."""
    engine = create_engine(fresh_database)
    a, b, c = new_id(), new_id(), new_id()
    add = text("INSERT INTO dealer_upstreams VALUES (:below, :above, false, now())")
    with Session(engine) as one:
        for dealer_id in (a, b, c):
            one.add(Dealer(id=dealer_id, name=f"店{dealer_id}", kana="ミセ", tier=2))
        one.flush()
        one.execute(add, {"below": b, "above": a})
        one.commit()
    refused: list[str] = []
    with Session(engine) as first:
        first.execute(add, {"below": c, "above": b})

        def close() -> None:
            with Session(engine) as second:
                try:
                    second.execute(add, {"below": a, "above": c})
                    second.commit()
                except IntegrityError as error:
                    refused.append(str(error))

        other = Thread(target=close)
        other.start()
        other.join(0.5)
        assert other.is_alive()
        first.commit()
    other.join(10)
    engine.dispose()
    assert len(refused) == 1
    assert "in a circle" in refused[0]


@pytest.mark.rule("PRT-5")
def test_applications_follow_the_names(session: Session) -> None:
    """Filed with a name that nobody bore: whoever gets it later is named, until it is taken away."""
    filed = a_filed(a_customer(), content(reseller={"company": "ﾀﾞﾐｰ情報機器(株)"}))
    assert _named(session, filed.id) == {"reseller": None}
    dealer = a_dealer("ダミーＪ株式会社", "ダミー情報機器㈱")
    assert _named(session, filed.id) == {"reseller": dealer.id}
    synonym = next(name for name in list_names(dealer.id) if not name.is_main)
    dealers.remove_name(STAFF, dealer, synonym)
    assert _named(session, filed.id) == {"reseller": None}
    other = {"same_as": "other", "company": "ダミーＪ㈱"}
    later = a_filed(a_customer(), content(reseller={"company": "未知の店"}, distributor=other))
    assert _named(session, later.id) == {"reseller": None, "distributor": dealer.id}


def test_the_main_name_is_not_taken_away(session: Session) -> None:
    dealer = a_dealer("見本")
    main = list_names(dealer.id)[0]
    dealers.remove_name(Actor(), dealer, main)
    assert find_name(dealer.id, main.id) is main


def _named(session: Session, application_id: object) -> dict[str, object]:
    session.expire_all()
    rows = session.query(NamedDealer).filter_by(application_id=application_id)
    return {row.part: row.dealer_id for row in rows}


@pytest.mark.rule("PRT-5")
def test_a_name_that_is_made_while_somebody_files_is_found(fresh_database: str) -> None:
    """Whoever makes the name waits for those who file with it, and takes their applications over."""
    engine = create_engine(fresh_database)
    filed, dealer_id = new_id(), new_id()
    with Session(engine) as filing:
        filing.add(Application(id=filed, number=numbers.draw(), state="filed", source="excel", kind="new",
                               content={"items": [{}]}, filed_at=now()))  # fmt: skip
        filing.flush()
        filing.add(NamedDealer(application_id=filed, part="reseller", name="見本", name_key="見本"))
        filing.flush()

        def make() -> None:
            with Session(engine) as making:
                making.add(Dealer(id=dealer_id, name="見本", kana="ミホン", tier=2))
                making.flush()
                making.add(DealerName(dealer_id=dealer_id, name="見本", name_key="見本", is_main=True))
                making.commit()

        other = Thread(target=make)
        other.start()
        other.join(0.5)
        assert other.is_alive()
        filing.commit()
    other.join(10)
    with Session(engine) as after:
        assert after.get_one(NamedDealer, (filed, "reseller")).dealer_id == dealer_id
    engine.dispose()
