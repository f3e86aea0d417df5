"""What the addresses of the table name, made when it is asked for: the filer's own things, and everybody's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from flask import Flask, url_for

from tbc.accounts import passwords, sessions
from tbc.accounts.models import SignedIn
from tbc.accounts.service import profile
from tbc.applications.models import Application, UploadedSupplement
from tbc.applications.service import filing
from tbc.catalog.models import Supplement
from tbc.guides.contents import GUIDES
from tbc.imports.service import intake
from tbc.kit.db import session
from tbc.legal import versions
from tbc.mail.models import Letter
from tbc.policy import Actor
from tests.accounts.journeys import PASSWORD, letters
from tests.applications.given import AGREED, a_draft, a_filed, a_product
from tests.imports.given import sample
from tests.people import a_customer, acting
from tests.routes.actors import Cast
from tests.routes.api_things import API_IDS, API_THINGS
from tests.routes.bulk_filing_things import BULK_IDS, BULK_THINGS
from tests.routes.catalog_things import CATALOG_IDS, CATALOG_THINGS
from tests.routes.dealer_things import DEALER_IDS, DEALER_THINGS
from tests.routes.delivery_things import DELIVERY_IDS, DELIVERY_THINGS
from tests.routes.document_things import DOCUMENT_IDS, DOCUMENT_THINGS
from tests.routes.factor_things import FACTOR_IDS, FACTOR_THINGS
from tests.routes.import_things import IMPORT_IDS, IMPORT_THINGS
from tests.routes.license_things import LICENSE_THINGS
from tests.routes.order_things import ORDER_IDS, ORDER_THINGS
from tests.routes.organization_things import IDS, ORGANIZATION_THINGS
from tests.routes.partner_things import PARTNER_THINGS
from tests.routes.payment_things import PAYMENT_IDS, PAYMENT_THINGS
from tests.routes.renewal_things import RENEWAL_IDS, RENEWAL_THINGS
from tests.routes.request_things import REQUEST_IDS, REQUEST_THINGS
from tests.routes.table import Row

Arguments = dict[str, Any]

# What is posted where an empty form would not be let in on the act itself.
FIELDS: dict[str, dict[str, str]] = {"imports.correct": {"path": "remarks", "typed": "備考"}}


def address_of(app: Flask, row: Row, cast: Cast) -> str:
    """A path to the row's endpoint that names such a thing."""
    return _address(app, row, THINGS[row.thing](cast) if row.thing != "-" else {})


def shared_addresses(app: Flask, cast: Cast) -> Callable[[Row], str]:
    """`address_of`, but all rows that name a thing name the same: for who reads, or does not mind what became of it."""
    made: dict[str, Arguments] = {"-": {}}

    def address(row: Row) -> str:
        if row.thing not in made:
            made[row.thing] = THINGS[row.thing](cast)
        return _address(app, row, made[row.thing])

    return address


def _address(app: Flask, row: Row, named: Arguments) -> str:
    with app.test_request_context():
        wanted = {name for rule in app.url_map.iter_rules(row.endpoint) for name in rule.arguments}
        return url_for(row.endpoint, **{name: value for name, value in named.items() if name in wanted})


def _application(made: Any, **more: Any) -> Arguments:
    return {"application_id": made.id, **more}


def _withdrawn(cast: Cast) -> Arguments:
    application = a_filed(cast.filer)
    filing.withdraw(acting(cast.filer), application, "")
    session.commit()
    return _application(application)


def _uploaded(cast: Cast) -> Arguments:
    """A supplement on a draft: not even staff may see it before it is filed."""
    code = a_supplement()
    draft = a_draft(cast.filer)
    session.add(
        UploadedSupplement(
            application_id=draft.id, code=code, file_name="別紙.xlsx", body=b"PK", size=2, sha256="0" * 64, rows=1
        )
    )
    session.commit()
    return _application(draft, code=code)


def _filed_upload(cast: Cast) -> Arguments:
    named = _uploaded(cast)
    draft = session.get_one(Application, named["application_id"])
    filing.file(acting(cast.filer), draft, AGREED, agreed_version="2026-11-01", validity=None)
    session.commit()
    return named


def a_supplement(code: str = "TST-SCHOOLS") -> str:
    """A supplement with one column; its code."""
    if session.get(Supplement, code) is None:
        definition = {"most_rows": 10, "column": [{"key": "school", "title": "学校名", "kind": "text"}]}
        session.add(Supplement(code=code, name="試験用_学校リスト", name_en="Schools", definition=definition))
        session.commit()
    return code


def _session(cast: Cast) -> Arguments:
    token = sessions.begin(cast.filer, "192.0.2.7", "another device")
    session.commit()
    row = session.query(SignedIn).filter_by(token_hash=sessions._hash(token)).one()
    return {"session_id": row.id}


def _letter(_cast: Cast) -> Arguments:
    words = {"kind": "reset-requested", "to": "a@example.com", "language": "ja", "subject": "件名"}
    letter = Letter(**words, body_text="本文", body_html="<p>本文", state="failed", message_id=f"<{uuid4()}@localhost>")
    session.add(letter)
    session.commit()
    return {"letter_id": letter.id}


