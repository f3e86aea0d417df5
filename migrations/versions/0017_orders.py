"""Orders and their lines, and the sheets that many of them come by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _orders()
    _order_lines()
    _create_batches()


def _create_batches() -> None:
    _order_batches()


def _orders() -> None:
    op.create_table(
        "orders",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.CHAR(length=11, collation="C"), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=True),
        sa.Column("keeps_number", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("is_begun", sa.Boolean(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("customer_po", sa.Text(), nullable=False),
        sa.Column("reseller_reference", sa.Text(), nullable=False),
        sa.Column("dealer_note", sa.Text(), nullable=False),
        sa.Column("differences", sa.Text(), nullable=False),
        sa.Column("delivery_email", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("entered_at", TIME, nullable=False),
        sa.Column("entered_by_id", sa.Uuid(), nullable=True),
        sa.Column("entered_by_name", sa.Text(), nullable=False),
        sa.Column("shipped_at", TIME, nullable=True),
        sa.Column("cancel_asked_at", TIME, nullable=True),
        sa.Column("cancel_asked_by_id", sa.Uuid(), nullable=True),
        sa.Column("cancel_asked_by_name", sa.Text(), nullable=False),
        sa.Column("cancel_reason", sa.Text(), nullable=False),
        sa.Column("cancelled_at", TIME, nullable=True),
        sa.Column("cancelled_by_name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("search_pairs", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.CheckConstraint(
            "(source = 'renewal') = (application_id IS NULL)", name=op.f("ck_orders_renewals_quote_no_number")
        ),
        sa.CheckConstraint(
            "(state = 'cancelled') = (cancelled_at IS NOT NULL)", name=op.f("ck_orders_cancelled_says_when")
        ),
        sa.CheckConstraint(
            "keeps_number = (state <> 'cancelled' OR is_begun)", name=op.f("ck_orders_number_kept_while_used")
        ),
        sa.CheckConstraint("kind IN ('new', 'additional', 'renewal')", name=op.f("ck_orders_kind_known")),
        sa.CheckConstraint("number ~ '^ORDC[0-9]{7}$'", name=op.f("ck_orders_number_shape")),
        sa.CheckConstraint("reseller_reference ~ '^([0-9]{8})?$'", name=op.f("ck_orders_reseller_reference_shape")),
        sa.CheckConstraint(
            "source IN ('staff', 'batch', 'api', 'import', 'renewal')", name=op.f("ck_orders_source_known")
        ),
        sa.CheckConstraint(
            "state <> 'cancelled' OR cancel_reason <> ''", name=op.f("ck_orders_cancelled_for_a_reason")
        ),
        sa.CheckConstraint(
            "state <> 'shipped' OR (is_begun AND shipped_at IS NOT NULL)", name=op.f("ck_orders_shipped_says_when")
        ),
        sa.CheckConstraint("state IN ('entered', 'shipped', 'cancelled')", name=op.f("ck_orders_state_known")),
        sa.CheckConstraint("char_length(dealer_note) <= 200", name=op.f("ck_orders_dealer_note_length")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_orders_version_counts_from_one")),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name="fk_orders_application_id_applications"),
        sa.ForeignKeyConstraint(["cancel_asked_by_id"], ["users.id"], name="fk_orders_cancel_asked_by_id_users"),
        sa.ForeignKeyConstraint(["entered_by_id"], ["users.id"], name="fk_orders_entered_by_id_users"),
        sa.PrimaryKeyConstraint("id", name="pk_orders"),
        sa.UniqueConstraint("number", name="uq_orders_number"),
    )
    op.create_index("ix_orders_application_id", "orders", ["application_id"])
    op.create_index("ix_orders_customer_po", "orders", ["customer_po"], postgresql_where=sa.text("customer_po <> ''"))
    op.create_index("ix_orders_entered", "orders", [sa.literal_column("entered_at DESC"), sa.literal_column("id DESC")])
    op.create_index("ix_orders_search_pairs", "orders", ["search_pairs"], postgresql_using="gin")
    op.create_index(
        "ix_orders_state", "orders", ["state", sa.literal_column("entered_at DESC"), sa.literal_column("id DESC")]
    )
    op.create_index(
        "uq_orders_application_id",
        "orders",
        ["application_id"],
        unique=True,
        postgresql_where=sa.text("keeps_number AND application_id IS NOT NULL"),
    )


def _order_lines() -> None:
    op.create_table(
        "order_lines",
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("product_code", sa.Text(collation="C"), nullable=False),
        sa.Column("product_name", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("term_years", sa.Integer(), nullable=False),
        sa.Column("license_id", sa.Text(), nullable=False),
        sa.Column("activation_code", sa.Text(), nullable=False),
        sa.Column("serial_number", sa.Text(), nullable=False),
        sa.Column("current_end_on", sa.Date(), nullable=True),
        sa.Column("held_quantity", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "position >= 1 AND quantity >= 1 AND term_years >= 1", name=op.f("ck_order_lines_counts_from_one")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_order_lines_order_id_orders"),
        sa.ForeignKeyConstraint(["product_code"], ["products.code"], name="fk_order_lines_product_code_products"),
        sa.PrimaryKeyConstraint("order_id", "position", name="pk_order_lines"),
    )
    op.create_index("ix_order_lines_product_code", "order_lines", ["product_code"])


def _order_batches() -> None:
    op.create_table(
        "order_batches",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("rows", postgresql.JSONB(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("uploaded_at", TIME, nullable=False),
        sa.Column("uploaded_by_name", sa.Text(), nullable=False),
        sa.Column("entered_at", TIME, nullable=True),
        sa.Column("entered_by_name", sa.Text(), nullable=False),
        sa.Column("results", postgresql.JSONB(), nullable=False),
        sa.CheckConstraint("state IN ('waiting', 'entered', 'discarded')", name=op.f("ck_order_batches_state_known")),
        sa.CheckConstraint(
            "(state = 'entered') = (entered_at IS NOT NULL)", name=op.f("ck_order_batches_entered_says_when")
        ),
        sa.PrimaryKeyConstraint("id", name="pk_order_batches"),
    )
    op.create_index(
        "ix_order_batches_uploaded",
        "order_batches",
        [sa.literal_column("uploaded_at DESC"), sa.literal_column("id DESC")],
    )


def downgrade() -> None:
    op.drop_table("order_batches")
    op.drop_table("order_lines")
    op.drop_table("orders")
