"""What products deliver, how they are renewed, and what they cost."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
CHECKS = {
    "code_kind_known": "code_kind IN ('activation-code', 'serial-number', 'none')",
    "codes_with_known": "codes_with <@ ARRAY['new', 'additional', 'renewal']",
    "codes_per_known": "codes_per IN ('line', 'unit')",
    "tax_rate_known": "tax_rate IN (8, 10)",
    "renewable_months": "renewable_months_before BETWEEN 0 AND 120 AND renewable_months_after BETWEEN 0 AND 120",
    "version_counts_from_one": "version >= 1",
}
# What a product of each kind delivers, as far as one can tell without asking; staff say more.
FILL_CODES = """
UPDATE products SET
    code_kind = CASE kind WHEN 'appliance' THEN 'serial-number' WHEN 'consumer-line' THEN 'serial-number'
        WHEN 'paid-support' THEN 'none' ELSE 'activation-code' END,
    codes_per = CASE kind WHEN 'appliance' THEN 'unit' ELSE 'line' END
"""
FILE_CHECKS = {
    "kind_known": "kind IN ('download', 'manual')",
    "delivered_with_known": "delivered_with <@ ARRAY['new', 'additional', 'renewal']"
    " AND cardinality(delivered_with) > 0",
    "either_here_or_elsewhere": "(body IS NULL) <> (address = '')",
    "address_is_https": "address ~ '^(https://[^[:space:]]+)?$'",
    "sha256_shape": "sha256 ~ '^([0-9a-f]{64})?$'",
    "body_has_size_and_hash": "body IS NULL OR (sha256 <> '' AND size = octet_length(body))",
    "has_names": "name_ja <> '' AND name_en <> ''",
    "position_counts_from_one": "position >= 1",
}
PRICE_CHECKS = {
    "contract_class_known": "contract_class IN ('corporate', 'government', 'academic')",
    "application_kind_known": "application_kind IN ('new', 'additional', 'renewal')",
    "years": "years BETWEEN 1 AND 9",
    "quantity_from": "quantity_from BETWEEN 1 AND 999999",
    "unit_price": "unit_price BETWEEN 0 AND 9999999999",
    "valid_in_order": "valid_from <= valid_until",
}
# Without an extension only ranges can be compared here, so what must be equal is a range of one number.
ONE_A_DAY = """
ALTER TABLE product_prices ADD CONSTRAINT ex_product_prices_one_a_day EXCLUDE USING gist (
    int8range(hashtextextended(product_code, 0), hashtextextended(product_code, 0), '[]') WITH &&,
    int4range(quantity_from, quantity_from, '[]') WITH &&,
    int4range(years, years, '[]') WITH &&,
    int4range(ascii(contract_class) * 1000 + ascii(application_kind),
        ascii(contract_class) * 1000 + ascii(application_kind), '[]') WITH &&,
    daterange(valid_from, valid_until, '[]') WITH &&
)
"""
ONLY_ENDED = """
CREATE FUNCTION protect_product_price() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a price is ended, never changed'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'product_prices_only_ended';
END $$
"""
COMPARED = ("product_code", "contract_class", "application_kind", "years", "quantity_from", "unit_price", "valid_from")
FILED_LISTED = "ix_applications_filed_listed"


def upgrade() -> None:
    _widen_products()
    _create_files()
    _create_prices()
    _count_by_day(["source", "mode"])
    op.create_index(
        "ix_stock_codes_given",
        "stock_codes",
        ["product_code", "given_at"],
        postgresql_where=sa.text("given_at IS NOT NULL"),
    )
    op.create_table(
        "catalog_uploads",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("kind", "file_name")),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_at", TIME, nullable=False),
        sa.CheckConstraint("kind IN ('products', 'prices')", name=op.f("ck_catalog_uploads_kind_known")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_catalog_uploads_user_id_users", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", name="pk_catalog_uploads"),
    )


def downgrade() -> None:
    op.drop_index("ix_stock_codes_given", table_name="stock_codes")
    _count_by_day(None)
    for table in ("catalog_uploads", "product_prices", "product_files"):
        op.drop_table(table)
    op.execute("DROP FUNCTION protect_product_price()")
    for name in CHECKS:
        op.drop_constraint(op.f(f"ck_products_{name}"), "products", type_="check")
    for column in reversed(_product_columns()):
        op.drop_column("products", column.name)


def _count_by_day(include: list[str] | None) -> None:
    """With these columns in it too, applications are counted by day in the index alone."""
    op.drop_index(FILED_LISTED, table_name="applications")
    op.create_index(
        FILED_LISTED,
        "applications",
        [sa.literal_column("listed_at DESC"), sa.literal_column("id DESC")],
        postgresql_where=sa.text("number IS NOT NULL"),
        postgresql_include=include,
    )


def _widen_products() -> None:
    columns = _product_columns()
    for column in columns:
        op.add_column("products", column)
    op.execute(FILL_CODES)
    for column in columns:
        op.alter_column("products", column.name, server_default=None)
    for name, rule in CHECKS.items():
        op.create_check_constraint(op.f(f"ck_products_{name}"), "products", rule)


def _product_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("code_kind", sa.Text(), nullable=False, server_default="activation-code"),
        sa.Column("codes_with", sa.ARRAY(sa.Text()), nullable=False, server_default="{new}"),
        sa.Column("codes_per", sa.Text(), nullable=False, server_default="line"),
        sa.Column("tax_rate", sa.Integer(), nullable=False, server_default="10"),
        sa.Column("renewable_months_before", sa.Integer(), nullable=True, server_default="6"),
        sa.Column("renewable_months_after", sa.Integer(), nullable=True, server_default="12"),
        sa.Column("renews_into", sa.ARRAY(sa.Text()), nullable=False, server_default="{}"),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("changed_at", TIME, nullable=False, server_default=sa.func.now()),
    ]


def _create_files() -> None:
    def text(name: str) -> sa.Column[str]:
        return sa.Column(name, sa.Text(), nullable=False)

    op.create_table(
        "product_files",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("product_code", sa.Text(collation="C"), nullable=False),
        text("kind"),
        sa.Column("delivered_with", sa.ARRAY(sa.Text()), nullable=False),
        *(text(name) for name in ("name_ja", "name_en", "file_name", "version", "sha256")),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        text("address"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("added_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_product_files"),
        *_of("product_files", FILE_CHECKS),
    )
    op.create_index("ix_product_files_product_code", "product_files", ["product_code", "position"])


def _create_prices() -> None:
    op.create_table(
        "product_prices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("product_code", sa.Text(collation="C"), nullable=False),
        sa.Column("contract_class", sa.Text(), nullable=False),
        sa.Column("application_kind", sa.Text(), nullable=False),
        sa.Column("years", sa.Integer(), nullable=False),
        sa.Column("quantity_from", sa.Integer(), nullable=False),
        sa.Column("unit_price", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("added_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_product_prices"),
        *_of("product_prices", PRICE_CHECKS),
    )
    op.create_index(
        "ix_product_prices_product_code",
        "product_prices",
        ["product_code", "contract_class", "application_kind", "years"],
    )
    op.execute(ONE_A_DAY)
    op.execute(ONLY_ENDED)
    changed = " OR ".join(f"OLD.{name} <> NEW.{name}" for name in COMPARED)
    op.execute(
        "CREATE TRIGGER product_prices_only_ended BEFORE UPDATE ON product_prices FOR EACH ROW "
        f"WHEN ({changed}) EXECUTE FUNCTION protect_product_price()"
    )


def _of(table: str, checks: dict[str, str]) -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(["product_code"], ["products.code"], name=f"fk_{table}_product_code_products"),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}")) for name, rule in checks.items()),
    ]
