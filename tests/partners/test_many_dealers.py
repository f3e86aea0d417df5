"""A thousand dealers in five levels: found in any script, at a cost that does not grow, and without circles."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tbc.kit import db
from tbc.kit.ids import new_id
from tbc.organizations.queries.paging import Beside
from tbc.partners.importing import preview_dealers
from tbc.partners.models import Dealer, Upstream
from tbc.partners.queries.chain import chain_of
from tbc.partners.queries.dealers import Wanted, list_dealers, list_doubles
from tbc.partners.queries.picking import offer_dealers, upstreams_of
from tbc.partners.service import chain
from tbc.partners.service.importing import import_dealers
from tests.partners.dealers import STAFF

pytestmark = pytest.mark.rule("PRT-4")
LEVELS, EACH = 5, 200
HEAD = "name,kana,tier,synonyms,upstreams\n"
KANA = ["ミホン", "レイジ", "カクウ", "ヒナガタ", "テホン"]
KANJI = ["見本", "例示", "架空", "雛形", "手本"]


def name(level: int, number: int) -> str:
    return f"{KANJI[level]}髙﨑商會{number:03}株式会社"


def rows() -> list[str]:
    made = []
    for level in range(LEVELS):
        for number in range(EACH):
            above = [name(level - 1, number), name(level - 1, (number + 7) % EACH)] if level else []
            tier = min(level + 1, 3)
            kana = f"{KANA[level]}タカサキショウカイ{number:03}"
            made.append(f"{name(level, number)},{kana},{tier},L{level}N{number},{';'.join(above)}")
    return made


@pytest.fixture(scope="module")
def thousand(engine: Engine) -> Iterator[Connection]:
    """They are written once for all of these tests."""
    with engine.connect() as connection:
        outer = connection.begin()
        db.session.remove()
        db.session.configure(bind=connection, join_transaction_mode="create_savepoint")
        import_dealers((HEAD + "\n".join(rows())).encode(), "many.csv", STAFF)
        db.session.commit()
        db.session.remove()
        yield connection
        outer.rollback()
        db.session.configure(bind=None, join_transaction_mode="conditional_savepoint")


@pytest.fixture
def many(thousand: Connection) -> Iterator[Session]:
    """The session of one test, which leaves nothing."""
    db.session.configure(bind=thousand, join_transaction_mode="create_savepoint")
    yield db.session()
    db.session.rollback()
    db.session.remove()


def one(session: Session, level: int, number: int) -> Dealer:
    return session.scalars(select(Dealer).where(Dealer.name == name(level, number))).one()


def test_all_are_there_and_the_same_file_changes_nothing(many: Session) -> None:
    assert many.scalar(select(func.count()).select_from(Dealer)) == LEVELS * EACH
    assert many.scalar(select(func.count()).select_from(Upstream)) == 2 * (LEVELS - 1) * EACH
    preview = preview_dealers((HEAD + "\n".join(rows())).encode(), "many.csv")
    assert (len(preview.added), len(preview.changed), len(preview.problems)) == (0, 0, 0)
    assert len(preview.unchanged) == LEVELS * EACH
    # Below the third tier all are of the third: said, and allowed.
    assert len(preview.doubts) == 2 * 2 * EACH


def test_a_circle_over_all_levels_is_refused_three_times(many: Session) -> None:
    """By the act, by the sheet, and by the database itself."""
    top, bottom = one(many, 0, 5), one(many, 4, 5)
    with pytest.raises(chain.ClosesCircle) as refused:
        chain.add_upstream(STAFF, top, bottom)
    assert refused.value.names == [name(0, 5), *(name(level, 5) for level in (4, 3, 2, 1, 0))]
    sheet = f"{HEAD}{name(0, 5)},カナ,1,,{name(4, 5)}\n"
    preview = preview_dealers(sheet.encode(), "circle.csv")
    assert "仕入れが一周しています" in preview.problems[0].sentence
    many.add(Upstream(dealer_id=top.id, upstream_id=bottom.id))
    with pytest.raises(IntegrityError, match="in a circle"):
        many.flush()


@pytest.mark.parametrize(
    "words",
    ["ひながた", "ﾋﾅｶﾞﾀ", "ヒナガタタカサキ", "雛形", "雛形高崎", "形髙﨑商会", "㈱雛形髙﨑", "Ｌ３Ｎ１７", "l3n17"],
)
def test_search_in_any_script_costs_two_statements(many: Session, statements: list[str], words: str) -> None:
    statements.clear()
    found, _more = offer_dealers(words)
    assert len(statements) <= 2
    assert found
    assert all(choice.name.startswith("雛形") for choice in found)


def test_the_answer_is_short_however_many_match(many: Session) -> None:
    found, more = offer_dealers("たかさき")
    assert (len(found), more) == (8, True)
    assert offer_dealers("") == ([], False)
    assert offer_dealers("どこにもない") == ([], False)


def test_upstreams_and_chain_cost_the_same_at_every_depth(many: Session, statements: list[str]) -> None:
    for level in range(1, LEVELS):
        statements.clear()
        upstreams = upstreams_of(name(level, 9).replace("株式会社", "㈱"))
        assert len(statements) <= 2
        assert upstreams
        assert [row.name for row in upstreams] == [name(level - 1, 9), name(level - 1, 16)]
        dealer = one(many, level, 9)
        statements.clear()
        seen = chain_of(dealer)
        assert len(statements) == 1
        assert [kin.name for kin in seen.line] == [name(above, 9) for above in range(level - 1, -1, -1)]


def test_the_list_and_the_duplicates_cost_the_same(many: Session, statements: list[str]) -> None:
    statements.clear()
    page = list_dealers(Wanted("雛形", tier=3), Beside())
    assert (len(page.rows), len(statements)) == (50, 1)
    after = list_dealers(Wanted("雛形", tier=3), Beside(after=page.later))
    assert {row.id for row in page.rows}.isdisjoint(row.id for row in after.rows)
    back = list_dealers(Wanted("雛形", tier=3), Beside(before=after.rows[0].id))
    assert [row.id for row in back.rows] == [row.id for row in page.rows]
    assert list_doubles() == []
    assert list_dealers(Wanted("雛形"), Beside(after=new_id())).rows
