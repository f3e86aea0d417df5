"""The eight steps of an application, as a person fills them in: each with something wrong on the way."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser.visitor import Visitor
from tests.browser.wishes import PARTY, SCHOOL, Wish, filled

CHOSEN = {"prefecture": "三重県", "city": "桑名郡木曽岬町"}


def begin(visitor: Visitor, wish: Wish) -> None:
    """申請をはじめる, first without an answer."""
    visitor.follow("申請をはじめる", visitor.page.get_by_role("main"))
    visitor.sees_page("申請をはじめる")
    visitor.press("製品を選ぶ")
    visitor.is_told("kind-0")
    visitor.choose("kind", "new")
    visitor.choose("contract_class", wish.contract_class)
    visitor.press("製品を選ぶ")


def products(visitor: Visitor, wish: Wish) -> None:
    """Nothing, then a product without a quantity, then as it should be."""
    visitor.sees_step("products")
    visitor.continues()
    visitor.is_told("items")
    visitor.field("words").fill(wish.search)
    visitor.press("製品を探す")
    add = visitor.page.locator(f'[name="act"][value="add-item:{wish.product}"]')
    visitor.tap(add)
    expect(visitor.page.locator("#items-0-product")).to_be_visible()
    visitor.own.add(visitor.page.locator("#items-0-product h3").inner_text())
    visitor.type({"quantity": "多数", "term_years": wish.years}, "items-0-")
    visitor.continues()
    visitor.is_told("items-0-quantity")
    expect(visitor.field("items-0-quantity")).to_have_value("多数")
    visitor.type({"quantity": wide(wish.quantity)}, "items-0-")
    visitor.continues()


def end_user(visitor: Visitor, wish: Wish) -> None:
    """Wrong digits, a broken address and a gap; the postal code has places in two prefectures."""
    visitor.sees_step("end-user")
    wrong = {**PARTY, "corporate_number": "8928880361561", "department": "", "phone": "05-67", "email": "sakura@"}
    visitor.type(wrong, "end_user-")
    visitor.type({"postal_code": "４９８－００００"}, "end_user-")
    # As the portal writes what it could read.
    visitor.own |= {"サンプルタカサキケンセツカブシキガイシャ", "ミホン　サクラ", "〒"}
    look_up(visitor, "end_user")
    visitor.type({"street": "大字西対海地251"}, "end_user-")
    visitor.continues()
    visitor.is_told(*(f"end_user-{name}" for name in ("corporate_number", "department", "phone", "email")))
    for name in ("corporate_number", "phone", "email"):
        expect(visitor.field(f"end_user-{name}")).to_have_value(wrong[name])
    expect(visitor.field("end_user-contact_name")).to_have_value(PARTY["contact_name"])
    right = {name: PARTY[name] for name in ("corporate_number", "department", "phone")}
    visitor.type({**right, "email": wish.end_user_email}, "end_user-")
    visitor.continues()


def look_up(visitor: Visitor, part: str) -> None:
    """Choose among the places that a postal code has."""
    visitor.own |= {CHOSEN["city"], "弥富市"}
    visitor.press("住所を探す")
    places = visitor.page.locator(f'[name="{part}-place"]')
    expect(places).to_have_count(2)
    visitor.inspect()
    visitor.page.get_by_label(f"{CHOSEN['prefecture']} {CHOSEN['city']}").check()
    visitor.press("選んだ住所を入れる")
    for name, value in CHOSEN.items():
        expect(visitor.field(f"{part}-{name}")).to_have_value(value)


def contacts(visitor: Visitor, wish: Wish) -> None:
    """Support as the end user; renewal first not answered, then elsewhere; delivery to a list."""
    visitor.sees_step("support-contact")
    expect(visitor.field("support_contact-corporate_name")).not_to_be_visible()
    visitor.choose("support_contact-same_as", "other")
    expect(visitor.field("support_contact-corporate_name")).to_be_visible()
    visitor.choose("support_contact-same_as", "end_user")
    visitor.continues()
    visitor.sees_step("renewal-contact")
    visitor.continues()
    visitor.is_told("renewal_contact-same_as-0")
    visitor.choose("renewal_contact-same_as", "other")
    renewal = {"company": "ダミー情報機器㈱", "contact_name": "雛形　一郎", "email": wish.filer}
    visitor.type(renewal, "renewal_contact-")
    visitor.continues()
    visitor.sees_step("delivery")
    visitor.continues()
    visitor.is_told("delivery-email")
    visitor.type({"email": "license-order@takasaki.example.jp"}, "delivery-")
    visitor.continues()


def dealers(visitor: Visitor, wish: Wish) -> None:
    """販売店と同じ, or a distributor that is first the same dealer once more."""
    visitor.sees_step("dealers")
    reseller = {"company": "ダミー情報機器㈱", "branch": "名古屋支店", "contact_name": "雛形　一郎"}
    visitor.type(reseller, "reseller-")
    if wish.distributor:
        visitor.choose("distributor-same_as", "other")
        visitor.type(reseller, "distributor-")
        visitor.continues()
        visitor.is_told("distributor-company")
        visitor.type(wish.distributor, "distributor-")
    else:
        visitor.choose("distributor-same_as", "reseller")
        expect(visitor.field("distributor-company")).not_to_be_visible()
    visitor.continues()


def extras(visitor: Visitor, wish: Wish) -> None:
    """References, and what the product asks for besides."""
    visitor.sees_step("extras")
    visitor.type({"customer_po": "ＰＯ-2026-118", "reseller_reference": "123456789", "remarks": "年度末までに。"})
    if wish.supplement:
        _supplement(visitor, wish.supplement)
    if wish.contact_persons:
        _contact_person(visitor)
    visitor.continues()
    visitor.is_told("reseller_reference")
    visitor.type({"reseller_reference": "１２３４５６７８"})
    visitor.continues()


def _supplement(visitor: Visitor, code: str) -> None:
    """Nothing, then the blank form, then one with a wrong cell, then the right one."""
    name = f"supplement-{code}"
    with visitor.page.expect_download() as download:
        visitor.follow("空の様式をダウンロードする")
    blank = download.value.path().read_bytes()
    visitor.own |= {download.value.suggested_filename, "見本市学校一覧.xlsx"}
    wrong = (*SCHOOL[:7], "多数", *SCHOOL[8:])
    for body, said in ((blank, "problems"), (filled(blank, wrong), "problems"), (filled(blank, SCHOOL), "field__note")):
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        visitor.page.locator(f"#{name}").set_input_files(
            {"name": "見本市学校一覧.xlsx", "mimeType": kind, "buffer": body}
        )
        with visitor.page.expect_response(lambda answer: answer.request.method == "POST"):
            visitor.press("アップロードする")
        expect(visitor.page.locator(f"#supplements .{said}").first).to_be_visible()
        visitor.inspect()
    expect(visitor.page.locator("#supplements .problems")).to_have_count(0)
    expect(visitor.field("remarks")).to_have_value("年度末までに。")


def _contact_person(visitor: Visitor) -> None:
    visitor.press("コンタクトパーソンを加える")
    person = {"name": "架空　洋子", "name_kana": "カクウ　ヨウコ", "phone": "0567-55-3266"}
    visitor.type({**person, "email": "yoko.kakuu@takasaki.example.jp"}, "contact_persons-0-")


def wide(digits: str) -> str:
    """Full-width digits, as a Japanese keyboard gives them."""
    return digits.translate({ord("0") + at: 0xFF10 + at for at in range(10)})


def id_of(visitor: Visitor) -> str:
    """The id of the application whose page is open."""
    return urlsplit(visitor.page.url).path.split("/")[2]
