"""Batches: many files or a ZIP are read by a job, each once; cancelled, taken up again, duplicates named."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tbc.imports import jobs
from tbc.imports.models import Batch, BatchFile, Parcel
from tbc.imports.service import batches, settling
from tbc.kit import db
from tests.client import Client
from tests.imports.archives import a_zip, variant
from tests.imports.given import PATH, sample, taken_in, upload
from tests.people import acting, an_auditor, an_operator, sign_in
from tests.products import the_catalogue

FILES = {
    "九月/a.xlsx": sample("filled/a1-01.xlsx"),
    "九月/b.xls": sample("filled/b1-04.xls"),
    "九月/同じ.xlsx": sample("filled/a1-01.xlsx"),
    "九月/鍵.xlsx": sample("bad/bad-encrypted.xlsx"),
    "九月/メモ.txt": b"note",
}


def dropped(client: Client, *files: tuple[bytes, str]) -> str:
    """The page that an upload leads to."""
    answer = upload(client, *files)
    assert answer.status_code == 303, answer.get_data(as_text=True)[:2000]
    return str(answer.headers["Location"])


def id_in(place: str) -> UUID:
    return UUID(place.rsplit("/", 1)[1])


def outcomes(batch_id: UUID) -> list[tuple[str, str]]:
    wanted = select(BatchFile.name, BatchFile.outcome).where(BatchFile.batch_id == batch_id)
    return [(row.name, row.outcome) for row in db.session.execute(wanted.order_by(BatchFile.position))]


def state_of(batch_id: UUID) -> str:
    return str(db.session.scalars(select(Batch.state).where(Batch.id == batch_id)).one())


@pytest.mark.rule("XLS-3")
def test_a_zip_is_read_to_its_end_and_each_file_says_what_became_of_it(client: Client, session: Session) -> None:
    the_catalogue()
    sign_in(client, an_operator())
    place = dropped(client, (a_zip(FILES), "9月分_代理店送付.zip"))
    waiting = client.get(place).get_data(as_text=True)
    assert "9月分_代理店送付.zip" in waiting
    assert "1 / 5件" in waiting
    assert 'hx-trigger="every 2s"' in waiting
    batch_id = id_in(place)
    jobs.read_batch(str(batch_id))
    assert outcomes(batch_id) == [
        ("九月/a.xlsx", "read"),
        ("九月/b.xls", "read"),
        ("九月/同じ.xlsx", "known"),
        ("九月/鍵.xlsx", "failed"),
        ("九月/メモ.txt", "refused"),
    ]
    assert state_of(batch_id) == "done"
    assert db.session.scalar(select(func.count()).select_from(Parcel)) == 0
    done = client.get(place).get_data(as_text=True)
    assert "5 / 5件" in done
    assert "hx-trigger" not in done
    assert "同じ内容:" in done
    assert "Excelのファイルではありません" in done


@pytest.mark.rule("XLS-3")
def test_what_was_there_before_is_named_with_its_earlier_upload(client: Client, session: Session) -> None:
    the_catalogue()
    before = taken_in(an_operator("雛形　二郎"), "filled/a1-01.xlsx").id
    sign_in(client, an_operator())
    place = dropped(client, (a_zip(FILES), "again.zip"))
    jobs.read_batch(str(id_in(place)))
    html = client.get(place, query_string={"outcome": "known"}).get_data(as_text=True)
    assert html.count(f'href="{PATH}/{before}"') == 2
    assert "雛形　二郎" in html
    assert "b.xls" not in html


@pytest.mark.rule("XLS-3")
def test_many_loose_files_become_a_batch_and_few_do_not(client: Client, session: Session) -> None:
    sign_in(client, an_operator())
    many = [(variant(number), f"{number}.xlsx") for number in range(6)]
    place = dropped(client, *many, (b"lock", "~$1.xlsx"))
    assert "/batches/" in place
    assert [name for name, _outcome in outcomes(id_in(place))] == [name for _body, name in many]
    assert dropped(client, *many[:2]) == PATH


@pytest.mark.rule("XLS-6")
@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"PK no archive", "ZIPを開けません"),
        (a_zip({"__MACOSX/a.xlsx": b"x"}), "取り込むファイルが入っていません"),
    ],
)
def test_a_zip_that_cannot_be_taken_is_said_at_the_field(
    client: Client, session: Session, body: bytes, said: str
) -> None:
    sign_in(client, an_operator())
    answer = upload(client, (body, "x.zip"))
    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True)
    assert db.session.scalar(select(func.count()).select_from(Batch)) == 0


@pytest.mark.rule("XLS-3")
def test_cancelled_it_stops_and_taken_up_it_goes_on(client: Client, session: Session) -> None:
    sign_in(client, an_operator())
    place = dropped(client, (a_zip({f"{n}.xlsx": variant(n) for n in range(4)}), "x.zip"))
    batch_id = id_in(place)
    assert settling.read_on(batch_id, 0)  # no time, nothing read, more to do
    assert client.submit(place, to=f"{place}/cancellation").status_code == 303
    jobs.read_batch(str(batch_id))
    assert {outcome for _name, outcome in outcomes(batch_id)} == {"waiting"}
    html = client.get(place).get_data(as_text=True)
    assert "途中で止めました" in html
    assert "続きを読み取る" in html
    again = client.submit(place, to=f"{place}/cancellation")
    assert "いま「中止」です" in client.get(again.headers["Location"]).get_data(as_text=True)
    assert client.submit(place, to=f"{place}/resumption").status_code == 303
    jobs.read_batch(str(batch_id))
    assert {outcome for _name, outcome in outcomes(batch_id)} == {"read"}
    assert state_of(batch_id) == "done"


@pytest.mark.rule("XLS-3")
def test_cancelled_between_two_files_the_second_waits(client: Client, session: Session) -> None:
    who = acting(an_operator())
    batch = batches.begin(who, [batches.Sent(f"{n}.xlsx", variant(n)) for n in range(2)])
    batch_id = batch.id
    db.session.commit()
    first = settling.Readers(1)
    with first as readers:
        assert settling.settle(batch_id, 1, variant(0), readers.begin(variant(0)))
        batches.cancel(who, db.session.get_one(Batch, batch_id))
        db.session.commit()
        assert not settling.settle(batch_id, 2, variant(1), readers.begin(variant(1)))
    assert outcomes(batch_id) == [("0.xlsx", "read"), ("1.xlsx", "waiting")]


@pytest.mark.rule("XLS-3")
def test_a_file_more_costs_few_statements(client: Client, session: Session, statements: list[str]) -> None:
    the_catalogue()
    counts = []
    for many in (12, 36):
        files = {f"{n}.xlsx": variant(100 * many + n) for n in range(many)}
        batch_id = batches.begin(acting(an_operator()), [batches.Sent("x.zip", a_zip(files))]).id
        db.session.commit()
        statements.clear()
        assert settling.read_on(batch_id, 60) is False
        counts.append(len([one for one in statements if "SAVEPOINT" not in one]))
    # Locked, taken in, audited, its record, its sums, its outcome; and a share of what is asked for several at once.
    assert (counts[1] - counts[0]) / 24 <= 8, "\n".join(statements[-40:])


def test_a_batch_without_a_job_gets_a_new_one(client: Client, session: Session) -> None:
    who = acting(an_operator())
    batches.begin(who, [batches.Sent("a.xlsx", variant(1))])
    assert jobs.requeue_left_batches() == 0
    db.session.connection().exec_driver_sql("DELETE FROM procrastinate_jobs")
    assert jobs.requeue_left_batches() == 1
    db.session.connection().exec_driver_sql("UPDATE procrastinate_jobs SET status = 'doing'")
    assert jobs.requeue_left_batches() == 0


def test_the_part_is_only_the_part(client: Client, session: Session) -> None:
    sign_in(client, an_operator())
    place = dropped(client, (a_zip(FILES), "x.zip"))
    part = client.get(place, headers={"HX-Request": "true"}).get_data(as_text=True)
    assert "<h1" not in part
    assert 'id="batch"' in part
    assert f'hx-get="{place}"' in part
    assert "更新する" in part


def test_files_are_turned_page_by_page(client: Client, session: Session, statements: list[str]) -> None:
    who = acting(an_operator())
    batch = batches.begin_at(who, "many", [f"No{n:03}.xlsx" for n in range(1, 120)])
    db.session.commit()
    sign_in(client, an_auditor())
    place = f"{PATH}/batches/{batch.id}"
    statements.clear()
    first = client.get(place).get_data(as_text=True)
    assert len(statements) <= 8
    assert "No050" in first
    assert "No051" not in first
    assert f"{place}?after=50" in first
    second = client.get(f"{place}?after=50").get_data(as_text=True)
    assert "No051" in second
    assert f"{place}?before=51" in second
    back = client.get(f"{place}?before=51&outcome=waiting").get_data(as_text=True)
    assert "No001" in back
    assert "止める" not in back  # an auditor only looks


def test_the_list_of_batches_tells_how_far_each_has_come(client: Client, session: Session) -> None:
    sign_in(client, an_operator())
    assert "まだありません" in client.get(f"{PATH}/batches").get_data(as_text=True)
    place = dropped(client, (a_zip(FILES), "9月.zip"))
    html = client.get(f"{PATH}/batches").get_data(as_text=True)
    assert f'href="{place}"' in html
    assert "1 / 5件" in html
    assert "9月.zip" in client.get(PATH).get_data(as_text=True)  # among those that are being read
