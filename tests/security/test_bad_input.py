"""Input that no browser sends: a sentence or a 404, never a stack trace, never half a change."""

from __future__ import annotations

import io

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tbc.applications.record import STEPS
from tests.accounts.journeys import EMAIL, PASSWORD, WISH, somebody
from tests.applications.given import a_draft, a_filed
from tests.client import Client
from tests.people import a_customer, an_operator, sign_in
from tests.routes.actors import A_FORM
from tests.security.poison import fields_of, poisoned

# What PostgreSQL, XML, headers, or a naive program stumbles over; for addresses see tests/routes/test_odd_addresses.py.
ODD = {
    "nul": "a\x00b",
    "controls": "\x01\x08\x0b\x1f\x7f\x85",
    "surrogate": "\ud800x",
    "not a character": "\uffff\ufffe\U0010ffff",
    "bidi": "\u202eevil\u2066",
    "long": "あ" * 5_000,
    "emoji": "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿" * 50,
    "combining": "か" + "\u3099" * 500,
    "line breaks": "a\r\nb\rc\u2028d",
    "digits": "９" * 400,
    "minus": "-1",
    "percent": "%00%ff%zz%s",
}
NOBODY = "0190a000-0000-7000-8000-00000000dead"


@pytest.mark.parametrize("odd", ODD)
def test_odd_text_in_a_form_is_answered(app: Flask, session: Session, odd: str) -> None:
    client = app.test_client()
    assert isinstance(client, Client)
    text = ODD[odd].encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    # PostgreSQL keeps no NUL in a text, and no browser sends one: such a request is refused as a whole.
    told = {400} if odd == "nul" else {200, 303, 409, 422, 429}
    for path in ("/sign-up", "/sign-in", "/reset-password"):
        values = {**dict.fromkeys(WISH, text), "next": text, "kind": text}
        assert client.submit(path, values).status_code in told, path
    filer = somebody()
    draft, filed = a_draft(filer).id, a_filed(filer).id
    sign_in(client, filer)
    for path in ("/account/profile/details", "/account/mode", "/account/email", "/account/password"):
        values = dict.fromkeys(("name", "company", "language", "mode", "next", "email", "again", "password"), text)
        assert client.submit(path, values | {"current": text}).status_code in told, path
    for step in STEPS:
        typed = dict.fromkeys(fields_of(poisoned(), step.path), text)
        acts = ("", "keep", "search", "look-up:end_user", f"remove-item:{text}", f"add-item:{text}", text)
        for act in acts:
            answer = client.submit(
                f"/applications/{draft}/{step.path}", typed | {"act": act, "version": text, "words": text}
            )
            assert answer.status_code in told, (step, act)
    assert client.submit(f"/applications/{filed}/withdrawal", {"reason": text}).status_code in told
    assert client.get(f"/applications/{draft}/check").status_code == 200
    assert client.get("/applications").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/applications/%00", "/products/%00", "/products/%FF%FE", "/help/%00", "/help/../../etc/passwd", "/static/%00",
        "/static/../config.py", "/static/..%2f..%2fconfig.py", "/static/%2e%2e/%2e%2e/wsgi.py", "/sign-up/%00",
        "/reset-password/%00", "/account/email/%F0%28%8C%28", "/legal/terms/%00", "/legal/terms/../../x",
        "/products/supplements/%00.xlsx", "/products/supplements/..%2f..%2fx.xlsx", "/%00", "/%ff", "//",
        "/.git/config", "/.env", "/wsgi.py", "/admin", "/applications/00000000-0000-0000-0000-000000000000",
        "/applications/not-an-id", "/desk/mail/not-an-id", "/help/" + "x" * 5000, "/products/" + "あ" * 500,
    ],
)  # fmt: skip
def test_an_address_that_leads_nowhere_is_not_found(client: Client, path: str) -> None:
    sign_in(client, an_operator())
    answer = client.get(path)
    assert answer.status_code in {404, 410, 308, 400}
    assert "root:" not in answer.text


@pytest.mark.rule("APP-10")
@pytest.mark.parametrize(
    "query",
    [
        "after=2026-01-01", "after=~", "after=2026-01-01T00:00:00~x", "before=0001-01-01T00:00:00~" + NOBODY,
        "after=9999-12-31T23:59:59%2B00:00~" + NOBODY, "after=0001-01-01T00:00:00%2B14:00~" + NOBODY,
        "before=9999-12-31T23:59:59-14:00~" + NOBODY, "since=0000/00/00", "since=9999/12/31&until=0001/01/01",
        "until=9999/12/31", "since=令和99年1月1日", "since=0001/01/01", "q=%00", "q=%ed%a0%80", "q=" + "x" * 9000,
        "q=%25_%25", "q=\\", "q='", "state=%00", "kind=%00", "after=1&after=2&q=1&q=2", "after[]=1", "=", "&&&",
    ],
)  # fmt: skip
def test_a_filter_that_makes_no_sense_is_answered(client: Client, query: str) -> None:
    filer = a_customer()
    a_filed(filer)
    sign_in(client, filer)
    for page in ("/applications", "/applications/export.csv", "/applications/export.xlsx", "/", "/products", "/help"):
        assert client.get(f"{page}?{query}").status_code == (400 if "%00" in query else 200), page


