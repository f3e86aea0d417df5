"""The steps: any order, everything kept, errors said where they are, nothing overwritten silently."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest

from tbc.applications.models import Application
from tbc.applications.record import STEPS
from tbc.catalog.queries import find_supplement
from tbc.catalog.supplements.blank import blank
from tbc.kit.db import session
from tests.applications.given import CONTENT, PARTY, a_draft, a_product, content
from tests.client import Client
from tests.people import a_customer, sign_in
from tests.products import the_catalogue


@pytest.fixture
def filer(client: Client) -> Any:
    """The client signed in as a customer, who is returned."""
    user = a_customer()
    sign_in(client, user)
    return user


def typed(part: str, values: dict[str, Any]) -> dict[str, str]:
    """`values` as the form of `part` sends them."""
    return {f"{part}-{name}": str(value) for name, value in values.items()}


def _begin(client: Client) -> str:
    answer = client.submit("/applications/new", {"kind": "new", "contract_class": "corporate"})
    assert answer.status_code == 303
    return answer.location.removesuffix("/products")


def _stored(address: str) -> Application:
    session.expire_all()
    return session.get_one(Application, address.rpartition("/")[2])


@pytest.mark.rule("APP-3")
@pytest.mark.parametrize("step", [step.path for step in STEPS])
def test_each_step_opens_in_any_order(client: Client, filer: Any, step: str) -> None:
    a_product()
    assert client.get(f"{_begin(client)}/{step}").status_code == 200


@pytest.mark.rule("APP-3")
def test_a_finished_step_leads_to_the_next(client: Client, filer: Any) -> None:
    here = _begin(client)
    answer = client.submit(f"{here}/end-user", typed("end_user", PARTY))
    assert (answer.status_code, answer.location) == (303, f"{here}/support-contact")


@pytest.mark.rule("APP-3")
def test_a_change_from_check_answers_returns_there(client: Client, filer: Any) -> None:
    here = _begin(client)
    answer = client.submit(f"{here}/end-user?back=check", typed("end_user", PARTY))
    assert answer.location == f"{here}/check"


@pytest.mark.rule("APP-4")
@pytest.mark.rule("APP-5")
def test_a_wrong_step_says_what_is_wrong_and_keeps_what_was_typed(client: Client, filer: Any) -> None:
    here = _begin(client)
    wrong = PARTY | {"corporate_number": "8928880361561", "corporate_name_kana": "", "city": "桑名"}
    answer = client.submit(f"{here}/end-user", typed("end_user", wrong))
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "番号が一致しません。通知書の13桁を確認してください。分からないときは空欄にしてください。" in text
    assert "法人名のフリガナを入力してください。" in text
    assert 'href="#end_user-corporate_number"' in text
    assert _stored(here).content["end_user"]["city"] == "桑名"
    again = client.get(f"{here}/end-user").get_data(as_text=True)
    assert "8928880361561" in again
    assert "番号が一致しません" in again


@pytest.mark.rule("APP-4")
def test_typing_is_saved_without_complaint(client: Client, filer: Any) -> None:
    here = _begin(client)
    answer = client.submit(f"{here}/end-user", {"end_user-corporate_name": "髙﨑"}, to=f"{here}/end-user?act=keep")
    assert answer.status_code == 200
    assert answer.json
    assert answer.json["text"].endswith("に保存しました")
    assert _stored(here).content["end_user"]["corporate_name"] == "髙﨑"
    assert "を直してください" not in client.get(f"{here}/end-user").get_data(as_text=True)


@pytest.mark.rule("APP-5")
def test_any_width_is_accepted_and_names_stay_as_typed(client: Client, filer: Any) -> None:
    here = _begin(client)
    wide = PARTY | {
        "corporate_name": "㈱サンプル髙﨑𠮷田①",
        "corporate_name_kana": "ｻﾝﾌﾟﾙたかさき",
        "phone": "０５６７－５５ー３２６５",
        "postal_code": "〒４９８－００００",
        "corporate_number": "Ｔ８９２８８８０３６１５６０",
        "contact_name": "見本 さくら",
    }
    client.submit(f"{here}/end-user", typed("end_user", wide))
    stored = _stored(here).content["end_user"]
    assert stored["corporate_name"] == "㈱サンプル髙﨑𠮷田①"
    assert stored["corporate_name_kana"] == "サンプルタカサキ"
    assert stored["phone"] == "0567-55-3265"
    assert stored["postal_code"] == "4980000"
    assert stored["corporate_number"] == "8928880361560"
    assert stored["contact_name"] == "見本　さくら"


@pytest.mark.rule("APP-5")
def test_a_postal_code_with_several_places_offers_a_choice(client: Client, filer: Any) -> None:
    here = _begin(client)
    answer = client.submit(f"{here}/end-user", {"end_user-postal_code": "498-0000", "act": "look-up:end_user"})
    assert answer.status_code == 303
    page = client.get(answer.location).get_data(as_text=True)
    assert "愛知県 弥富市" in page
    assert "三重県 桑名郡木曽岬町" in page
    chosen = {"end_user-postal_code": "498-0000", "end_user-place": "1", "act": "place:end_user"}
    client.submit(f"{here}/end-user", chosen)
    stored = _stored(here).content["end_user"]
    assert (stored["prefecture"], stored["city"]) == ("三重県", "桑名郡木曽岬町")


@pytest.mark.rule("APP-5")
def test_a_postal_code_with_one_place_is_filled_in(client: Client, filer: Any) -> None:
    here = _begin(client)
    client.submit(f"{here}/end-user", {"end_user-postal_code": "3300854", "act": "look-up:end_user"})
    stored = _stored(here).content["end_user"]
    assert (stored["prefecture"], stored["city"], stored["street"]) == ("埼玉県", "さいたま市大宮区", "桜木町")


@pytest.mark.rule("APP-5")
def test_an_unknown_postal_code_says_to_type_the_address(client: Client, filer: Any) -> None:
    here = _begin(client)
    answer = client.submit(f"{here}/end-user", {"end_user-postal_code": "999-9999", "act": "look-up:end_user"})
    assert "この郵便番号は見つかりません" in client.get(answer.location).get_data(as_text=True)


@pytest.mark.rule("CAT-1")
def test_a_product_is_found_added_and_taken_off(client: Client, filer: Any) -> None:
    a_product()
    here = _begin(client)
    choice = {"kind": "new", "contract_class": "corporate"}
    answer = client.submit(f"{here}/products", choice | {"words": "エンドポイント", "act": "continue"})
    assert "エンドポイント アドバンス" in client.get(answer.location).get_data(as_text=True)
    client.submit(f"{here}/products", choice | {"act": "add-item:SGE-ADV"})
    assert [item["product"] for item in _stored(here).content["items"]] == ["SGE-ADV"]
    line = {"items-0-product": "SGE-ADV", "items-0-quantity": "３００", "items-0-term_years": "3"}
    assert client.submit(f"{here}/products", choice | line).location == f"{here}/end-user"
    client.submit(f"{here}/products", choice | line | {"act": "remove-item:0"})
    assert _stored(here).content["items"] == []


@pytest.mark.rule("APP-4")
def test_two_tabs_do_not_overwrite_each_other_silently(client: Client, filer: Any) -> None:
    here = _begin(client)
    token = client.token(f"{here}/delivery")
    one = {"csrf_token": token, "version": "0", "delivery-email": "one@takasaki.example.jp"}
    two = {"csrf_token": token, "version": "0", "delivery-email": "two@takasaki.example.jp"}
    assert client.post(f"{here}/delivery", data=one).status_code == 303
    answer = client.post(f"{here}/delivery", data=two)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "one@takasaki.example.jp" in text
    assert "two@takasaki.example.jp" in text
    assert _stored(here).content["delivery"]["email"] == "one@takasaki.example.jp"
    assert client.post(f"{here}/delivery", data=two | {"version": "1"}).status_code == 303
    assert _stored(here).content["delivery"]["email"] == "two@takasaki.example.jp"


@pytest.mark.rule("APP-4")
def test_the_same_form_sent_twice_is_no_conflict(client: Client, filer: Any) -> None:
    here = _begin(client)
    sent = {"csrf_token": client.token(f"{here}/delivery"), "version": "0", "delivery-email": "one@takasaki.example.jp"}
    assert client.post(f"{here}/delivery", data=sent).status_code == 303
    assert client.post(f"{here}/delivery", data=sent).status_code == 303


@pytest.mark.rule("APP-1")
@pytest.mark.parametrize(
    "path", ["", "/products", "/check", "/filed", "/filed.pdf", "/withdrawal", "/discard", "/supplements/X"]
)
def test_a_stranger_gets_404(client: Client, session: Any, path: str) -> None:
    draft = a_draft(a_customer())
    sign_in(client, a_customer())
    assert client.get(f"/applications/{draft.id}{path}").status_code == 404


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.path)
def test_a_step_takes_at_most_eight_statements(client: Client, filer: Any, statements: list[str], step: Any) -> None:
    draft = a_draft(filer, content())
    address = f"/applications/{draft.id}/{step.path}"
    session.remove()
    statements.clear()
    client.get(address)
    assert len(statements) <= 8, statements
    data = {"csrf_token": client.token(address)}
    for part in step.parts:
        if isinstance(CONTENT.get(part), dict):
            data |= typed(part, CONTENT[part])
    session.remove()
    statements.clear()
    client.post(address, data=data)
    assert len(statements) <= 8, statements


@pytest.mark.rule("CAT-2")
def test_a_supplement_is_asked_for_checked_kept_and_taken_off(client: Client, filer: Any) -> None:
    the_catalogue()
    here = _begin_with(client, "SES-K12")
    answer = client.submit(f"{here}/extras", {})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "別紙「K12 RM用_学校情報登録リスト」を記入して、アップロードしてください。" in text
    (code,) = re.findall(r'href="#supplement-([\w-]+)"', text)
    given = blank(find_supplement(code))
    sent = {f"supplement-{code}": (io.BytesIO(given), "空の様式.xlsx"), "act": "upload"}
    answer = client.submit(f"{here}/extras", sent, content_type="multipart/form-data")
    assert "もう一度アップロードしてください" in client.get(answer.location).get_data(as_text=True)
    file = client.get(f"{here}/supplements/{code}")
    assert file.get_data() == given
    assert "filename*=UTF-8''%E7%A9%BA" in file.headers["Content-Disposition"]
    answer = client.submit(f"{here}/extras", {"act": f"drop-supplement:{code}"})
    assert client.get(f"{here}/supplements/{code}").status_code == 404


def _begin_with(client: Client, product: str) -> str:
    answer = client.submit("/applications/new", {"kind": "new", "contract_class": "academic"})
    here = answer.location.removesuffix("/products")
    line = {"items-0-product": product, "items-0-quantity": "40", "items-0-term_years": "1"}
    client.submit(f"{here}/products", {"kind": "new", "contract_class": "academic"} | line)
    return str(here)
