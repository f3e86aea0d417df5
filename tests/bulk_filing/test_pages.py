"""The pages of bulk filing: template, upload, what was found, filing, result."""

from __future__ import annotations

import io

from sqlalchemy.orm import Session

from tbc.bulk_filing.models import BulkFiling
from tbc.kit import db
from tests.applications.given import a_product
from tests.bulk_filing.given import a_row, a_sheet, worked
from tests.client import Client
from tests.people import a_customer, sign_in


def test_walk(client: Client, session: Session) -> None:
    a_product()
    filer = a_customer()
    browser = sign_in(client, filer)
    assert browser.get("/bulk-filings").status_code == 200
    assert browser.get("/bulk-filings/new").status_code == 200
    for kind in ("xlsx", "csv"):
        assert browser.get(f"/bulk-filings/template.{kind}").status_code == 200
    token = browser.token("/bulk-filings/new")
    rows = [
        a_row(1),
        a_row(2, items__quantity="x", end_user__phone="12"),
        a_row(3, end_user__email="a@other.example.com"),
        a_row(3, end_user__email="a@other.example.com"),
    ]
    answer = browser.post("/bulk-filings", data={"csrf_token": token, "file": (io.BytesIO(a_sheet(rows)), "申請.xlsx")})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    page = browser.get(answer.location)
    text = page.get_data(as_text=True)
    assert "数量は数字で" in text
    here = answer.location
    back = browser.post(here + "/filing", data={"csrf_token": token, "way": "all"})
    assert back.status_code == 422
    back = browser.post(here + "/filing", data={"csrf_token": token, "way": "good", "privacy": "y", "consent": "y"})
    assert back.status_code == 303
    assert browser.get(here).status_code == 200
    one = db.session.query(BulkFiling).one()
    assert worked(one).state == "done"
    print(browser.get(here).get_data(as_text=True)[3000:9000])
    for kind in ("xlsx", "csv"):
        assert browser.get(f"{here}/result.{kind}").status_code == 200
        assert browser.get(f"{here}/result.{kind}?only=to-mend").status_code == 200
    assert browser.get("/bulk-filings").status_code == 200
