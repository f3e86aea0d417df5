"""Dealers, their names, their chain, and the applications that name them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
# Whoever changes names or the chain holds this lock alone, whoever files holds it with others; it means nothing else.
LOCK = 7_304_225_613

NO_CYCLE = f"""
CREATE FUNCTION refuse_dealer_cycle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock({LOCK});
    IF EXISTS (
        WITH RECURSIVE above AS (
            SELECT NEW.upstream_id AS id
            UNION
            SELECT u.upstream_id FROM dealer_upstreams u JOIN above a ON u.dealer_id = a.id
        )
        SELECT FROM above WHERE id = NEW.dealer_id
    ) THEN
        RAISE EXCEPTION 'dealers do not sell to each other in a circle'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'dealer_upstreams_no_cycle';
    END IF;
    RETURN NEW;
END $$
"""
NAMED_AT_FILING = f"""
CREATE FUNCTION find_named_dealer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared({LOCK});
    NEW.dealer_id := (SELECT dealer_id FROM dealer_names WHERE name_key = NEW.name_key);
    RETURN NEW;
END $$
"""
NAMED_LATER = f"""
CREATE FUNCTION follow_dealer_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock({LOCK});
    IF TG_OP <> 'INSERT' THEN
        UPDATE application_dealers SET dealer_id = NULL
            WHERE name_key = OLD.name_key AND (TG_OP = 'DELETE' OR OLD.name_key <> NEW.name_key);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        UPDATE application_dealers SET dealer_id = NEW.dealer_id
            WHERE name_key = NEW.name_key AND dealer_id IS DISTINCT FROM NEW.dealer_id;
    END IF;
    RETURN NULL;
