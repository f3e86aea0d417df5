"""A filed application can be saved in the layout of the retired forms, and the page says what they cannot hold."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest

from legacy_excel import Record, read
from tbc.applications.models import Application
from tbc.imports.old_forms import fitting_form
from tbc.imports.service import outcome
from tbc.kit.db import session
from tests.applications.given import a_filed, a_product, content
from tests.client import Client
from tests.imports.given import TO, applications, settled
from tests.people import a_customer, acting, an_operator, sign_in
from tests.products import the_catalogue

pytestmark = pytest.mark.rule("XLS-1")


def _path(application: Application) -> str:
    return f"/applications/{application.id}/old-forms"


def _saved(client: Client, path: str, folder: Path) -> Record:
    answer = client.get(path)
    assert answer.status_code == 200
    saved = folder / "saved.xlsx"
    saved.write_bytes(answer.data)
    [record] = read(saved)
    return record


@pytest.mark.parametrize(
    ("kind", "kinds", "lines", "form"),
    [
        ("new", {"license"}, 1, "A-1"),
        ("new", {"saas"}, 1, "A-2"),
        ("new", {"saas", "license"}, 2, "A-1"),
        ("new", {"appliance"}, 1, "A-1"),
        ("new", set(), 1, "A-1"),
        ("additional", {"saas"}, 1, "B-1"),
        ("renewal", {"license"}, 6, "B-1"),
        ("renewal", {"license"}, 7, "B-3"),
        ("renewal", {"saas"}, 30, "B-2"),
        ("renewal", {"appliance"}, 1, "B-2HW"),
        ("renewal", {"appliance", "license"}, 8, "B-3"),
    ],
)
def test_the_form_follows_from_the_kind_and_the_products(kind: str, kinds: set[str], lines: int, form: str) -> None:
    assert fitting_form(kind, kinds, lines) == form


def test_what_was_filed_stands_on_the_form(client: Client, tmp_path: Path) -> None:
    filer = a_customer()
    application = a_filed(filer, content(remarks="=1+1\n髙﨑𠮷㈱①", customer_po="PO-1"))
    here, filed = _path(application), application.content
    sign_in(client, filer)

    record = _saved(client, f"{here}/A-1.xlsx", tmp_path)
    assert (record.form, [p.code for p in record.problems]) == ("A-1", [])
    assert record.application is not None
    read_back = record.application
    assert read_back["end_user"] == {name: value or None for name, value in filed["end_user"].items()}
    assert read_back["support_contact"] == {"same_as": "end_user"}
    assert read_back["distributor"] == {"same_as": "reseller"}
    assert (read_back["kind"], read_back["contract_class"], read_back["consent"]) == ("new", "corporate", True)
    assert (read_back["remarks"], read_back["customer_po"]) == ("=1+1\n髙﨑𠮷㈱①", "PO-1")
    assert read_back["applied_on"] is not None
    [item] = read_back["items"]
    assert (item["product_name"], item["quantity"], item["term_years"]) == (
        "サンプルガード エンドポイント アドバンス", 300, 3,
    )  # fmt: skip


def test_the_file_is_named_by_form_and_number(client: Client) -> None:
    filer = a_customer()
    application = a_filed(filer)
    here, number = _path(application), application.number
    sign_in(client, filer)

    answer = client.get(f"{here}/A-1.xlsx")
    assert unquote(answer.headers["Content-Disposition"]).endswith(f"A-1_{number}.xlsx")
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.mimetype == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_the_page_proposes_the_form_and_says_what_it_cannot_hold(client: Client) -> None:
    filer = a_customer()
    a_product("SGM-CL", kind="saas", name_ja="サンプルガード メールクラウド")
    application = a_filed(filer, content(items=[{"product": "SGM-CL", "quantity": "5", "term_years": "1"}]))
    sign_in(client, filer)

    text = client.get(_path(application)).text
    fitting, others = text.split("ほかの様式")
    assert "【A-2】SaaS 新規購入" in fitting
    assert "更新案内先" in fitting
    assert "【A-1】" not in fitting
    for form in ("A-1", "B-1", "B-2", "B-2HW", "B-3", "新規ユーザー登録書"):
        assert form in others


def test_the_filed_page_and_the_contents_lead_there(client: Client) -> None:
    filer = a_customer()
    here = _path(a_filed(filer))
    sign_in(client, filer)

    for path in (here.removesuffix("/old-forms"), here.replace("/old-forms", "/filed")):
        assert f'href="{here}"' in client.get(path).text


def test_an_imported_application_keeps_the_date_of_its_sheet(client: Client, tmp_path: Path) -> None:
    operator = an_operator()
    the_catalogue()
    outcome.file(acting(operator), settled(operator), TO, validity=None)
    session.commit()
    [application] = applications()
    here, filed = _path(application), application.content
    sign_in(client, operator)

    record = _saved(client, f"{here}/B-1.xlsx", tmp_path)
    assert record.application is not None
    read_back = record.application
    assert read_back["applied_on"] == filed["applied_on"]
    assert [item["license_id"] for item in read_back["items"]] == [item["license_id"] for item in filed["items"]]
