"""Shipping makes or changes one license per line."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tbc.catalog.models import Product
from tbc.licenses.models import License, LicenseChange, LicenseParties
from tbc.licenses.sentences import why
from tbc.licenses.service.applying import LicenseClosed, LicenseUnknown, LineRefused, apply, give_codes
from tbc.licenses.service.closing import close_for_order
from tests.applications.given import a_product
from tests.licenses.making import SHOWN, a_license, a_line, an_order_of
from tests.organizations.given import an_account, an_organization
from tests.people import a_customer, acting, an_operator

CODE = "AB-C123-DE456-FG789-HJ012-KL345"
OTHER_CODE = "AB-C123-DE456-FG789-HJ012-KL346"


def _changes(session: Session, license_: License) -> list[tuple[str, str, int | None, int]]:
    wanted = select(LicenseChange).where(LicenseChange.license_id == license_.id).order_by(LicenseChange.id)
    return [(c.act, c.order_number, c.quantity_before, c.quantity) for c in session.scalars(wanted)]


@pytest.mark.rule("LIC-1")
def test_a_new_line_begins_a_license_with_an_id_of_its_own(session: Session) -> None:
    first, second = a_license(a_customer()), a_license(a_customer())
    assert first.license_id != second.license_id
    assert first.license_id.isdigit()
    assert len(first.license_id) == 10
    assert (first.starts_on, first.ends_on, first.quantity) == (date(2026, 10, 1), date(2029, 9, 30), 300)
    assert [act for act, *_rest in _changes(session, first)] == ["begun"]


@pytest.mark.rule("LIC-1")
def test_an_additional_line_adds_quantity_and_keeps_the_end(session: Session) -> None:
    held = a_license(a_customer())
    order = an_order_of()
    assert apply(a_line(kind="additional", quantity=50, license_id=held.license_id), order) is held
    assert (held.quantity, held.ends_on) == (350, date(2029, 9, 30))
    assert _changes(session, held)[1:] == [("enlarged", order.order_number, 300, 350)]


@pytest.mark.rule("LIC-1")
@pytest.mark.parametrize("reference", ["license_id", "activation_code", "serial_number"])
def test_a_renewal_extends_what_any_of_its_references_leads_to(session: Session, reference: str) -> None:
    held = a_license(a_customer(), codes=[CODE], serials=["1234567890"])
    given = {"license_id": held.license_id, "activation_code": CODE, "serial_number": "1234567890"}[reference]
    apply(a_line(kind="renewal", term_years=2, **{reference: given}), an_order_of(shipped_on=date(2031, 1, 5)))
    assert (held.ends_on, held.quantity, held.shown_ends_on) == (date(2031, 9, 30), 300, date(2029, 9, 30))


@pytest.mark.rule("LIC-1")
@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({}, "no-reference"),
        ({"license_id": "9999999999"}, "unknown-license-id"),
        ({"activation_code": OTHER_CODE}, "unknown-activation-code"),
        ({"serial_number": "0000000000"}, "unknown-serial-number"),
    ],
)
def test_an_unknown_reference_stops_with_a_reason_that_names_the_line(
    session: Session, given: dict[str, str], reason: str
) -> None:
    with pytest.raises(LicenseUnknown) as caught:
        apply(a_line(kind="renewal", position=4, **given), an_order_of())
    assert (caught.value.reason, caught.value.position) == (reason, 4)


@pytest.mark.rule("LIC-1")
def test_references_to_two_licenses_stop(session: Session) -> None:
    one, other = a_license(codes=[CODE]), a_license(codes=[OTHER_CODE])
    for given in ({"license_id": one.license_id, "activation_code": OTHER_CODE}, {"license_id": other.license_id}):
        line = a_line(kind="additional", **({"activation_code": CODE} | given))
        with pytest.raises(LicenseUnknown) as caught:
            apply(line, an_order_of())
        assert caught.value.reason == "disagree"


@pytest.mark.rule("LIC-1")
def test_a_code_that_the_license_does_not_have_stops_unless_none_is_known(session: Session) -> None:
    known, without = a_license(codes=[CODE]), a_license()
    with pytest.raises(LicenseUnknown):
        apply(
            a_line(kind="renewal", license_id=known.license_id, activation_code=OTHER_CODE),
            an_order_of(),
        )
    apply(a_line(kind="renewal", license_id=without.license_id, activation_code=OTHER_CODE), an_order_of())
    assert without.ends_on == date(2032, 9, 30)


@pytest.mark.rule("LIC-1")
def test_another_product_stops_unless_the_catalogue_renews_into_it(session: Session) -> None:
    held = a_license()
    a_product("SGE-PRO")
    for kind in ("additional", "renewal"):
        with pytest.raises(LicenseUnknown) as caught:
            apply(a_line(kind=kind, product_code="SGE-PRO", license_id=held.license_id), an_order_of())
        assert caught.value.reason == "other-product"
    session.get_one(Product, "SGE-ADV").renews_into = ["SGE-PRO"]
    order = an_order_of()
    apply(a_line(kind="renewal", product_code="SGE-PRO", license_id=held.license_id), order)
    assert held.product_code == "SGE-PRO"
    close_for_order(order.order_number, acting(an_operator()))
    assert held.product_code == "SGE-ADV"


@pytest.mark.rule("LIC-1")
def test_a_closed_license_is_not_changed(session: Session) -> None:
    held = a_license()
    held.state, held.closed_at = "closed", held.made_at
    with pytest.raises(LicenseClosed):
        apply(a_line(kind="renewal", license_id=held.license_id), an_order_of())


def test_every_refusal_has_a_sentence_with_line_and_reference(app: object, session: Session) -> None:
    with app.test_request_context():  # type: ignore[attr-defined]  # the portal
        assert why(LicenseUnknown("unknown-license-id", 3, "9999999999")).startswith("3行目（9999999999）: ")
        assert why(LineRefused("no-reference", 2)).startswith("2行目: ")


@pytest.mark.rule("LIC-1")
def test_a_renewal_makes_the_data_of_its_application_the_contract(session: Session) -> None:
    held = a_license(a_customer())
    line = a_line(kind="renewal", license_id=held.license_id)
    apply(line, an_order_of(end_user={"contact_name": "雛形　二郎"}))
    apply(line, an_order_of(end_user={"corporate_name": "別会社商事株式会社", "email": "x@other.example.com"}))
    versions = session.scalars(select(LicenseParties).where(LicenseParties.license_id == held.id)).all()
    assert [row.version for row in versions] == [1, 2]
    assert versions[1].parties["end_user"]["contact_name"] == "雛形　二郎"
    assert held.end_user_domain == "example.jp"


@pytest.mark.rule("LIC-2")
def test_a_license_is_the_company_accounts_else_the_quick_filers(session: Session) -> None:
    filer = a_customer()
    account = an_account(an_organization(a_customer()))
    assert a_license(filer).holder_id == filer.id
    managed = a_license(filer, account)
    assert (managed.company_account_id, managed.holder_id) == (account.id, None)


@pytest.mark.rule("LIC-2")
def test_a_renewal_takes_in_what_is_nobodys_and_nothing_else(session: Session) -> None:
    nobodys, somebodys, filer, first = a_license(), a_license(a_customer()), a_customer(), None
    first = somebodys.holder_id
    for held in (nobodys, somebodys):
        apply(a_line(kind="renewal", license_id=held.license_id), an_order_of(filer))
    assert (nobodys.holder_id, somebodys.holder_id) == (filer.id, first)


def test_no_address_that_anybody_can_get_makes_a_domain(session: Session) -> None:
    assert a_license(end_user={"email": "sakura@gmail.com"}).end_user_domain == ""
    assert a_license(end_user={"email": "sakura@sales.takasaki.co.jp"}).end_user_domain == "takasaki.co.jp"


@pytest.mark.rule("LIC-1")
def test_a_code_is_given_to_one_license(session: Session) -> None:
    held, other = a_license(codes=[CODE]), a_license()
    give_codes(held, "activation-code", [CODE])
    with pytest.raises(IntegrityError, match="uq_license_codes_code"), session.begin_nested():
        give_codes(other, "activation-code", [CODE])


@pytest.mark.rule("ORD-3")
def test_cancelling_closes_what_the_order_began_and_takes_back_what_it_added(session: Session) -> None:
    clerk, order = acting(an_operator()), an_order_of()
    enlarged, extended = a_license(), a_license()
    begun = apply(a_line(), order)
    apply(a_line(kind="additional", quantity=7, license_id=enlarged.license_id), order)
    apply(a_line(kind="renewal", license_id=extended.license_id), order)
    apply(a_line(kind="renewal", term_years=1, license_id=extended.license_id), an_order_of())
    for _ in range(2):
        assert len(close_for_order(order.order_number, clerk)) == 3
    assert (begun.state, enlarged.state, extended.state) == ("closed", "active", "active")
    assert (enlarged.quantity, extended.ends_on) == (300, date(2030, 9, 30))
    assert begun.closed_at is not None
    assert begun.shown_from == SHOWN