def _workbook(_cast: Cast) -> Arguments:
    """One that waits for being read."""
    workbook, _is_new = intake.take_in(Actor(name="雛形　一郎"), "申請書.xlsx", uuid4().bytes)
    session.commit()
    return {"workbook_id": workbook.id}


def _read_workbook(_cast: Cast) -> Arguments:
    """One that has been read, once per test: reading takes its time, and no row of the table changes it for good."""
    workbook, is_new = intake.take_in(Actor(name="雛形　一郎"), "申請書.xlsx", sample("filled/b1-01.xlsx"))
    if is_new:
        intake.read(workbook)
        session.commit()
    return {"workbook_id": workbook.id}


def _reset(cast: Cast) -> Arguments:
    forgetful = a_customer()
    assert cast.nobody.submit("/reset-password", {"email": forgetful.email}).status_code == 303
    return {"token": letters(forgetful.email)[0].body_text.split("/reset-password/")[1].split()[0]}


def _new_email(_cast: Cast) -> Arguments:
    mover = a_customer(password_hash=passwords.hash_password(PASSWORD))
    wanted = f"new-{mover.email}"
    profile.request_email_change(acting(mover), wanted, PASSWORD)
    session.commit()
    return {"token": letters(wanted)[0].body_text.split("/account/email/")[1].split()[0]}


def _sign_up(cast: Cast) -> Arguments:
    address = f"new{uuid4().hex[:8]}@takasaki.example.jp"
    wish = {
        "name": "見本", "company": "見本社", "email": address, "password": PASSWORD, "consent": "y",
    }  # fmt: skip
    assert cast.nobody.submit("/sign-up", wish).status_code == 303
    return {"token": letters(address)[0].body_text.split("/sign-up/")[1].split()[0]}


_IDS = (
    "application_id",
    "session_id",
    "letter_id",
    "workbook_id",
    *IDS,
    *FACTOR_IDS,
    *IMPORT_IDS,
    *BULK_IDS,
    *CATALOG_IDS,
    *DEALER_IDS,
    *DELIVERY_IDS,
    *DOCUMENT_IDS,
    *ORDER_IDS,
    *PAYMENT_IDS,
    *RENEWAL_IDS,
    *REQUEST_IDS,
    *API_IDS,
)
THINGS: dict[str, Callable[[Cast], Arguments]] = {
    "nothing": lambda _cast: dict.fromkeys(_IDS, uuid4()),
    "sign-up": _sign_up,
    "reset": _reset,
    "new-email": _new_email,
    "no-link": lambda _cast: {"token": "no-such-link"},
    "session": _session,
    "product": lambda _cast: {"code": a_product().code},
    "no-product": lambda _cast: {"code": "NO-SUCH"},
    "supplement-form": lambda _cast: {"code": a_supplement()},
    "csv": lambda _cast: {"form": "csv"},
    "xlsx": lambda _cast: {"form": "xlsx"},
    "draft": lambda cast: _application(a_draft(cast.filer)),
    "filed": lambda cast: _application(a_filed(cast.filer)),
    "withdrawn": _withdrawn,
    "draft-step": lambda cast: _application(a_draft(cast.filer), path="end-user"),
    "filed-step": lambda cast: _application(a_filed(cast.filer), path="end-user"),
    "uploaded": _uploaded,
    "filed-upload": _filed_upload,
    "no-upload": lambda cast: _application(a_filed(cast.filer), code="NO-SUCH"),
    "draft-form": lambda cast: _application(a_draft(cast.filer), code="A-1"),
    "filed-form": lambda cast: _application(a_filed(cast.filer), code="A-1"),
    "no-form": lambda cast: _application(a_filed(cast.filer), code="Z-9"),
    "workbook": _workbook,
    "read-workbook": _read_workbook,
    "record": lambda cast: {**_read_workbook(cast), "position": 1},
    "no-record": lambda _cast: {"workbook_id": uuid4(), "position": 1},
    "letter": _letter,
    "guide": lambda _cast: {"name": GUIDES[0].name},
    "no-guide": lambda _cast: {"name": "no-such-guide"},
    "terms": lambda _cast: {"document": "terms", "version": versions.TERMS},
    "no-terms": lambda _cast: {"document": "terms", "version": "1999-01-01"},
    "sheet": lambda _cast: {"filename": "css/tokens.css"},
    **ORGANIZATION_THINGS,
    **FACTOR_THINGS,
    **IMPORT_THINGS,
    **BULK_THINGS,
    **PARTNER_THINGS,
    **DEALER_THINGS,
    **CATALOG_THINGS,
    **DELIVERY_THINGS,
    **DOCUMENT_THINGS,
    **LICENSE_THINGS,
    **ORDER_THINGS,
    **PAYMENT_THINGS,
    **RENEWAL_THINGS,
    **REQUEST_THINGS,
    **API_THINGS,
}