END $$
"""
DEALER_CHECKS = {
    "tier_known": "tier BETWEEN 1 AND 3",
    "name_is_one_line": "name <> '' AND name !~ '[[:cntrl:]]'",
    "corporate_number_shape": "corporate_number = '' OR corporate_number ~ '^[0-9]{13}$'",
    "not_merged_into_itself": "merged_into_id <> id",
}


def upgrade() -> None:
    _create_dealers()
    _create_names()
    _create_upstreams()
    _create_merges()
    _create_uploads()
    _create_application_dealers()
    op.execute(NO_CYCLE)
    op.execute(
        "CREATE TRIGGER dealer_upstreams_no_cycle BEFORE INSERT OR UPDATE OF dealer_id, upstream_id "
        "ON dealer_upstreams FOR EACH ROW EXECUTE FUNCTION refuse_dealer_cycle()"
    )
    op.execute(NAMED_AT_FILING)
    op.execute(
        "CREATE TRIGGER application_dealers_named BEFORE INSERT ON application_dealers "
        "FOR EACH ROW EXECUTE FUNCTION find_named_dealer()"
    )
    op.execute(NAMED_LATER)
    op.execute(
        "CREATE TRIGGER dealer_names_followed AFTER INSERT OR DELETE OR UPDATE OF dealer_id, name_key "
        "ON dealer_names FOR EACH ROW EXECUTE FUNCTION follow_dealer_name()"
    )


def downgrade() -> None:
    for table in (
        "application_dealers",
        "dealer_uploads",
        "dealer_merges",
        "dealer_upstreams",
        "dealer_names",
        "dealers",
    ):
        op.drop_table(table)
    for function in ("follow_dealer_name", "find_named_dealer", "refuse_dealer_cycle"):
        op.execute(f"DROP FUNCTION {function}()")


def _create_dealers() -> None:
    op.create_table(
        "dealers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kana", sa.Text(), nullable=False),
        sa.Column("tier", sa.Integer(), nullable=False),
        sa.Column("corporate_number", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.Column("closed_at", TIME, nullable=True),
        sa.Column("merged_into_id", sa.Uuid(), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("search_pairs", postgresql.ARRAY(sa.Text()), nullable=False),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_dealers_{name}")) for name, rule in DEALER_CHECKS.items()),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name="fk_dealers_organization_id_organizations"
        ),
        sa.ForeignKeyConstraint(["merged_into_id"], ["dealers.id"], name="fk_dealers_merged_into_id_dealers"),
        sa.PrimaryKeyConstraint("id", name="pk_dealers"),
    )
    op.create_index(
        "uq_dealers_corporate_number",
        "dealers",
        ["corporate_number"],
        unique=True,
        postgresql_where=sa.text("corporate_number <> '' AND merged_into_id IS NULL"),
    )
    op.create_index("ix_dealers_kana", "dealers", ["kana", "id"], postgresql_where=sa.text("merged_into_id IS NULL"))
    op.create_index("ix_dealers_merged_into_id", "dealers", ["merged_into_id"])
    op.create_index("ix_dealers_organization_id", "dealers", ["organization_id"])
    op.create_index("ix_dealers_search_pairs", "dealers", ["search_pairs"], postgresql_using="gin")


def _create_names() -> None:
    op.create_table(
        "dealer_names",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dealer_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kana", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("is_main", sa.Boolean(), nullable=False),
        sa.Column("added_at", TIME, nullable=False),
        sa.CheckConstraint("name_key <> ''", name=op.f("ck_dealer_names_name_key_is_filled")),
        sa.ForeignKeyConstraint(["dealer_id"], ["dealers.id"], name="fk_dealer_names_dealer_id_dealers"),
        sa.PrimaryKeyConstraint("id", name="pk_dealer_names"),
    )
    op.create_index("uq_dealer_names_name_key", "dealer_names", ["name_key"], unique=True)
    op.create_index(
        "uq_dealer_names_main", "dealer_names", ["dealer_id"], unique=True, postgresql_where=sa.text("is_main")
    )
    op.create_index("ix_dealer_names_dealer_id", "dealer_names", ["dealer_id"])


def _create_upstreams() -> None:
    op.create_table(
        "dealer_upstreams",
        sa.Column("dealer_id", sa.Uuid(), nullable=False),
        sa.Column("upstream_id", sa.Uuid(), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.Column("added_at", TIME, nullable=False),
        sa.CheckConstraint("dealer_id <> upstream_id", name=op.f("ck_dealer_upstreams_not_its_own")),
        sa.ForeignKeyConstraint(["dealer_id"], ["dealers.id"], name="fk_dealer_upstreams_dealer_id_dealers"),
        sa.ForeignKeyConstraint(["upstream_id"], ["dealers.id"], name="fk_dealer_upstreams_upstream_id_dealers"),
        sa.PrimaryKeyConstraint("dealer_id", "upstream_id", name="pk_dealer_upstreams"),
    )
    op.create_index(
        "uq_dealer_upstreams_default",
        "dealer_upstreams",
        ["dealer_id"],
        unique=True,
        postgresql_where=sa.text("is_default"),
    )
    op.create_index("ix_dealer_upstreams_upstream_id", "dealer_upstreams", ["upstream_id"])


def _create_merges() -> None:
    op.create_table(
        "dealer_merges",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("from_id", sa.Uuid(), nullable=False),
        sa.Column("into_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("merged_at", TIME, nullable=False),
        sa.Column("merged_by_name", sa.Text(), nullable=False),
        sa.Column("undo_until", TIME, nullable=False),
        sa.Column("moved", postgresql.JSONB(), nullable=False),
        sa.Column("undone_at", TIME, nullable=True),
        sa.CheckConstraint("from_id <> into_id", name=op.f("ck_dealer_merges_two_dealers")),
        sa.ForeignKeyConstraint(["from_id"], ["dealers.id"], name="fk_dealer_merges_from_id_dealers"),
        sa.ForeignKeyConstraint(["into_id"], ["dealers.id"], name="fk_dealer_merges_into_id_dealers"),
        sa.PrimaryKeyConstraint("id", name="pk_dealer_merges"),
    )
    op.create_index(
        "uq_dealer_merges_from_id",
        "dealer_merges",
        ["from_id"],
        unique=True,
        postgresql_where=sa.text("undone_at IS NULL"),
    )
    op.create_index("ix_dealer_merges_into_id", "dealer_merges", ["into_id"])


def _create_uploads() -> None:
    op.create_table(
        "dealer_uploads",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_dealer_uploads_user_id_users", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", name="pk_dealer_uploads"),
    )


def _create_application_dealers() -> None:
    op.create_table(
        "application_dealers",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("dealer_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("part IN ('reseller', 'distributor')", name=op.f("ck_application_dealers_part_known")),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name="fk_application_dealers_application_id_applications",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["dealer_id"], ["dealers.id"], name="fk_application_dealers_dealer_id_dealers"),
        sa.PrimaryKeyConstraint("application_id", "part", name="pk_application_dealers"),
    )
    op.create_index("ix_application_dealers_name_key", "application_dealers", ["name_key"])
    op.create_index(
        "ix_application_dealers_dealer_id",
        "application_dealers",
        ["dealer_id", sa.text("application_id DESC")],
        postgresql_where=sa.text("dealer_id IS NOT NULL"),
    )
    op.create_index(
        "ix_application_dealers_unknown",
        "application_dealers",
        ["name_key"],
        postgresql_where=sa.text("dealer_id IS NULL"),
    )
