"""What the database itself refuses of renewals: each rule is broken here on purpose."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tbc.renewals.models import Renewal, Unreminded
from tests.people import a_customer
from tests.refusing import assert_refused
from tests.renewals.given import begun, held, ordered

COPY = (
    "INSERT INTO renewals SELECT (jsonb_populate_record(r, CAST(:changes AS jsonb))).* FROM renewals r WHERE id = :id"
)
OTHER = "0190a000-0000-7000-8000-00000000beef"


def a_renewal() -> Renewal:
    own = a_customer()
    return begun(own, [held(own)])


def an_ordered() -> Renewal:
    own = a_customer()
    return ordered(own, [held(own)])


@pytest.mark.rule("RNW-3")
@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("state = 'lost'", "ck_renewals_state_known"),
        ("language = 'fr'", "ck_renewals_language_known"),
        ("holder_id = NULL", "ck_renewals_belongs_to_somebody"),
        ("state = 'agreed'", "ck_renewals_ordered_with_everything"),
        ("paid_on = '2026-11-20'", "ck_renewals_paid_says_when"),
        ("version = 0", "ck_renewals_version_counts_from_one"),
        ("company_account_id = gen_random_uuid()", "fk_renewals_company_account_id_company_accounts"),
        ("holder_id = gen_random_uuid()", "fk_renewals_holder_id_users"),
        ("user_id = gen_random_uuid()", "fk_renewals_user_id_users"),
        ("quote_id = gen_random_uuid()", "fk_renewals_quote_id_documents"),
        ("invoice_id = gen_random_uuid()", "fk_renewals_invoice_id_documents"),
        ("told_at = now()", "ck_renewals_told_once_paid"),
        ("order_id = gen_random_uuid()", "fk_renewals_order_id_orders"),
        ("replaced_by_id = gen_random_uuid()", "fk_renewals_replaced_by_id_renewals"),
    ],
)
def test_a_renewal_that_cannot_be_is_refused_by_name(session: Session, change: str, name: str) -> None:
    assert_refused(session, f"UPDATE renewals SET {change} WHERE id = :id", name, id=a_renewal().id)


@pytest.mark.rule("RNW-3")
@pytest.mark.parametrize(
    "gone",
    [
        "invoice_id = NULL",
        "ordered_at = NULL",
        "payer = NULL",
        "licensed_at = NULL",
        "privacy_at = NULL",
        "order_id = NULL",
    ],
)
def test_nothing_is_ordered_without_what_the_steps_ask(session: Session, gone: str) -> None:
    statement = f"UPDATE renewals SET {gone} WHERE id = :id"
    assert_refused(session, statement, "ck_renewals_ordered_with_everything", id=an_ordered().id)


@pytest.mark.rule("RNW-3")
def test_a_form_an_invoice_and_an_order_are_of_one_renewal(session: Session) -> None:
    old = an_ordered()
    assert_refused(session, COPY, "uq_renewals_token", id=a_renewal().id, changes=f'{{"id": "{OTHER}"}}')
    changes = f'{{"id": "{OTHER}", "token": "{OTHER}"}}'
    assert_refused(session, COPY, "uq_renewals_invoice_id", id=old.id, changes=changes)
    state = f'"quote_id": "{old.quote_id or old.invoice_id}", "state": "quoted", "invoice_id": null'
    changes = f'{{"id": "{OTHER}", "token": "{OTHER}", {state}}}'
    assert_refused(session, COPY, "uq_renewals_order_id", id=old.id, changes=changes)


@pytest.mark.rule("RNW-1")
@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("position = 0", "ck_renewal_lines_counts_from_one"),
        ("quantity = 0", "ck_renewal_lines_counts_from_one"),
        ("years = 4", "ck_renewal_lines_years"),
        ("unit_price = -1", "ck_renewal_lines_unit_price_is_none_below_zero"),
        ("tax_rate = 9", "ck_renewal_lines_tax_rate_known"),
        ("ends_after = ends_before - 1", "ck_renewal_lines_ends_later"),
        ("renewal_id = gen_random_uuid()", "fk_renewal_lines_renewal_id_renewals"),
        ("license_id = gen_random_uuid()", "fk_renewal_lines_license_id_licenses"),
        ("product_before = 'GONE'", "fk_renewal_lines_product_before_products"),
        ("product_code = 'GONE'", "fk_renewal_lines_product_code_products"),
    ],
)
def test_a_line_that_cannot_be_is_refused_by_name(session: Session, change: str, name: str) -> None:
    assert_refused(session, f"UPDATE renewal_lines SET {change} WHERE renewal_id = :id", name, id=a_renewal().id)


@pytest.mark.rule("RNW-1")
def test_of_a_license_one_renewal_waits_for_its_payment(session: Session) -> None:
    own = a_customer()
    one = held(own)
    ordered(own, [one])
    second = begun(own, [one])
    statement = "UPDATE renewal_lines SET is_open = true WHERE renewal_id = :id"
    assert_refused(session, statement, "uq_renewal_lines_open_license", id=second.id)


@pytest.mark.rule("RNW-1")
def test_a_license_stands_in_a_renewal_once(session: Session) -> None:
    again = (
        "INSERT INTO renewal_lines SELECT (jsonb_populate_record(l, '{\"position\": 2}')).* "
        "FROM renewal_lines l WHERE renewal_id = :id"
    )
    assert_refused(session, again, "uq_renewal_lines_license_id", id=a_renewal().id)


@pytest.mark.rule("RNW-8")
def test_reminders_are_of_something_that_is_there_and_go_out_once(session: Session) -> None:
    own = a_customer()
    one = held(own)
    session.add(Unreminded(license_id=one.id, by_name=own.name))
    session.flush()
    again = "INSERT INTO unreminded_licenses (license_id, by_name, since) VALUES (:id, '', now())"
    assert_refused(session, again, "pk_unreminded_licenses", id=one.id)
    assert_refused(session, again, "fk_unreminded_licenses_license_id_licenses", id=OTHER)
    reader = "INSERT INTO unreminded_readers (license_id, email, since) VALUES (:id, :email, now())"
    session.execute(text(reader), {"id": one.id, "email": own.email})
    assert_refused(session, reader, "pk_unreminded_readers", id=one.id, email=own.email)
    assert_refused(session, reader, "fk_unreminded_readers_license_id_licenses", id=OTHER, email=own.email)
    assert_refused(session, reader, "ck_unreminded_readers_email_in_lower_case", id=one.id, email="A@example.jp")
    sent = "INSERT INTO renewal_reminders (subject_id, for_on, days, sent_at) VALUES (:id, '2026-12-14', 30, now())"
    session.execute(text(sent), {"id": one.id})
    assert_refused(session, sent, "pk_renewal_reminders", id=one.id)
