"""Renewals by invoice, their lines, and reminders."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
TABLES = ("unreminded_licenses", "renewal_reminders", "renewal_lines", "renewals")


def upgrade() -> None:
    _renewals()
    _renewal_lines()
    _renewal_reminders()
    _unreminded_licenses()


def _renewals() -> None:
    op.create_table(
        "renewals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("company_account_id", sa.Uuid(), nullable=True),
        sa.Column("holder_id", sa.Uuid(), nullable=True),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("quoted_on", sa.Date(), nullable=False),
        sa.Column("payer", postgresql.JSONB(), nullable=True),
        sa.Column("quote_id", sa.Uuid(), nullable=True),
        sa.Column("invoice_id", sa.Uuid(), nullable=True),
        sa.Column("licensed_at", TIME, nullable=True),
        sa.Column("agreement_version", sa.Text(), nullable=False),
        sa.Column("privacy_at", TIME, nullable=True),
        sa.Column("ordered_at", TIME, nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("replaced_by_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('quoted', 'agreed', 'paid', 'cancelled', 'lapsed')", name="state_known"),
        sa.CheckConstraint("language IN ('ja', 'en')", name="language_known"),
        sa.CheckConstraint("company_account_id IS NOT NULL OR holder_id IS NOT NULL", name="belongs_to_somebody"),
        sa.CheckConstraint(
            "state NOT IN ('agreed', 'paid') OR (invoice_id IS NOT NULL AND ordered_at IS NOT NULL "
            "AND payer IS NOT NULL AND licensed_at IS NOT NULL AND privacy_at IS NOT NULL)",
            name="ordered_with_everything",
        ),
        sa.CheckConstraint("(state = 'paid') = (paid_on IS NOT NULL)", name="paid_says_when"),
        sa.CheckConstraint("version >= 1", name="version_counts_from_one"),
        sa.ForeignKeyConstraint(["company_account_id"], ["company_accounts.id"]),
        sa.ForeignKeyConstraint(["holder_id"], ["users.id"]),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"]),
        sa.ForeignKeyConstraint(["quote_id"], ["documents.id"]),
        sa.ForeignKeyConstraint(["invoice_id"], ["documents.id"]),
        sa.ForeignKeyConstraint(["replaced_by_id"], ["renewals.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token"),
    )
    op.create_index(
        "uq_renewals_invoice_id",
        "renewals",
        ["invoice_id"],
        unique=True,
        postgresql_where=sa.text("invoice_id IS NOT NULL"),
    )
    op.create_index("ix_renewals_company_account_id", "renewals", ["company_account_id", sa.text("id DESC")])
    op.create_index("ix_renewals_holder_id", "renewals", ["holder_id", sa.text("id DESC")])
    op.create_index("ix_renewals_quoted", "renewals", ["quoted_on"], postgresql_where=sa.text("state = 'quoted'"))


def _renewal_lines() -> None:
    op.create_table(
        "renewal_lines",
        sa.Column("renewal_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("license_id", sa.Uuid(), nullable=False),
        sa.Column("license_number", sa.Text(), nullable=False),
        sa.Column("product_before", sa.Text(collation="C"), nullable=False),
        sa.Column("name_before", sa.Text(), nullable=False),
        sa.Column("product_code", sa.Text(collation="C"), nullable=False),
        sa.Column("product_name", sa.Text(), nullable=False),
        sa.Column("contract_class", sa.Text(), nullable=False),
        sa.Column("years", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit_price", sa.BigInteger(), nullable=False),
        sa.Column("tax_rate", sa.Integer(), nullable=False),
        sa.Column("ends_before", sa.Date(), nullable=False),
        sa.Column("ends_after", sa.Date(), nullable=True),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.CheckConstraint("position >= 1 AND quantity >= 1", name="counts_from_one"),
        sa.CheckConstraint("years BETWEEN 1 AND 3", name="years"),
        sa.CheckConstraint("unit_price >= 0", name="unit_price_is_none_below_zero"),
        sa.CheckConstraint("tax_rate IN (8, 10)", name="tax_rate_known"),
        sa.CheckConstraint("ends_before <= ends_after", name="ends_later"),
        sa.ForeignKeyConstraint(["renewal_id"], ["renewals.id"]),
        sa.ForeignKeyConstraint(["license_id"], ["licenses.id"]),
        sa.ForeignKeyConstraint(["product_before"], ["products.code"]),
        sa.ForeignKeyConstraint(["product_code"], ["products.code"]),
        sa.PrimaryKeyConstraint("renewal_id", "position"),
    )
    op.create_index("uq_renewal_lines_license_id", "renewal_lines", ["renewal_id", "license_id"], unique=True)
    op.create_index(
        "uq_renewal_lines_open_license",
        "renewal_lines",
        ["license_id"],
        unique=True,
        postgresql_where=sa.text("is_open"),
    )
    op.create_index("ix_renewal_lines_license_id", "renewal_lines", ["license_id"])


def _renewal_reminders() -> None:
    op.create_table(
        "renewal_reminders",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("for_on", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("sent_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("subject_id", "for_on", "days"),
    )


def _unreminded_licenses() -> None:
    op.create_table(
        "unreminded_licenses",
        sa.Column("license_id", sa.Uuid(), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("since", TIME, nullable=False),
        sa.ForeignKeyConstraint(["license_id"], ["licenses.id"]),
        sa.PrimaryKeyConstraint("license_id"),
    )


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
