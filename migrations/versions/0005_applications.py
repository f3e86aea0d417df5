"""Applications and reception numbers; what is filed is protected by triggers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
STATES = "'draft', 'filed', 'superseded', 'withdrawn', 'ordered', 'shipped', 'registered', 'cancelled'"
CHECKS = {
    "state_known": f"state IN ({STATES})",
    "mode_known": "mode IN ('quick')",
    "source_known": "source IN ('web', 'excel')",
    "kind_known": "kind IN ('new', 'additional', 'renewal')",
    "number_shape": "number ~ '^[0-9A-HJKMNP-TV-Z]{24}$'",
    "filed_have_a_number": "(state = 'draft') = (number IS NULL) AND (number IS NULL) = (filed_at IS NULL)",
    "filed_have_a_kind": "number IS NULL OR kind IS NOT NULL",
    "filed_have_items": "number IS NULL OR jsonb_array_length(content -> 'items') BETWEEN 1 AND 30",
    "superseded_name_the_newer": "(state = 'superseded') = (superseded_by_id IS NOT NULL)",
    "not_its_own": "corrects_id <> id AND copied_from_id <> id AND superseded_by_id <> id",
    "web_has_a_filer": "source <> 'web' OR filer_id IS NOT NULL",
}

PROTECT_FILED = """
CREATE FUNCTION protect_filed_application() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free constant text[] := ARRAY['state', 'superseded_by_id', 'search_text', 'search_pairs'];
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
    IF to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
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
PROTECT_SUPPLEMENTS = """
CREATE FUNCTION protect_filed_supplement() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wanted constant uuid := CASE WHEN TG_OP = 'INSERT' THEN NEW.application_id ELSE OLD.application_id END;
BEGIN
    IF EXISTS (SELECT FROM applications WHERE id = wanted AND number IS NOT NULL) THEN
        RAISE EXCEPTION 'the supplements of a filed application never change'
            USING ERRCODE = 'integrity_constraint_violation',
                CONSTRAINT = 'application_supplements_filed_never_changed';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$
"""


def upgrade() -> None:
    _create_applications()
    _create_supplements()
    op.execute(PROTECT_FILED)
    op.execute(
        "CREATE TRIGGER applications_filed_protected BEFORE UPDATE OR DELETE ON applications "
        "FOR EACH ROW EXECUTE FUNCTION protect_filed_application()"
    )
    op.execute(PROTECT_SUPPLEMENTS)
    op.execute(
        "CREATE TRIGGER application_supplements_filed_protected BEFORE INSERT OR UPDATE OR DELETE "
        "ON application_supplements FOR EACH ROW EXECUTE FUNCTION protect_filed_supplement()"
    )
    for table in ("applications", "application_supplements"):
        op.execute(
            f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    op.drop_table("application_supplements")
    op.drop_table("applications")
    op.execute("DROP FUNCTION protect_filed_supplement()")
    op.execute("DROP FUNCTION protect_filed_application()")


def _create_applications() -> None:
    op.create_table(
        "applications",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", postgresql.CHAR(24, collation="C"), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("filer_id", sa.Uuid(), nullable=True),
        sa.Column("filer_name", sa.Text(), nullable=False),
        sa.Column("filer_email", sa.Text(), nullable=False),
        sa.Column("content", postgresql.JSONB(), nullable=False),
        sa.Column("progress", postgresql.JSONB(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("products", sa.Text(), nullable=False),
        sa.Column("copied_from_id", sa.Uuid(), nullable=True),
        sa.Column("corrects_id", sa.Uuid(), nullable=True),
        sa.Column("superseded_by_id", sa.Uuid(), nullable=True),
        sa.Column("started_at", TIME, nullable=False),
        sa.Column("saved_at", TIME, nullable=False),
        sa.Column("reminded_at", TIME, nullable=True),
        sa.Column("filed_at", TIME, nullable=True),
        sa.Column("listed_at", TIME, nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("agreed_version", sa.Text(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("search_pairs", postgresql.ARRAY(sa.Text()), nullable=False),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_applications_{name}")) for name, rule in CHECKS.items()),
        sa.ForeignKeyConstraint(["filer_id"], ["users.id"], name="fk_applications_filer_id_users"),
        *(
            sa.ForeignKeyConstraint([column], ["applications.id"], name=f"fk_applications_{column}_applications")
            for column in ("copied_from_id", "corrects_id", "superseded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name="pk_applications"),
    )
    filed = sa.text("number IS NOT NULL")
    newest = [sa.text("listed_at DESC"), sa.text("id DESC")]
    op.create_index("uq_applications_number", "applications", ["number"], unique=True)
    op.create_index("uq_applications_corrects_id", "applications", ["corrects_id"], unique=True, postgresql_where=filed)
    op.create_index("ix_applications_filer_listed", "applications", ["filer_id", *newest])
    op.create_index("ix_applications_filed_listed", "applications", newest, postgresql_where=filed)
    for column in ("copied_from_id", "superseded_by_id", "corrects_id"):
        # Removing a draft asks each of these whether somebody points at it.
        present = sa.text(f"{column} IS NOT NULL")
        op.create_index(f"ix_applications_{column}", "applications", [column], postgresql_where=present)
    drafts = sa.text("number IS NULL")
    op.create_index("ix_applications_drafts_saved", "applications", ["saved_at"], postgresql_where=drafts)
    op.create_index(
        "ix_applications_search_pairs",
        "applications",
        ["search_pairs"],
        postgresql_using="gin",
        postgresql_where=filed,
    )


def _create_supplements() -> None:
    op.create_table(
        "application_supplements",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("problems", postgresql.JSONB(), nullable=False),
        sa.Column("uploaded_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name="fk_application_supplements_application_id_applications",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_application_supplements"),
    )
    unique = ["application_id", "code"]
    op.create_index("uq_application_supplements_code", "application_supplements", unique, unique=True)
