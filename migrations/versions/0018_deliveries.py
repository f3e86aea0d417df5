"""Stock, deliveries, and the sign-ins of their recipients."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
PROTECT_GIVEN = """
CREATE FUNCTION protect_given_code() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a code that was given stays given'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'stock_codes_given_once';
END $$
"""
PROTECT_NUMBER = """
CREATE FUNCTION protect_delivery_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a delivery keeps its number and its order'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'deliveries_number_never_changed';
END $$
"""


def upgrade() -> None:
    _deliveries()
    _delivery_lines()
    _stock_codes()
    _delivery_sessions()
    op.execute(PROTECT_GIVEN)
    op.execute(
        "CREATE TRIGGER stock_codes_given_once BEFORE UPDATE OR DELETE ON stock_codes "
        "FOR EACH ROW WHEN (OLD.given_at IS NOT NULL) EXECUTE FUNCTION protect_given_code()"
    )
    op.execute(PROTECT_NUMBER)
    op.execute(
        "CREATE TRIGGER deliveries_number_never_changed BEFORE UPDATE OF number, order_id ON deliveries FOR EACH ROW "
        "WHEN (OLD.number <> NEW.number OR OLD.order_id <> NEW.order_id) EXECUTE FUNCTION protect_delivery_number()"
    )


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.CHAR(length=11, collation="C"), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("is_electronic", sa.Boolean(), nullable=False),
        sa.Column("tracking", sa.Text(), nullable=False),
        sa.Column("sent_to", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("password_version", sa.Integer(), nullable=False),
        sa.Column("password_letter_id", sa.Uuid(), nullable=True),
        sa.Column("id_letter_id", sa.Uuid(), nullable=True),
        sa.Column("token", sa.Text(collation="C"), nullable=False),
        sa.Column("shipped_at", TIME, nullable=False),
        sa.Column("shipped_by_name", sa.Text(), nullable=False),
        sa.Column("closed_at", TIME, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("is_electronic = (sent_to <> '')", name=op.f("ck_deliveries_electronic_has_an_address")),
        sa.CheckConstraint("number ~ '^SHPC[0-9]{7}$'", name=op.f("ck_deliveries_number_shape")),
        sa.CheckConstraint(
            "is_electronic = (password_hash IS NOT NULL)", name=op.f("ck_deliveries_electronic_has_a_password")
        ),
        sa.CheckConstraint(
            "password_version >= 1 AND version >= 1", name=op.f("ck_deliveries_versions_count_from_one")
        ),
        sa.ForeignKeyConstraint(["id_letter_id"], ["letters.id"], name="fk_deliveries_id_letter_id_letters"),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_deliveries_order_id_orders"),
        sa.ForeignKeyConstraint(
            ["password_letter_id"], ["letters.id"], name="fk_deliveries_password_letter_id_letters"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.UniqueConstraint("number", name="uq_deliveries_number"),
        sa.UniqueConstraint("token", name="uq_deliveries_token"),
    )
    op.create_index("ix_deliveries_order_id", "deliveries", ["order_id"])
    op.create_index("ix_deliveries_sent_to", "deliveries", [sa.literal_column("lower(sent_to)")])
    op.create_index(
        "ix_deliveries_shipped", "deliveries", [sa.literal_column("shipped_at DESC"), sa.literal_column("id DESC")]
    )


def _delivery_lines() -> None:
    op.create_table(
        "delivery_lines",
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("delivery_id", sa.Uuid(), nullable=False),
        sa.Column("license_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["delivery_id"], ["deliveries.id"], name="fk_delivery_lines_delivery_id_deliveries"),
        sa.ForeignKeyConstraint(["license_id"], ["licenses.id"], name="fk_delivery_lines_license_id_licenses"),
        sa.ForeignKeyConstraint(
            ["order_id", "position"],
            ["order_lines.order_id", "order_lines.position"],
            name="fk_delivery_lines_order_id_order_lines",
        ),
        sa.PrimaryKeyConstraint("order_id", "position", name="pk_delivery_lines"),
    )
    op.create_index("ix_delivery_lines_delivery_id", "delivery_lines", ["delivery_id", "position"])
    op.create_index("ix_delivery_lines_license_id", "delivery_lines", ["license_id"])


def _stock_codes() -> None:
    op.create_table(
        "stock_codes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("product_code", sa.Text(collation="C"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(collation="C"), nullable=False),
        sa.Column("brought_at", TIME, nullable=False),
        sa.Column("brought_by_name", sa.Text(), nullable=False),
        sa.Column("delivery_id", sa.Uuid(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("given_at", TIME, nullable=True),
        sa.CheckConstraint("code <> ''", name=op.f("ck_stock_codes_code_is_something")),
        sa.CheckConstraint("kind IN ('activation-code', 'serial-number')", name=op.f("ck_stock_codes_kind_known")),
        sa.CheckConstraint(
            "(given_at IS NULL) = (delivery_id IS NULL) AND (given_at IS NULL) = (position IS NULL)",
            name=op.f("ck_stock_codes_given_says_when"),
        ),
        sa.ForeignKeyConstraint(["delivery_id"], ["deliveries.id"], name="fk_stock_codes_delivery_id_deliveries"),
        sa.ForeignKeyConstraint(["product_code"], ["products.code"], name="fk_stock_codes_product_code_products"),
        sa.PrimaryKeyConstraint("id", name="pk_stock_codes"),
        sa.UniqueConstraint("code", name="uq_stock_codes_code"),
    )
    op.create_index(
        "ix_stock_codes_delivery",
        "stock_codes",
        ["delivery_id", "position"],
        postgresql_where=sa.text("given_at IS NOT NULL"),
    )
    op.create_index(
        "ix_stock_codes_free",
        "stock_codes",
        ["product_code", "kind", "id"],
        postgresql_where=sa.text("given_at IS NULL"),
    )


def _delivery_sessions() -> None:
    op.create_table(
        "delivery_sessions",
        sa.Column("token_hash", sa.Text(collation="C"), nullable=False),
        sa.Column("delivery_id", sa.Uuid(), nullable=False),
        sa.Column("password_version", sa.Integer(), nullable=False),
        sa.Column("began_at", TIME, nullable=False),
        sa.Column("until", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["deliveries.id"], name="fk_delivery_sessions_delivery_id_deliveries", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name="pk_delivery_sessions"),
    )
    op.create_index("ix_delivery_sessions_until", "delivery_sessions", ["until"])


def downgrade() -> None:
    op.drop_table("delivery_sessions")
    op.drop_table("stock_codes")
    op.drop_table("delivery_lines")
    op.drop_table("deliveries")
    op.execute("DROP FUNCTION protect_delivery_number()")
    op.execute("DROP FUNCTION protect_given_code()")
