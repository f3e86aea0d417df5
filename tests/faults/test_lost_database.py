"""The database is lost and comes back: a calm page in the reader's language, nothing half-done, no restart needed."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from flask import Flask, url_for
from sqlalchemy import create_engine, text

from tbc import create_app
from tbc.demo.postgres import UNSAFE_BUT_FAST, EmbeddedPostgres, home_of
from tbc.kit import db, schema
from tests.applications.given import a_draft
from tests.client import Client
from tests.conftest import PROJECT, _driver, settings_for
from tests.mailbox import free_port
from tests.people import a_customer, sign_in
from tests.routes.table import ROWS

pytestmark = pytest.mark.rule("OPS-1")

PAGES = ("/", "/products", "/applications", "/account/profile", "/desk")


@pytest.fixture
def unreachable() -> Iterator[Client]:
    """A browser at a portal whose database nobody has started."""
    url = f"postgresql+psycopg://nobody:secret-word@127.0.0.1:{free_port()}/nothing"
    yield from _portal(url)


@pytest.fixture
def server() -> Iterator[EmbeddedPostgres]:
    """A PostgreSQL of this test's own, which it may stop."""
    home = home_of(PROJECT, f"lost-{uuid4().hex[:8]}")
    own = EmbeddedPostgres(home, home.name, UNSAFE_BUT_FAST)
    own.start()
    yield own
    own.remove()


def _portal(url: str) -> Iterator[Client]:
    engine = db.open_engine(url)
    db.bind(engine)
    app: Flask = create_app(settings_for(url))
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.test_client_class = Client
    client = app.test_client()
    assert isinstance(client, Client)
    yield client
    db.session.remove()
    db.session.configure(bind=None)
    engine.dispose()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_calm_page_says_so(unreachable: Client, language: str) -> None:
    unreachable.set_cookie("tbc_session", "some-token", domain="localhost")
    for path in PAGES:
        answer = unreachable.get(path, headers={"Accept-Language": language})
        assert answer.status_code == 503, path
        assert answer.headers["Retry-After"] == "30"
        assert f'lang="{language}"' in answer.text
        assert ("ただいまご利用いただけません" in answer.text) == (language == "ja")
        assert not any(told in answer.text for told in ("psycopg", "Traceback", "secret-word", "127.0.0.1"))


def test_no_route_breaks(unreachable: Client) -> None:
    """Whatever needs no database goes on, whatever needs it says so, nothing else happens."""
    unreachable.set_cookie("tbc_session", "some-token", domain="localhost")
    for row in ROWS:
        if row.method == "GET" and row.thing == "-":
            with unreachable.application.test_request_context():
                path = url_for(row.endpoint)
            assert unreachable.get(path).status_code in {200, 302, 303, 401, 404, 503}, row


def test_the_process_is_alive_and_not_ready(unreachable: Client) -> None:
    assert unreachable.get("/healthz").status_code == 200
    answer = unreachable.get("/readyz")
    assert answer.status_code == 503
    assert answer.text == "database: lost\n"


def test_a_database_at_another_migration_is_not_ready(fresh_database: str) -> None:
    engine = create_engine(fresh_database)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    engine.dispose()
    for client in _portal(fresh_database):
        answer = client.get("/readyz")
        assert answer.status_code == 503
        assert answer.text == f"migrations: at 0001, program needs {schema.head()}\n"


def test_lost_in_mid_work_nothing_is_half_done_and_work_goes_on_afterwards(server: EmbeddedPostgres) -> None:
    url = _driver(server.url("postgres"))
    engine = create_engine(url)
    schema.upgrade(engine)
    engine.dispose()
    for client in _portal(url):
        filer = a_customer()
        draft = a_draft(filer).id
        sign_in(client, filer)
        check = f"/applications/{draft}/check"
        values = {"csrf_token": client.token(check), "consent": "y", "privacy": "y"}
        server.stop()
        assert client.post(check, data=values).status_code == 503
        assert client.get("/applications").status_code == 503
        assert client.get("/readyz").status_code == 503
        server.start()
        assert client.get("/readyz").status_code in {200, 503}  # the first one may find the dead connection
        assert client.get("/readyz").status_code == 200
        assert _counts() == ("draft", 0, 0)
        assert client.post(check, data=values).location == f"/applications/{draft}/filed"
        assert _counts() == ("filed", 1, 1)


def _counts() -> tuple[str, int, int]:
    """The state of the one application, its letters, its filings in the audit trail."""
    row = db.session.execute(
        text(
            "SELECT (SELECT state FROM applications), (SELECT count(*) FROM letters),"
            " (SELECT count(*) FROM audit_events WHERE act = 'application-filed')"
        )
    ).one()
    db.session.remove()
    return row[0], row[1], row[2]
