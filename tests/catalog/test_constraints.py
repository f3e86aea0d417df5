"""What the database itself refuses, each broken on purpose."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.products import a_product


@pytest.mark.rule("CAT-1")
@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"code": "lower"}, "ck_products_code_shape"),
        ({"kind": "thing"}, "ck_products_kind_known"),
        ({"channel": "fax"}, "ck_products_channel_known"),
        ({"channel": "excel"}, "ck_products_excel_says_where_to_send"),
        ({"application_kinds": []}, "ck_products_application_kinds_known"),
        ({"application_kinds": ["newer"]}, "ck_products_application_kinds_known"),
        ({"contract_classes": ["private"]}, "ck_products_contract_classes_known"),
        ({"offered_from": date(2026, 2, 1), "offered_until": date(2026, 1, 1)}, "ck_products_offered_in_order"),
        ({"unit": "box"}, "ck_products_unit_known"),
        ({"reference": "name"}, "ck_products_reference_known"),
        ({"min_quantity": 0}, "ck_products_quantity"),
        ({"min_quantity": 9, "max_quantity": 8}, "ck_products_quantity"),
        ({"max_quantity": 1_000_000}, "ck_products_quantity"),
        ({"term_years": []}, "ck_products_years"),
        ({"term_years": [0]}, "ck_products_years"),
        ({"term_years": [10]}, "ck_products_years"),
        ({"supplement_code": "NONE"}, "fk_products_supplement_code_supplements"),
    ],
)
def test_a_product_that_cannot_be_is_refused_by_name(session: Session, values: dict[str, Any], name: str) -> None:
    with pytest.raises(IntegrityError, match=name):
        a_product(**values)


def test_a_code_belongs_to_one_product(session: Session) -> None:
    a_product("A-1")
    session.expunge_all()
    with pytest.raises(IntegrityError, match="pk_products"):
        a_product("A-1")
