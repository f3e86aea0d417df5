"""Applications of company accounts, and those that are shown to colleagues by name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
# As before but for one thing: a quick filing may be moved into a company account, once and for all (APP-1).
PROTECT_FILED = """
CREATE OR REPLACE FUNCTION protect_filed_application() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := ARRAY['state', 'superseded_by_id', 'search_text', 'search_pairs'];
    ways constant jsonb := '{
        "filed": ["superseded", "withdrawn", "ordered"],
        "ordered": ["filed", "shipped", "cancelled"],
        "shipped": ["registered", "cancelled"],
        "registered": ["cancelled"]
    }';
BEGIN
    IF OLD.number IS NULL THEN
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        IF NEW.number IS NOT NULL AND NEW.state <> 'filed' THEN
            RAISE EXCEPTION 'a draft becomes filed and nothing else'
                USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'applications_states_in_order';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a filed application is never deleted'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'applications_filed_never_deleted';
    END IF;
    {moving}IF to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
        RAISE EXCEPTION 'a filed application is never changed'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'applications_filed_never_changed';
    END IF;
    IF NEW.state <> OLD.state AND NOT coalesce(ways -> OLD.state ? NEW.state, false) THEN
        RAISE EXCEPTION 'an application that is % does not become %', OLD.state, NEW.state
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'applications_states_in_order';
    END IF;
    RETURN NEW;
END $$
"""
MOVING = """IF OLD.company_account_id IS NULL AND NEW.company_account_id IS NOT NULL THEN
        free := free || ARRAY['mode', 'company_account_id'];
    END IF;
    """
MODES = "mode IN ('quick', 'account-managed')"
FILER_LISTED: list[str | sa.TextClause] = ["filer_id", sa.text("listed_at DESC"), sa.text("id DESC")]
MANAGED = "(mode = 'account-managed') = (company_account_id IS NOT NULL)"


def upgrade() -> None:
    op.add_column("applications", sa.Column("company_account_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        "fk_applications_company_account_id_company_accounts",
        "applications",
        "company_accounts",
        ["company_account_id"],
        ["id"],
    )
    op.drop_constraint(op.f("ck_applications_mode_known"), "applications")
    op.create_check_constraint(op.f("ck_applications_mode_known"), "applications", MODES)
    op.create_check_constraint(op.f("ck_applications_managed_by_an_account"), "applications", MANAGED)
    op.create_index(
        "ix_applications_account_listed",
        "applications",
        ["company_account_id", sa.text("listed_at DESC"), sa.text("id DESC")],
        postgresql_where=sa.text("company_account_id IS NOT NULL"),
    )
    op.create_index(
        "ix_applications_account_state",
        "applications",
        ["company_account_id", "state", sa.text("listed_at DESC"), sa.text("id DESC")],
        postgresql_where=sa.text("company_account_id IS NOT NULL"),
    )
    op.drop_index("ix_applications_filer_listed", "applications")
    op.create_index(
        "ix_applications_filer_listed",
        "applications",
        FILER_LISTED,
        postgresql_where=sa.text("company_account_id IS NULL"),
    )
    op.execute(PROTECT_FILED.replace("{moving}", MOVING))
    op.create_table(
        "application_shares",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("shared_by_id", sa.Uuid(), nullable=False),
        sa.Column("shared_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name="fk_application_shares_application_id_applications",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_application_shares_user_id_users"),
        sa.ForeignKeyConstraint(["shared_by_id"], ["users.id"], name="fk_application_shares_shared_by_id_users"),
        sa.PrimaryKeyConstraint("application_id", "user_id", name="pk_application_shares"),
    )
    op.create_index("ix_application_shares_user_id", "application_shares", ["user_id"])


def downgrade() -> None:
    op.drop_table("application_shares")
    op.execute(PROTECT_FILED.replace("{moving}", ""))
    op.drop_index("ix_applications_filer_listed", "applications")
    op.create_index("ix_applications_filer_listed", "applications", FILER_LISTED)
    op.drop_index("ix_applications_account_state", "applications")
    op.drop_index("ix_applications_account_listed", "applications")
    op.drop_constraint(op.f("ck_applications_managed_by_an_account"), "applications")
    op.drop_constraint(op.f("ck_applications_mode_known"), "applications")
    op.create_check_constraint(op.f("ck_applications_mode_known"), "applications", "mode IN ('quick')")
    op.drop_constraint("fk_applications_company_account_id_company_accounts", "applications", type_="foreignkey")
    op.drop_column("applications", "company_account_id")
