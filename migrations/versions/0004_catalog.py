"""Products and supplements."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "supplements",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("description_en", sa.Text(), nullable=False),
        sa.Column("definition", postgresql.JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_supplements"),
        sa.UniqueConstraint("name", name="uq_supplements_name"),
    )
    op.create_table("products", *_columns(), *_constraints())
    op.create_index("ix_products_search_pairs", "products", ["search_pairs"], postgresql_using="gin")
    op.create_index("ix_products_supplement_code", "products", ["supplement_code"])


def downgrade() -> None:
    op.drop_table("products")
    op.drop_table("supplements")


def _columns() -> list[sa.Column[Any]]:
    def text(name: str) -> sa.Column[str]:
        return sa.Column(name, sa.Text(), nullable=False)

    return [
        sa.Column("code", sa.Text(collation="C"), nullable=False),
        *(text(name) for name in ("name_ja", "name_en", "name_kana", "kind", "channel", "excel_form", "excel_send_to")),
        sa.Column("application_kinds", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("contract_classes", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("offered_from", sa.Date(), nullable=True),
        sa.Column("offered_until", sa.Date(), nullable=True),
        sa.Column("electronic_delivery", sa.Boolean(), nullable=False),
        *(text(name) for name in ("unit", "reference")),
        *(text(f"{code}_pattern") for code in ("license_id", "activation_code", "serial_number")),
        sa.Column("supplement_code", sa.Text(), nullable=True),
        sa.Column("contact_persons_required", sa.Boolean(), nullable=False),
        sa.Column("min_quantity", sa.Integer(), nullable=False),
        sa.Column("max_quantity", sa.Integer(), nullable=False),
        sa.Column("term_years", sa.ARRAY(sa.Integer()), nullable=False),
        text("search_text"),
        sa.Column("search_pairs", sa.ARRAY(sa.Text()), nullable=False),
    ]


def _constraints() -> list[sa.Constraint]:
    checks = {
        "code_shape": "code ~ '^[A-Z0-9][A-Z0-9-]{1,31}$'",
        "kind_known": "kind IN ('license', 'saas', 'appliance', 'paid-support', 'consumer-line')",
        "channel_known": "channel IN ('web', 'excel')",
        "excel_says_where_to_send": "channel = 'web' OR (excel_form <> '' AND excel_send_to <> '')",
        "application_kinds_known": "application_kinds <@ ARRAY['new', 'additional', 'renewal']"
        " AND cardinality(application_kinds) > 0",
        "contract_classes_known": "contract_classes <@ ARRAY['corporate', 'government', 'academic']"
        " AND cardinality(contract_classes) > 0",
        "offered_in_order": "offered_from <= offered_until",
        "unit_known": "unit IN ('license', 'user', 'device', 'contract')",
        "reference_known": "reference IN ('any', 'serial')",
        "quantity": "1 <= min_quantity AND min_quantity <= max_quantity AND max_quantity <= 999999",
        "years": "cardinality(term_years) > 0 AND 1 <= ALL (term_years) AND 9 >= ALL (term_years)",
    }
    return [
        sa.PrimaryKeyConstraint("code", name="pk_products"),
        sa.ForeignKeyConstraint(
            ["supplement_code"], ["supplements.code"], name="fk_products_supplement_code_supplements"
        ),
        *(sa.CheckConstraint(rule, name=sa.schema.conv(f"ck_products_{name}")) for name, rule in checks.items()),
    ]
