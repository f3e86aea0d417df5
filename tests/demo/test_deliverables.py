"""What the demo's products bring and cost."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

import pypdf
import pytest
from flask import Flask
from sqlalchemy import select

from tbc.catalog.models import Product
from tbc.catalog.queries import list_files, list_prices
from tbc.catalog.rules import price_of
from tbc.kit.clock import today
from tbc.kit.db import session


@pytest.mark.rule("CAT-1")
def test_each_product_of_electronic_delivery_brings_a_manual_with_its_hash(demo: Flask) -> None:
    with demo.app_context():
        products = session.scalars(select(Product).where(Product.electronic_delivery)).all()
        found = list_files(product.code for product in products)
        manuals = [file for file in found if file.file_name.endswith(".pdf")]
        assert {file.product_code for file in manuals} == {product.code for product in products}
        for file in manuals[:3]:
            assert file.body is not None
            assert (file.size, file.sha256) == (len(file.body), sha256(file.body).hexdigest())
            assert len(pypdf.PdfReader(BytesIO(file.body)).pages) == 2
        installer = next(file for file in found if file.kind == "download")
        assert installer.body is not None
        assert ZipFile(BytesIO(installer.body)).testzip() is None


@pytest.mark.rule("CAT-1")
def test_each_product_has_a_price_for_whatever_it_is_sold_as(demo: Flask) -> None:
    with demo.app_context():
        missing = []
        for product in session.scalars(select(Product)):
            prices = list_prices([product.code])
            for contract_class in product.contract_classes:
                for kind in product.application_kinds:
                    for years in product.term_years:
                        found = price_of(
                            prices,
                            contract_class=contract_class,
                            application_kind=kind,
                            years=years,
                            quantity=product.max_quantity,
                            on=today(),
                        )
                        if found is None:
                            missing.append((product.code, contract_class, kind, years))
        assert missing == []
