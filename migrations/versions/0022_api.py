"""Tokens of the API, and calls that are answered once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
SCOPES = "'numbers:read', 'applications:read', 'orders:read', 'orders:write', 'deliveries:write'"


def upgrade() -> None:
    op.create_table(
        "api_tokens",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(collation="C"), nullable=False),
        sa.Column("beginning", sa.Text(), nullable=False),
        sa.Column("scopes", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("made_by_name", sa.Text(), nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("revoked_at", TIME, nullable=True),
        sa.Column("revoked_by_name", sa.Text(), nullable=False),
        sa.Column("last_used_at", TIME, nullable=True),
        sa.CheckConstraint("name <> ''", name=op.f("ck_api_tokens_name_is_something")),
        sa.CheckConstraint(f"scopes <@ ARRAY[{SCOPES}]::text[]", name=op.f("ck_api_tokens_scopes_known")),
        sa.CheckConstraint("cardinality(scopes) >= 1", name=op.f("ck_api_tokens_scopes_are_some")),
        sa.CheckConstraint("expires_at > made_at", name=op.f("ck_api_tokens_ends_after_it_begins")),
        sa.CheckConstraint(
            "(revoked_at IS NULL) = (revoked_by_name = '')", name=op.f("ck_api_tokens_revoked_by_somebody")
        ),
        sa.PrimaryKeyConstraint("id", name="pk_api_tokens"),
        sa.UniqueConstraint("token_hash", name="uq_api_tokens_token_hash"),
    )
    op.create_table(
        "api_answers",
        sa.Column("token_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(collation="C"), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.CheckConstraint("(status IS NULL) = (body IS NULL)", name=op.f("ck_api_answers_answered_whole")),
        sa.ForeignKeyConstraint(["token_id"], ["api_tokens.id"], name="fk_api_answers_token_id_api_tokens"),
        sa.PrimaryKeyConstraint("token_id", "key", name="pk_api_answers"),
    )
    op.create_index("ix_api_answers_at", "api_answers", ["at"])


def downgrade() -> None:
    op.drop_table("api_answers")
    op.drop_table("api_tokens")
