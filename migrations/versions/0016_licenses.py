"""Licenses, their codes, parties and changes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _licenses()
    _license_codes()
    _license_parties()
    _license_changes()
    # The few that wait for their license to show (CON-1), among all that were ever filed.
    op.create_index("ix_applications_shipped", "applications", ["id"], postgresql_where=sa.text("state = 'shipped'"))
    # What stood in a contract stays readable as it stood (CON-2).
    for table in ("license_parties", "license_changes"):
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def _licenses() -> None:
    op.create_table(
        "licenses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("license_id", sa.Text(collation="C"), nullable=False),
        sa.Column("product_code", sa.Text(collation="C"), nullable=False),
        sa.Column("product_name", sa.Text(), nullable=False),
        sa.Column("contract_class", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("closed_at", TIME, nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("shown_from", sa.Date(), nullable=True),
        sa.Column("shown_ends_on", sa.Date(), nullable=True),
        sa.Column("company_account_id", sa.Uuid(), nullable=True),
        sa.Column("holder_id", sa.Uuid(), nullable=True),
        sa.Column("end_user_name", sa.Text(), nullable=False),
        sa.Column("end_user_domain", sa.Text(), nullable=False),
        sa.Column("parties_version", sa.Integer(), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("search_pairs", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_licenses_closed_says_when")),
        sa.CheckConstraint(
            "contract_class IN ('corporate', 'government', 'academic')", name=op.f("ck_licenses_contract_class_known")
        ),
        sa.CheckConstraint("license_id ~ '^[A-Z0-9]{10}$'", name=op.f("ck_licenses_license_id_shape")),
        sa.CheckConstraint("source IN ('delivery', 'import')", name=op.f("ck_licenses_source_known")),
        sa.CheckConstraint("state IN ('active', 'closed')", name=op.f("ck_licenses_state_known")),
        sa.CheckConstraint("parties_version >= 1 AND version >= 1", name=op.f("ck_licenses_versions_count_from_one")),
        sa.CheckConstraint("quantity >= 1", name=op.f("ck_licenses_quantity_counts_from_one")),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_licenses_term_in_order")),
        sa.ForeignKeyConstraint(
            ["company_account_id"], ["company_accounts.id"], name="fk_licenses_company_account_id_company_accounts"
        ),
        sa.ForeignKeyConstraint(["holder_id"], ["users.id"], name="fk_licenses_holder_id_users"),
        sa.ForeignKeyConstraint(["product_code"], ["products.code"], name="fk_licenses_product_code_products"),
        sa.PrimaryKeyConstraint("id", name="pk_licenses"),
        sa.UniqueConstraint("license_id", name="uq_licenses_license_id"),
    )
    op.create_index(
        "ix_licenses_account_ends",
        "licenses",
        ["company_account_id", "ends_on", "id"],
        postgresql_where=sa.text("company_account_id IS NOT NULL"),
    )
    op.create_index(
        "ix_licenses_end_user_domain",
        "licenses",
        ["end_user_domain"],
        postgresql_where=sa.text("end_user_domain <> ''"),
    )
    op.create_index("ix_licenses_ends", "licenses", ["ends_on", "id"])
    op.create_index(
        "ix_licenses_holder_ends",
        "licenses",
        ["holder_id", "ends_on", "id"],
        postgresql_where=sa.text("company_account_id IS NULL AND holder_id IS NOT NULL"),
    )
    op.create_index("ix_licenses_search_pairs", "licenses", ["search_pairs"], postgresql_using="gin")


def _license_codes() -> None:
    op.create_table(
        "license_codes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("license_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(collation="C"), nullable=False),
        sa.Column("given_at", TIME, nullable=False),
        sa.CheckConstraint("code <> ''", name=op.f("ck_license_codes_code_is_something")),
        sa.CheckConstraint("kind IN ('activation-code', 'serial-number')", name=op.f("ck_license_codes_kind_known")),
        sa.ForeignKeyConstraint(["license_id"], ["licenses.id"], name="fk_license_codes_license_id_licenses"),
        sa.PrimaryKeyConstraint("id", name="pk_license_codes"),
        sa.UniqueConstraint("code", name="uq_license_codes_code"),
    )
    op.create_index("ix_license_codes_license_id", "license_codes", ["license_id", "id"])


def _license_parties() -> None:
    op.create_table(
        "license_parties",
        sa.Column("license_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("parties", postgresql.JSONB(), nullable=False),
        sa.Column("since", TIME, nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=True),
        sa.Column("order_number", sa.Text(), nullable=False),
        sa.CheckConstraint("version >= 1", name=op.f("ck_license_parties_version_counts_from_one")),
        sa.ForeignKeyConstraint(["license_id"], ["licenses.id"], name="fk_license_parties_license_id_licenses"),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name="fk_license_parties_request_id_requests"),
        sa.PrimaryKeyConstraint("license_id", "version", name="pk_license_parties"),
    )


def _license_changes() -> None:
    op.create_table(
        "license_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("license_id", sa.Uuid(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("order_number", sa.Text(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=True),
        sa.Column("quantity_before", sa.Integer(), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("ends_before", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("product_before", sa.Text(), nullable=True),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.CheckConstraint(
            "act IN ('begun', 'enlarged', 'extended', 'taken-back', 'closed', 'imported', 'parties-changed', "
            "'claimed', 'moved')",
            name=op.f("ck_license_changes_act_known"),
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name="fk_license_changes_application_id_applications"
        ),
        sa.ForeignKeyConstraint(["license_id"], ["licenses.id"], name="fk_license_changes_license_id_licenses"),
        sa.PrimaryKeyConstraint("id", name="pk_license_changes"),
    )
    op.create_index(
        "ix_license_changes_application_id",
        "license_changes",
        ["application_id"],
        postgresql_where=sa.text("application_id IS NOT NULL"),
    )
    op.create_index("ix_license_changes_license_id", "license_changes", ["license_id", "id"])
    op.create_index(
        "ix_license_changes_order_number",
        "license_changes",
        ["order_number"],
        postgresql_where=sa.text("order_number <> ''"),
    )


def downgrade() -> None:
    op.drop_index("ix_applications_shipped", table_name="applications")
    op.drop_table("license_changes")
    op.drop_table("license_parties")
    op.drop_table("license_codes")
    op.drop_table("licenses")
