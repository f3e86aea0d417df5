"""The columns by which an application is listed and found: company, products, what a search looks through."""

from __future__ import annotations

from collections.abc import Iterator

from tbc.applications.models import Application
from tbc.applications.record import Content
from tbc.kit.search import searchable

SEARCHED = {
    "end_user": (
        "corporate_name",
        "corporate_name_kana",
        "corporate_number",
        "contact_name",
        "email",
        "prefecture",
        "city",
    ),
    "delivery": ("email", "company"),
    "reseller": ("company", "contact_name"),
    "distributor": ("company",),
}
SEARCHED_OF_ITEMS = ("product", "product_name", "license_id", "activation_code", "serial_number")


def describe(application: Application) -> None:
    """Bring the listing and search columns of `application` up to its content."""
    content = application.content
    application.kind = content.get("kind") or None
    application.company = (content.get("end_user") or {}).get("corporate_name") or ""
    application.products = _products(content)
    application.search_text, application.search_pairs = searchable(_searched(application))


def _products(content: Content) -> str:
    """The lines as the history shows them, one per line: name, tab, quantity, tab, years."""
    lines = (
        "\t".join(str(item.get(name) or "") for name in ("product_name", "quantity", "term_years"))
        for item in content.get("items") or ()
    )
    return "\n".join(lines)


def _searched(application: Application) -> Iterator[str]:
    content = application.content
    for part, names in SEARCHED.items():
        section = content.get(part) or {}
        yield from (str(section.get(name) or "") for name in names)
    for item in content.get("items") or ():
        yield from (str(item.get(name) or "") for name in SEARCHED_OF_ITEMS)
    yield str(content.get("customer_po") or "")
    yield str(content.get("reseller_reference") or "")
