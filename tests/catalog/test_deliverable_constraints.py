"""What the database itself refuses of what products deliver and cost: each rule is broken here on purpose."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.people import an_administrator
from tests.products import a_product
from tests.refusing import assert_refused

pytestmark = pytest.mark.rule("CAT-1")

PRICE = (
    "INSERT INTO product_prices VALUES (gen_random_uuid(), :code, 'corporate', 'new', 1, 1, 4800, DATE '2026-04-01', "
    "DATE '2027-03-31', now())"
)
FILE = (
    "INSERT INTO product_files (id, product_code, kind, delivered_with, name_ja, name_en, file_name, version, sha256, "
    "size, body, address, position, added_at) VALUES (gen_random_uuid(), :code, 'manual', '{new}', '手引き', 'Guide', "
    "'', '', '', NULL, NULL, 'https://files.example.com/guide.pdf', 1, now())"
)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("code_kind = 'word'", "ck_products_code_kind_known"),
        ("codes_with = '{gift}'", "ck_products_codes_with_known"),
        ("codes_per = 'box'", "ck_products_codes_per_known"),
        ("tax_rate = 5", "ck_products_tax_rate_known"),
        ("renewable_months_before = 121", "ck_products_renewable_months"),
        ("renewable_months_after = -1", "ck_products_renewable_months"),
        ("version = 0", "ck_products_version_counts_from_one"),
    ],
)
def test_a_product_delivers_what_there_is(session: Session, change: str, name: str) -> None:
    assert_refused(session, f"UPDATE products SET {change} WHERE code = :code", name, code=a_product().code)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("kind = 'film'", "ck_product_files_kind_known"),
        ("delivered_with = '{gift}'", "ck_product_files_delivered_with_known"),
        ("delivered_with = '{}'", "ck_product_files_delivered_with_known"),
        ("address = ''", "ck_product_files_either_here_or_elsewhere"),
        ("body = 'x', size = 1, sha256 = repeat('0', 64)", "ck_product_files_either_here_or_elsewhere"),
        ("address = 'http://files.example.com/'", "ck_product_files_address_is_https"),
        ("address = 'https://files.example.com/a b'", "ck_product_files_address_is_https"),
        ("sha256 = 'abc'", "ck_product_files_sha256_shape"),
        ("body = 'x', size = 2, address = '', sha256 = repeat('0', 64)", "ck_product_files_body_has_size_and_hash"),
        ("body = 'x', size = 1, address = ''", "ck_product_files_body_has_size_and_hash"),
        ("name_ja = ''", "ck_product_files_has_names"),
        ("name_en = ''", "ck_product_files_has_names"),
        ("position = 0", "ck_product_files_position_counts_from_one"),
        ("product_code = 'NONE'", "fk_product_files_product_code_products"),
    ],
)
def test_a_file_is_here_or_elsewhere_and_says_what_it_is(session: Session, change: str, name: str) -> None:
    session.execute(text(FILE), {"code": a_product().code})
    assert_refused(session, f"UPDATE product_files SET {change}", name)


@pytest.mark.parametrize(
    ("instead", "name"),
    [
        (("'corporate'", "'private'"), "ck_product_prices_contract_class_known"),
        (("'new'", "'gift'"), "ck_product_prices_application_kind_known"),
        (("'new', 1, 1", "'new', 10, 1"), "ck_product_prices_years"),
        (("'new', 1, 1", "'new', 1, 0"), "ck_product_prices_quantity_from"),
        (("4800", "-1"), "ck_product_prices_unit_price"),
        (("2026-04-01", "2027-04-01"), "ck_product_prices_valid_in_order"),
        ((":code", "coalesce('NONE', :code)"), "fk_product_prices_product_code_products"),
    ],
)
def test_a_price_that_cannot_be_is_refused_by_name(session: Session, instead: tuple[str, str], name: str) -> None:
    assert_refused(session, PRICE.replace(*instead), name, code=a_product().code)


def test_a_day_has_one_price(session: Session) -> None:
    code = a_product().code
    session.execute(text(PRICE), {"code": code})
    same_day = PRICE.replace("2026-04-01", "2027-03-31").replace("DATE '2027-03-31', now", "NULL, now")
    assert_refused(session, same_day, "ex_product_prices_one_a_day", code=code)
    for other in ("'academic'", "'renewal'"):
        kept = "'corporate'" if other == "'academic'" else "'new'"
        session.execute(text(PRICE.replace(kept, other)), {"code": code})


@pytest.mark.parametrize(
    "change",
    [
        "unit_price = 1",
        "valid_from = DATE '2026-05-01'",
        "quantity_from = 2",
        "years = 2",
        "contract_class = 'academic'",
        "application_kind = 'renewal'",
        "product_code = 'OTHER'",
    ],
)
def test_a_price_is_ended_and_never_changed(session: Session, change: str) -> None:
    session.execute(text(PRICE), {"code": a_product().code})
    session.execute(text("UPDATE product_prices SET valid_until = DATE '2026-12-31'"))
    assert_refused(session, f"UPDATE product_prices SET {change}", "product_prices_only_ended")


def test_a_sheet_set_aside_is_somebodys_and_of_a_known_kind(session: Session) -> None:
    keep = "INSERT INTO catalog_uploads VALUES (:user, :kind, 'a.xlsx', 'x', now())"
    user = an_administrator().id
    assert_refused(session, keep, "ck_catalog_uploads_kind_known", user=user, kind="things")
    session.execute(text(keep), {"user": user, "kind": "products"})
    assert_refused(session, keep, "pk_catalog_uploads", user=user, kind="products")
    nobody = "0190a000-0000-7000-8000-00000000dead"
    assert_refused(session, keep, "fk_catalog_uploads_user_id_users", user=nobody, kind="products")
