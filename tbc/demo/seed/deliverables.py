"""What the demo's products bring and cost: a manual each, an installer where there is something to install, prices."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from importlib.resources import files
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sqlalchemy import select

from tbc.catalog.importing.price_columns import COLUMNS
from tbc.catalog.models import Product
from tbc.catalog.service.files import add
from tbc.catalog.service.sheets import import_prices
from tbc.demo.seed.manuals import manual_of
from tbc.kit.db import session
from tbc.kit.sheets import stream_csv
from tbc.policy import Actor

ALWAYS = ["new", "additional", "renewal"]
# Parts of the price per year: longer terms and larger quantities cost less, and so does renewing.
TERMS = {1: 1.0, 2: 1.9, 3: 2.7, 4: 3.5, 5: 4.2}
BANDS = {1: 1.0, 50: 0.92, 250: 0.85, 1000: 0.76}
CLASSES = {"corporate": 1.0, "government": 0.95, "academic": 0.6}
KINDS = {"new": 1.0, "additional": 1.0, "renewal": 0.8}
RISE = 1.06  # what some of them cost more from the next April on
RISING = "SGE-"


def bring(actor: Actor, today: date) -> None:
    """Files and prices of all products, as of `today`."""
    products = session.scalars(select(Product).order_by(Product.code)).all()
    for product in products:
        if product.electronic_delivery:
            _bring_files(actor, product)
    yearly = _yearly()
    since = date(2024, 4, 1)
    rise = date(today.year + (today.month >= 4), 4, 1)
    rising = {product.code: product for product in products if product.code.startswith(RISING)}
    prices = [row for product in products for row in _prices(product, yearly[product.code], since)]
    import_prices(_sheet(prices), "price-list.csv", actor)
    risen = [row for code, product in rising.items() for row in _prices(product, yearly[code] * RISE, rise)]
    import_prices(_sheet(risen), f"price-list-{rise:%Y-%m}.csv", actor)


def _bring_files(actor: Actor, product: Product) -> None:
    version = f"{14 + len(product.code) % 3}.{len(product.name_ja) % 5}"
    slug = product.code.lower()
    add(actor, product, {
        "kind": "manual", "delivered_with": ALWAYS, "name_ja": "導入ガイド", "name_en": "Getting started guide",
        "file_name": f"{slug}-guide.pdf", "version": version, "body": manual_of(product, version),
    })  # fmt: skip
    if product.kind in {"license", "appliance"}:
        add(actor, product, {
            "kind": "download", "delivered_with": ["new"], "name_ja": "インストーラー", "name_en": "Installer",
            "file_name": f"{slug}-{version}.zip", "version": version, "body": _installer(product, version),
        })  # fmt: skip
    if product.kind == "saas":
        add(actor, product, {
            "kind": "manual", "delivered_with": ALWAYS, "name_ja": "管理コンソールの手引き（オンライン）",
            "name_en": "Console manual (online)", "version": version,
            "address": f"https://docs.example.com/{slug}/console",
        })  # fmt: skip


def _installer(product: Product, version: str) -> bytes:
    """A ZIP that looks like an installer and holds nothing to run; the same bytes each time."""
    contents = {
        "README.txt": f"{product.name_ja} {version}\r\n{product.name_en} {version}\r\n\r\n"
        "デモ用の見本です。実行するものは入っていません。\r\nA sample of the demo. There is nothing in it to run.\r\n",
        "setup/product.ini": f"[product]\r\ncode={product.code}\r\nversion={version}\r\n",
    }
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as package:
        for name, text in contents.items():
            package.writestr(ZipInfo(name), text.encode("utf-8-sig"), ZIP_DEFLATED)
    return target.getvalue()


def _yearly() -> dict[str, float]:
    rows = (files("tbc.demo") / "data" / "prices.csv").read_text(encoding="utf-8").splitlines()
    return {row["code"]: float(row["yearly"]) for row in csv.DictReader(rows)}


def _prices(product: Product, yearly: float, since: date) -> Iterator[tuple[str | int | date | None, ...]]:
    """A row of the sheet for each class, kind, term and band in which the product is sold."""
    bands = BANDS if product.kind in {"license", "saas"} else {1: 1.0}
    for contract_class in product.contract_classes:
        for kind in product.application_kinds:
            for years in product.term_years:
                for quantity_from, part in bands.items():
                    price = yearly * CLASSES[contract_class] * KINDS[kind] * TERMS[years] * part
                    yen = int(price) // 10 * 10
                    yield product.code, contract_class, kind, years, quantity_from, yen, since, None


def _sheet(rows: Iterable[tuple[str | int | date | None, ...]]) -> bytes:
    return b"".join(stream_csv([column.key for column in COLUMNS], rows))