@pytest.mark.rule("APP-5")
def test_a_request_that_is_too_large_is_refused_with_the_limit(app: Flask, client: Client) -> None:
    sign_in(client, a_customer())
    limit = app.config["SETTINGS"].upload_limit
    length = {"CONTENT_LENGTH": str(limit + 2 * 1024 * 1024)}
    kind = "application/x-www-form-urlencoded"
    answer = client.post("/applications/new", content_type=kind, environ_overrides=length)
    assert answer.status_code == 413
    assert f"{limit // (1024 * 1024)}" in answer.text


@pytest.mark.parametrize(
    "parts",
    [[("remarks", "x" * 3_000_000)], [(f"field{number}", "") for number in range(2100)]],
    ids=["a field of 3 MB", "2,100 parts"],
)
def test_a_form_beyond_every_form_is_refused(client: Client, parts: list[tuple[str, str]]) -> None:
    filer = a_customer()
    draft = a_draft(filer).id
    sign_in(client, filer)
    sent = [("csrf_token", client.token(A_FORM)), *parts]
    lines = (f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n' for name, text in sent)
    body = ("".join(lines) + "--x--\r\n").encode()
    answer = client.post(f"/applications/{draft}/extras", data=body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 413
    assert 'lang="ja"' in answer.text


@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        (b"\xff\xfe\x00&csrf_token=%ff&email=%C3%28", "application/x-www-form-urlencoded"),
        (b"--x\r\nContent-Disposition: form-data; name=email\r\n\r\nhalf", "multipart/form-data; boundary=x"),
        (b"no boundary at all", "multipart/form-data"),
        (b"--x--", "multipart/form-data; boundary=" + "x" * 5000),
        (b'{"email": "\\u0000"}', "application/json"),
        (b"email=a", "text/plain; charset=no-such"),
        (b"email=a", "application/x-www-form-urlencoded; charset=utf-7"),
    ],
)
def test_a_body_that_is_no_form_is_refused(client: Client, sent: bytes, kind: str) -> None:
    assert client.post("/sign-in", data=sent, content_type=kind).status_code in {400, 413, 415}


@pytest.mark.parametrize(
    "cookie",
    [
        "tbc_session=", "tbc_session=" + "x" * 4000, "tbc_session=%00; tbc_state=%ff", "tbc_state=.eJw", "=;=;;",
        "tbc_state=a.b.c", "tbc_session=\u3042", "tbc_state=" + "." * 3000, 'tbc_session="\\000\\377"',
    ],
)  # fmt: skip
def test_a_broken_cookie_is_nobody(client: Client, cookie: str) -> None:
    raw = cookie.encode().decode("latin-1")
    assert client.get("/", headers={"Cookie": raw}).status_code == 200
    assert client.get("/applications", headers={"Cookie": raw}).status_code == 303


def test_a_state_signed_with_another_key_is_nobodys(app: Flask, client: Client) -> None:
    from flask.sessions import SecureCookieSessionInterface

    other = Flask("other")
    other.secret_key = "another key that is as long as the real one"
    signer = SecureCookieSessionInterface().get_signing_serializer(other)
    assert signer
    forged = signer.dumps({"csrf_token": "known", "_user_id": "1", "language": "en"})
    client.set_cookie("tbc_state", forged, domain="localhost")
    assert 'lang="ja"' in client.get("/sign-in").text


@pytest.mark.parametrize("name", ["Accept-Language", "User-Agent", "Referer", "HX-Request", "Range", "If-None-Match"])
@pytest.mark.parametrize("odd", ["nul", "long", "percent", "digits"])
def test_an_odd_header_is_answered(client: Client, name: str, odd: str) -> None:
    somebody()
    value = ODD[odd].replace("\x00", "").encode().decode("latin-1").replace("\n", "").replace("\r", "")[:8000]
    assert client.get("/", headers={name: value}).status_code == 200
    token = client.token(A_FORM)
    values = {"email": EMAIL, "password": PASSWORD, "csrf_token": token}
    assert client.post("/sign-in", data=values, headers={name: value}).status_code in {303, 204}


@pytest.mark.rule("CAT-2")
@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd", "..\\..\\x.xlsx", "%0D%0AX-Evil: 1.xlsx", "\u202exslx.exe", "x" * 3000, " . ",
        "別紙①髙﨑.xlsx", "=cmd.xlsx", "'><svg onload=alert(1)>.xlsx",
    ],
)  # fmt: skip
def test_an_uploaded_name_stays_a_name(app: Flask, client: Client, session: Session, name: str) -> None:
    from tests.products import a_product
    from tests.routes.things import a_supplement

    filer = a_customer()
    a_product("UPL-1", supplement_code=a_supplement())
    draft = a_draft(filer)
    draft.content = draft.content | {"items": [{"product": "UPL-1", "quantity": "1", "term_years": "1"}]}
    session.commit()
    here = f"/applications/{draft.id}"
    sign_in(client, filer)
    sent = {"supplement-TST-SCHOOLS": (io.BytesIO(b"no workbook"), name), "act": "upload"}
    assert client.submit(f"{here}/extras", sent, content_type="multipart/form-data").status_code in {303, 422}
    assert client.get(f"{here}/extras").status_code == 200
    given = client.get(f"{here}/supplements/TST-SCHOOLS")
    assert given.status_code == 200
    assert given.data == b"no workbook"
    told = given.headers["Content-Disposition"]
    assert told.startswith("attachment; ")
    assert not set("/\\\r\n\x00") & set(told.partition("filename*=")[0])
    assert "X-Evil" not in given.headers
