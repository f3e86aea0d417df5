"""Organizations, their domains and people, company accounts, end users, merges and recoveries."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
TABLES = (
    "recovery_cases",
    "organization_merges",
    "invitations",
    "join_requests",
    "end_user_uploads",
    "end_users",
    "company_account_members",
    "company_accounts",
    "organization_members",
    "split_domains",
    "domain_proofs",
    "organization_domains",
    "organizations",
)
# Looked at when the transaction ends, with the organization's row locked: of two who remove each other the second
# sees what the first has done.
KEEP_AN_OWNER = """
CREATE FUNCTION keep_an_owner() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wanted constant uuid := CASE TG_TABLE_NAME
        WHEN 'organizations' THEN (to_jsonb(NEW) ->> 'id')::uuid
        ELSE (to_jsonb(OLD) ->> 'organization_id')::uuid END;
    organization record;
BEGIN
    SELECT * INTO organization FROM organizations WHERE id = wanted FOR UPDATE;
    IF organization.id IS NULL OR organization.purged_at IS NOT NULL OR organization.merged_into_id IS NOT NULL
            OR organization.ownerless_since IS NOT NULL THEN
        RETURN NULL;
    END IF;
    IF NOT EXISTS (SELECT FROM organization_members WHERE organization_id = wanted AND is_owner) THEN
        RAISE EXCEPTION 'an organization keeps an owner'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'organizations_keep_an_owner';
    END IF;
    RETURN NULL;
