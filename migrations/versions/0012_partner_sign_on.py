"""Identities at partner portals, and the sessions that began there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
TEXTS = ("issuer", "subject", "provider", "name", "email", "company", "company_kana", "company_id", "domain", "contact")


def upgrade() -> None:
    _identities()
    _sessions()
    _logout_tokens()


def downgrade() -> None:
    for table in ("partner_logout_tokens", "partner_sessions", "partner_identities"):
        op.drop_table(table)


def _identities() -> None:
    table = "partner_identities"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in TEXTS),
        sa.Column("tier", sa.SmallInteger(), nullable=True),
        sa.Column("linked_at", TIME, nullable=False),
        sa.Column("told_at", TIME, nullable=False),
        sa.Column("registered_at", TIME, nullable=True),
        sa.Column("registered_domain", sa.Text(), nullable=True),
        sa.CheckConstraint("subject <> '' AND issuer <> ''", name=op.f(f"ck_{table}_is_somebody")),
        sa.CheckConstraint("tier IN (1, 2, 3)", name=op.f(f"ck_{table}_tier_known")),
        sa.CheckConstraint(
            "(registered_at IS NULL) = (registered_domain IS NULL)", name=op.f(f"ck_{table}_registered_for_a_domain")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=f"fk_{table}_user_id_users"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.UniqueConstraint("issuer", "subject", name=f"uq_{table}_subject"),
        sa.UniqueConstraint("user_id", "issuer", name=f"uq_{table}_user_id"),
    )


def _sessions() -> None:
    table = "partner_sessions"
    op.create_table(
        table,
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("identity_id", sa.Uuid(), nullable=False),
        sa.Column("sid", sa.Text(), nullable=True),
        sa.Column("id_token", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=f"fk_{table}_session_id_sessions", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["identity_id"],
            ["partner_identities.id"],
            name=f"fk_{table}_identity_id_partner_identities",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_id", name=f"pk_{table}"),
    )
    op.create_index(f"ix_{table}_identity_id", table, ["identity_id", "sid"])


def _logout_tokens() -> None:
    table = "partner_logout_tokens"
    op.create_table(
        table,
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("issuer", "token_hash", name=f"pk_{table}"),
    )
    op.create_index(f"ix_{table}_expires_at", table, ["expires_at"])
