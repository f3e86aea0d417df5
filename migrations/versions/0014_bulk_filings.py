"""Sheets of many applications, and what became of each row."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
FILINGS = {
    "state_known": "state IN ('checked', 'filing', 'cancelled', 'done', 'refused')",
    "way_known": "way IN ('all', 'good')",
    "filed_in_a_way": "(state = 'checked') = (way IS NULL)",
    "finished_says_when": "(state IN ('done', 'refused')) = (finished_at IS NOT NULL)",
    "filed_is_agreed": "(state = 'checked') = (agreed_version = '')",
    "settled_counts": "settled >= 0 AND settled_before >= 0",
    "file_name_is_one_line": "file_name <> '' AND file_name !~ '[[:cntrl:]]'",
}
ENTRIES = {
    "outcome_known": "outcome IN ('waiting', 'filed', 'drafted', 'faulty', 'double', 'left')",
    "reason_known": "reason = '' OR reason IN ('others', 'account', 'person', 'consent', 'fault')",
    "left_for_a_reason": "(outcome = 'left') = (reason <> '')",
    "filed_names_it": "outcome <> 'filed' OR application_id IS NOT NULL",
    "only_made_names_it": "outcome IN ('filed', 'drafted') OR application_id IS NULL",
    "position_counts_from_one": "position >= 1",
}


def upgrade() -> None:
    op.create_table(
        "bulk_filings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("filer_id", sa.Uuid(), nullable=False),
        sa.Column("filer_name", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=True),
        sa.Column("account_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("has_quick", sa.Boolean(), nullable=False),
        sa.Column("titles", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("ignored", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("sheet", postgresql.JSONB(), nullable=False),
        sa.Column("applications", sa.Integer(), nullable=False),
        sa.Column("agreed_version", sa.Text(), nullable=False),
        sa.Column("has_consent", sa.Boolean(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("begun_at", TIME, nullable=True),
        sa.Column("resumed_at", TIME, nullable=True),
        sa.Column("settled", sa.Integer(), nullable=False),
        sa.Column("settled_before", sa.Integer(), nullable=False),
        sa.Column("finished_at", TIME, nullable=True),
        *_checks("bulk_filings", FILINGS),
        sa.ForeignKeyConstraint(["filer_id"], ["users.id"], name="fk_bulk_filings_filer_id_users"),
        sa.PrimaryKeyConstraint("id", name="pk_bulk_filings"),
    )
    op.create_index("ix_bulk_filings_filer_id", "bulk_filings", ["filer_id", "id"])
    op.create_index("ix_bulk_filings_account_ids", "bulk_filings", ["account_ids"], postgresql_using="gin")
    op.create_index("ix_bulk_filings_open", "bulk_filings", ["id"], postgresql_where=sa.text("state = 'filing'"))
    checked = sa.text("state = 'checked'")
    op.create_index("ix_bulk_filings_checked", "bulk_filings", ["created_at"], postgresql_where=checked)
    _entries()
    op.create_index(
        "ix_applications_account_company",
        "applications",
        ["company_account_id", "company", sa.text("listed_at DESC")],
        postgresql_where=sa.text("company_account_id IS NOT NULL"),
    )


def _entries() -> None:
    op.create_table(
        "bulk_filing_entries",
        sa.Column("filing_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("content", postgresql.JSONB(), nullable=False),
        sa.Column("problems", postgresql.JSONB(), nullable=False),
        sa.Column("needs_consent", sa.Boolean(), nullable=False),
        sa.Column("is_draft", sa.Boolean(), nullable=False),
        sa.Column("same_row", sa.Integer(), nullable=True),
        sa.Column("same_id", sa.Uuid(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=True),
        *_checks("bulk_filing_entries", ENTRIES),
        sa.ForeignKeyConstraint(
            ["filing_id"],
            ["bulk_filings.id"],
            name="fk_bulk_filing_entries_filing_id_bulk_filings",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["company_accounts.id"], name="fk_bulk_filing_entries_account_id_company_accounts"
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name="fk_bulk_filing_entries_application_id_applications",
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("filing_id", "position", name="pk_bulk_filing_entries"),
    )
    op.create_index("uq_bulk_filing_entries_application_id", "bulk_filing_entries", ["application_id"], unique=True)
    op.create_index("ix_bulk_filing_entries_outcome", "bulk_filing_entries", ["filing_id", "outcome", "position"])
    op.create_index("ix_bulk_filing_entries_account_id", "bulk_filing_entries", ["account_id"])


def downgrade() -> None:
    op.drop_index("ix_applications_account_company", "applications")
    op.drop_table("bulk_filing_entries")
    op.drop_table("bulk_filings")


def _checks(table: str, rules: dict[str, str]) -> list[sa.CheckConstraint]:
    return [sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}")) for name, rule in rules.items()]