END $$
"""


def upgrade() -> None:
    _organizations()
    _domains()
    _members()
    _accounts()
    _end_users()
    _asking()
    _merges()
    _recoveries()
    op.add_column("audit_events", sa.Column("organization_id", sa.Uuid(), nullable=True))
    op.create_index(
        "ix_audit_events_organization",
        "audit_events",
        ["organization_id", "at", "id"],
        postgresql_where=sa.text("organization_id IS NOT NULL"),
    )
    op.execute(KEEP_AN_OWNER)
    for table, when in (
        ("organizations", "INSERT OR UPDATE OF ownerless_since, deleted_at, merged_into_id"),
        ("organization_members", "UPDATE OF is_owner OR DELETE"),
    ):
        op.execute(
            f"CREATE CONSTRAINT TRIGGER {table}_keep_an_owner AFTER {when} ON {table} "
            "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION keep_an_owner()"
        )


def downgrade() -> None:
    op.drop_index("ix_audit_events_organization", "audit_events")
    op.drop_column("audit_events", "organization_id")
    for table in TABLES:
        op.drop_table(table)
    op.execute("DROP FUNCTION keep_an_owner()")


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=null)


def _time(name: str, *, null: bool = False) -> sa.Column[object]:
    return sa.Column(name, TIME, nullable=null)


def _key(name: str, *, null: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Uuid(), nullable=null)


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}_{target}")


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _organizations() -> None:
    table = "organizations"
    op.create_table(
        table,
        _key("id"),
        _text("name"),
        _text("source"),
        _text("contact_email"),
        _text("joining"),
        sa.Column("needs_second_factor", sa.Boolean(), nullable=False),
        _time("created_at"),
        _time("ownerless_since", null=True),
        _time("deleted_at", null=True),
        _key("deleted_by_id", null=True),
        _time("purge_at", null=True),
        _time("purged_at", null=True),
        _key("merged_into_id", null=True),
        _check(table, "source_known", "source IN ('direct', 'partner')"),
        _check(table, "joining_known", "joining IN ('ask', 'domain')"),
        _check(table, "deleted_are_purged", "(deleted_at IS NULL) = (purge_at IS NULL)"),
        _check(table, "purged_were_deleted", "purged_at IS NULL OR deleted_at IS NOT NULL"),
        _check(table, "not_merged_into_itself", "merged_into_id <> id"),
        _to(table, "deleted_by_id", "users"),
        _to(table, "merged_into_id", "organizations"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )
    for column in ("merged_into_id", "purge_at"):
        present = sa.text(f"{column} IS NOT NULL")
        op.create_index(f"ix_{table}_{column}", table, [column], postgresql_where=present)


def _domains() -> None:
    table = "organization_domains"
    op.create_table(
        table,
        _key("id"),
        _key("organization_id"),
        _text("domain"),
        _text("source"),
        _time("added_at"),
        _key("added_by_id", null=True),
        _check(table, "source_known", "source IN ('direct', 'partner')"),
        _check(table, "domain_is_plain", "domain = lower(domain) AND domain ~ '^[a-z0-9.-]+$'"),
        _to(table, "organization_id", "organizations"),
        _to(table, "added_by_id", "users"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )
    op.create_index("uq_organization_domains_domain", table, ["domain", "source"], unique=True)
    op.create_index("ix_organization_domains_organization_id", table, ["organization_id"])
    table = "domain_proofs"
    op.create_table(
        table,
        _key("id"),
        _key("organization_id"),
        _text("domain"),
        _text("email"),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        _key("asked_by_id"),
        _time("asked_at"),
        _time("expires_at"),
        _time("used_at", null=True),
        _to(table, "organization_id", "organizations"),
        _to(table, "asked_by_id", "users"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.UniqueConstraint("token_hash", name=f"uq_{table}_token_hash"),
    )
    op.create_index("ix_domain_proofs_organization_id", table, ["organization_id"])
    table = "split_domains"
    op.create_table(
        table,
        _text("domain"),
        _text("reason"),
        _key("made_by_id", null=True),
        _time("made_at"),
        _to(table, "made_by_id", "users"),
        sa.PrimaryKeyConstraint("domain", name=f"pk_{table}"),
    )


def _members() -> None:
    table = "organization_members"
    op.create_table(
        table,
        _key("organization_id"),
        _key("user_id"),
        _text("standing"),
        sa.Column("is_owner", sa.Boolean(), nullable=False),
        sa.Column("creates_accounts", sa.Boolean(), nullable=False),
        _time("joined_at"),
        _check(table, "standing_known", "standing IN ('domain', 'guest')"),
        _check(table, "guests_own_nothing", "NOT is_owner OR standing = 'domain'"),
        _to(table, "organization_id", "organizations"),
        _to(table, "user_id", "users"),
        sa.PrimaryKeyConstraint("organization_id", "user_id", name=f"pk_{table}"),
    )
    op.create_index("ix_organization_members_user_id", table, ["user_id"])


def _accounts() -> None:
    table = "company_accounts"
    op.create_table(
        table,
        _key("id"),
        _key("organization_id"),
        _text("name"),
        _text("name_kana"),
        _text("corporate_number"),
        _time("created_at"),
        _key("created_by_id", null=True),
        _time("closed_at", null=True),
        _text("search_text"),
        sa.Column("search_pairs", postgresql.ARRAY(sa.Text()), nullable=False),
        _check(table, "has_a_name", "name <> ''"),
        _to(table, "organization_id", "organizations"),
        _to(table, "created_by_id", "users"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )
    op.create_index("ix_company_accounts_organization_id", table, ["organization_id", "name", "id"])
    op.create_index("ix_company_accounts_search_pairs", table, ["search_pairs"], postgresql_using="gin")
    table = "company_account_members"
    op.create_table(
        table,
        _key("account_id"),
        _key("user_id"),
        sa.Column("is_manager", sa.Boolean(), nullable=False),
        _time("joined_at"),
        _to(table, "account_id", "company_accounts"),
        _to(table, "user_id", "users"),
        sa.PrimaryKeyConstraint("account_id", "user_id", name=f"pk_{table}"),
    )
    op.create_index("ix_company_account_members_user_id", table, ["user_id", "account_id"])


def _end_users() -> None:
    table = "end_users"
    op.create_table(
        table,
        _key("id"),
        _key("account_id"),
        sa.Column("content", postgresql.JSONB(), nullable=False),
        _text("corporate_name"),
        _text("corporate_name_kana"),
        _text("corporate_number"),
        _text("department"),
        sa.Column("version", sa.Integer(), nullable=False),
        _time("created_at"),
        _time("changed_at"),
        _key("changed_by_id", null=True),
        _time("archived_at", null=True),
        _text("search_text"),
        sa.Column("search_pairs", postgresql.ARRAY(sa.Text()), nullable=False),
        _check(table, "has_a_name", "corporate_name <> ''"),
        _check(table, "name_of_the_content", "corporate_name = (content ->> 'corporate_name')"),
        _to(table, "account_id", "company_accounts"),
        _to(table, "changed_by_id", "users"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )
    op.create_index("ix_end_users_account_name", table, ["account_id", "corporate_name_kana", "id"])
    op.create_index("ix_end_users_search_pairs", table, ["search_pairs"], postgresql_using="gin")
    op.create_index(
        "uq_end_users_corporate_number",
        table,
        ["account_id", "corporate_number", "department"],
        unique=True,
        postgresql_where=sa.text("corporate_number <> '' AND archived_at IS NULL"),
    )
    table = "end_user_uploads"
    op.create_table(
        table,
        _key("account_id"),
        _key("user_id"),
        _text("file_name"),
        sa.Column("rows", postgresql.JSONB(), nullable=False),
        sa.Column("ignored", postgresql.ARRAY(sa.Text()), nullable=False),
        _time("uploaded_at"),
        _to(table, "account_id", "company_accounts"),
        _to(table, "user_id", "users"),
        sa.PrimaryKeyConstraint("account_id", "user_id", name=f"pk_{table}"),
    )
    op.create_index(f"ix_{table}_uploaded_at", table, ["uploaded_at"])


def _asking() -> None:
    table, still_open = "join_requests", sa.text("decision IS NULL")
    op.create_table(
        table,
        _key("id"),
        _key("organization_id"),
        _key("user_id"),
        _text("kind"),
        _text("reason"),
        _time("asked_at"),
        _time("lapses_at"),
        _time("escalated_at", null=True),
        _text("decision", null=True),
        _time("decided_at", null=True),
        _key("decided_by_id", null=True),
        _text("decision_reason"),
        _check(table, "kind_known", "kind IN ('join', 'create-accounts')"),
        _check(table, "decision_known", "decision IN ('approved', 'refused', 'lapsed', 'withdrawn')"),
        _check(table, "decided_have_a_time", "(decision IS NULL) = (decided_at IS NULL)"),
        _check(table, "reason_not_too_long", "length(reason) <= 1000"),
        _to(table, "organization_id", "organizations"),
        _to(table, "user_id", "users"),
        _to(table, "decided_by_id", "users"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )
    unique = ["organization_id", "user_id", "kind"]
    op.create_index("uq_join_requests_open", table, unique, unique=True, postgresql_where=still_open)
    op.create_index("ix_join_requests_user_id", table, ["user_id"])
    op.create_index("ix_join_requests_lapses_at", table, ["lapses_at"], postgresql_where=still_open)
    table = "invitations"
    op.create_table(
        table,
        _key("id"),
        _key("organization_id"),
        _key("account_id", null=True),
        _text("email"),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("creates_accounts", sa.Boolean(), nullable=False),
        _key("invited_by_id"),
        _time("invited_at"),
        _time("expires_at"),
        _time("used_at", null=True),
        _key("used_by_id", null=True),
        _time("revoked_at", null=True),
        _check(table, "used_or_revoked", "used_at IS NULL OR revoked_at IS NULL"),
        _check(table, "used_by_somebody", "(used_at IS NULL) = (used_by_id IS NULL)"),
        _to(table, "organization_id", "organizations"),
        _to(table, "account_id", "company_accounts"),
        _to(table, "invited_by_id", "users"),
        _to(table, "used_by_id", "users"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.UniqueConstraint("token_hash", name=f"uq_{table}_token_hash"),
    )
    not_spent = sa.text("used_at IS NULL AND revoked_at IS NULL")
    one_per_address: list[str | sa.TextClause] = ["organization_id", sa.text("lower(email)")]
    op.create_index("uq_invitations_open", table, one_per_address, unique=True, postgresql_where=not_spent)
    op.create_index("ix_invitations_email", table, [sa.text("lower(email)")], postgresql_where=not_spent)


def _merges() -> None:
    table = "organization_merges"
    op.create_table(
        table,
        _key("id"),
        _key("from_id"),
        _key("into_id"),
        _time("merged_at"),
        _key("merged_by_id"),
        _time("undo_until"),
        sa.Column("moved", postgresql.JSONB(), nullable=False),
        _time("undone_at", null=True),
        _key("undone_by_id", null=True),
        _check(table, "two_organizations", "from_id <> into_id"),
        _check(table, "undone_by_somebody", "(undone_at IS NULL) = (undone_by_id IS NULL)"),
        _to(table, "from_id", "organizations"),
        _to(table, "into_id", "organizations"),
        _to(table, "merged_by_id", "users"),
        _to(table, "undone_by_id", "users"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )
    standing = sa.text("undone_at IS NULL")
    op.create_index("uq_organization_merges_from_id", table, ["from_id"], unique=True, postgresql_where=standing)
    op.create_index("ix_organization_merges_into_id", table, ["into_id"])


def _recoveries() -> None:
    table, still_open = "recovery_cases", sa.text("closed_at IS NULL")
    op.create_table(
        table,
        _key("id"),
        _key("organization_id"),
        _key("user_id"),
        _text("kind"),
        _text("reason"),
        _time("opened_at"),
        _time("object_until"),
        _text("txt_value"),
        _time("txt_seen_at", null=True),
        sa.Column("objection_token_hash", sa.LargeBinary(), nullable=True),
        _time("objected_at", null=True),
        _key("objected_by_id", null=True),
        _text("objection"),
        _text("decision", null=True),
        _time("decided_at", null=True),
        _key("decided_by_id", null=True),
        _text("decision_reason"),
        _time("closed_at", null=True),
        _check(table, "kind_known", "kind IN ('ownerless', 'owner-gone')"),
        _check(table, "decision_known", "decision IN ('granted', 'refused', 'withdrawn')"),
        _check(table, "decided_have_a_time", "(decision IS NULL) = (decided_at IS NULL)"),
        _check(table, "closed_are_decided", "closed_at IS NULL OR decision IS NOT NULL"),
        _check(table, "reason_not_too_long", "length(reason) <= 1000"),
        _check(table, "objection_not_too_long", "length(objection) <= 1000"),
        _to(table, "organization_id", "organizations"),
        _to(table, "user_id", "users"),
        _to(table, "objected_by_id", "users"),
        _to(table, "decided_by_id", "users"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.UniqueConstraint("objection_token_hash", name=f"uq_{table}_objection_token_hash"),
    )
    op.create_index(
        "uq_recovery_cases_open", table, ["organization_id", "user_id"], unique=True, postgresql_where=still_open
    )
    op.create_index("ix_recovery_cases_opened_at", table, ["opened_at"], postgresql_where=still_open)
