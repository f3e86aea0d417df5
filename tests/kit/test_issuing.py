"""Numbers of a series: each given once, with few statements however full it is, and a clear word when it is (ORD-2)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.orm import Session

from tbc.kit import db
from tbc.kit.issuing import Series, SeriesExhausted, issue

SMALL = Series("TEST", 5)
TINY = Series("TINY", 2)
MOST = 5


@pytest.mark.rule("ORD-2")
def test_a_number_has_its_prefix_and_all_its_digits(session: Session) -> None:
    number = issue(SMALL)
    assert re.fullmatch("TEST[0-9]{5}", number)


@pytest.mark.rule("ORD-2")
def test_a_series_can_begin_above_zero(session: Session) -> None:
    assert {len(issue(Series("", 3, lowest=100))) for _ in range(40)} == {3}
    assert session.scalar(text("SELECT min(number) FROM issued_numbers WHERE series = ''")) >= 100


@pytest.mark.rule("ORD-2")
def test_of_a_full_series_each_number_takes_at_most_five_statements(session: Session, statements: list[str]) -> None:
    fill(session, SMALL, 99_000)
    given = set()
    for _ in range(100):
        statements.clear()
        given.add(issue(SMALL))
        assert len(statements) <= MOST
    assert len(given) == 100


@pytest.mark.rule("ORD-2")
def test_the_very_last_numbers_are_found_and_then_none(session: Session, statements: list[str]) -> None:
    fill(session, SMALL, 100_000, but=(0, 17, 50_000, 99_999))
    given = []
    for _ in range(4):
        statements.clear()
        given.append(issue(SMALL))
        assert len(statements) <= MOST
    assert sorted(given) == ["TEST00000", "TEST00017", "TEST50000", "TEST99999"]
    with pytest.raises(SeriesExhausted):
        issue(SMALL)


@pytest.mark.rule("ORD-2")
def test_a_whole_series_is_given_once_each(session: Session) -> None:
    assert sorted(issue(TINY) for _ in range(100)) == [f"TINY{number:02d}" for number in range(100)]
    with pytest.raises(SeriesExhausted):
        issue(TINY)


@pytest.mark.rule("ORD-2")
def test_of_many_who_come_at_once_none_gets_the_number_of_another(crowded: Engine) -> None:
    """Forty numbers are free in a hundred thousand, and forty come for them on connections of their own."""

    def one(_number: int) -> str:
        with db.unit_of_work():
            return issue(SMALL)

    with ThreadPoolExecutor(10) as pool:
        given = sorted(pool.map(one, range(40)))
    assert given == [f"TEST{number:05d}" for number in range(0, 100_000, 2_500)]


@pytest.fixture
def crowded(fresh_database: str) -> Iterator[Engine]:
    """A database of its own in which all but forty numbers are given."""
    engine = create_engine(fresh_database, pool_size=12)
    db.bind(engine)
    with db.unit_of_work() as session:
        fill(session, SMALL, 100_000, but=range(0, 100_000, 2_500))
    yield engine
    db.session.remove()
    db.session.configure(bind=None)
    engine.dispose()


def fill(session: Session, series: Series, count: int, but: Collection[int] = ()) -> None:
    """Have the first `count` numbers of a series given, those in `but` left out."""
    free = ",".join(str(number) for number in but) or "-1"
    session.execute(
        text(
            "INSERT INTO issued_numbers (series, number) "
            "SELECT :series, number FROM generate_series(0, :last) AS number "
            f"WHERE number NOT IN ({free})"  # whole numbers of this test alone
        ),
        {"series": series.prefix, "last": count - 1},
    )
