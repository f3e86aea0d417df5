"""All filed applications on the desk: everybody's, found by words and filters, and drafts of nobody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from tbc.accounts.models import User
from tbc.applications.queries import PAGE
from tbc.imports.service import outcome
from tbc.kit import db
from tests.applications.given import PARTY, a_draft, a_filed, content
from tests.client import Client
from tests.imports.given import TO, settled
from tests.people import a_customer, acting, an_administrator, an_auditor, an_operator, sign_in
from tests.products import the_catalogue

PATH = "/desk/applications"


def of_company(name: str, **changes: object) -> dict[str, object]:
    return content(end_user={**PARTY, "corporate_name": name}, **changes)


@pytest.mark.rule("APP-10")
def test_everybodys_filed_applications_are_found(client: Client, session: Session) -> None:
    the_catalogue()
    who = an_operator()
    a_filed(a_customer(), of_company("甲株式会社"))
    a_filed(a_customer(), of_company("乙有限会社"))
    a_draft(a_customer(), of_company("下書きの会社"))
    outcome.file(acting(who), settled(who), TO, validity=None)
    db.session.commit()
    sign_in(client, who)

    def shown(**asked: str) -> set[str]:
        html = client.get(PATH, query_string=asked).get_data(as_text=True)
        return {name for name in ("甲株式会社", "乙有限会社", "下書きの会社", "例示県庁") if name in html}

    assert shown() == {"甲株式会社", "乙有限会社", "例示県庁"}
    assert shown(q="甲株") == {"甲株式会社"}
    assert shown(source="excel") == shown(kind="additional") == {"例示県庁"}
    assert shown(source="web", kind="new") == {"甲株式会社", "乙有限会社"}
    assert shown(state="draft") == shown()
    assert shown(state="withdrawn") == shown(since="2999/01/01") == set()
    html = client.get(PATH, query_string={"source": "excel", "q": "県庁"}).get_data(as_text=True)
    assert f'href="{PATH}?source=excel"' in html


@pytest.mark.rule("APP-10")
def test_the_list_is_turned_page_by_page(client: Client, session: Session, statements: list[str]) -> None:
    filer = a_customer()
    filed = [a_filed(filer, of_company(f"第{n:02}社")).id for n in range(PAGE + 1)]
    sign_in(client, an_auditor())
    html = client.get(PATH).get_data(as_text=True)
    assert f"第{PAGE:02}社" in html
    assert "第00社" not in html
    older = html.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
    statements.clear()
    html = client.get(older).get_data(as_text=True)
    assert f'href="/applications/{filed[0]}"' in html
    assert 'rel="prev"' in html
    assert len(statements) <= 4


@pytest.mark.parametrize(
    ("who", "status"), [(a_customer, 403), (an_auditor, 200), (an_operator, 200), (an_administrator, 200)]
)
def test_only_staff_look(client: Client, session: Session, who: Callable[[], User], status: int) -> None:
    sign_in(client, who())
    assert client.get(PATH).status_code == status


def test_an_empty_list_says_how_it_fills(client: Client, session: Session) -> None:
    sign_in(client, an_operator())
    assert "まだ申請がありません" in client.get(PATH).get_data(as_text=True)
