"""What other systems are told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
KINDS = (
    "'application.filed', 'application.superseded', 'application.withdrawn', 'order.entered', 'order.cancelled', "
    "'delivery.shipped', 'license.changed'"
)


def upgrade() -> None:
    _webhook_endpoints()
    _webhook_messages()
    queued = sa.text("state = 'queued'")
    stream = ["endpoint_id", "subject", "sequence"]
    op.create_index("ix_webhook_messages_stream", "webhook_messages", stream, postgresql_where=queued)
    op.create_index("ix_webhook_messages_due", "webhook_messages", ["next_at"], postgresql_where=queued)
    op.create_index("ix_webhook_messages_endpoint", "webhook_messages", ["endpoint_id", "id"])
    op.create_index("ix_webhook_messages_state", "webhook_messages", ["state", "id"])
    op.create_index("ix_webhook_messages_subject", "webhook_messages", ["subject", "id"])


def _webhook_endpoints() -> None:
    op.create_table(
        "webhook_endpoints",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("kinds", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("old_secret", sa.LargeBinary(), nullable=True),
        sa.Column("old_secret_until", TIME, nullable=True),
        sa.Column("is_paused", sa.Boolean(), nullable=False),
        sa.Column("rests_until", TIME, nullable=True),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("made_by_name", sa.Text(), nullable=False),
        sa.Column("deleted_at", TIME, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_webhook_endpoints_name_is_something")),
        sa.CheckConstraint("url ~ '^https?://'", name=op.f("ck_webhook_endpoints_url_is_web")),
        sa.CheckConstraint(f"kinds <@ ARRAY[{KINDS}]::text[]", name=op.f("ck_webhook_endpoints_kinds_known")),
        sa.CheckConstraint("cardinality(kinds) >= 1", name=op.f("ck_webhook_endpoints_kinds_are_some")),
        sa.CheckConstraint(
            "(old_secret IS NULL) = (old_secret_until IS NULL)", name=op.f("ck_webhook_endpoints_old_secret_ends")
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_webhook_endpoints_version_counts_from_one")),
        sa.PrimaryKeyConstraint("id", name="pk_webhook_endpoints"),
    )


def _webhook_messages() -> None:
    op.create_table(
        "webhook_messages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("endpoint_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("announced_at", TIME, nullable=False),
        sa.Column("begun_at", TIME, nullable=True),
        sa.Column("next_at", TIME, nullable=False),
        sa.Column("settled_at", TIME, nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.CheckConstraint(f"kind IN ({KINDS}, 'ping')", name=op.f("ck_webhook_messages_kind_known")),
        sa.CheckConstraint("state IN ('queued', 'taken', 'failed')", name=op.f("ck_webhook_messages_state_known")),
        sa.CheckConstraint(
            "(state = 'queued') = (settled_at IS NULL)", name=op.f("ck_webhook_messages_settled_says_when")
        ),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_webhook_messages_attempts_counted")),
        sa.CheckConstraint("subject <> ''", name=op.f("ck_webhook_messages_subject_is_something")),
        sa.ForeignKeyConstraint(
            ["endpoint_id"], ["webhook_endpoints.id"], name="fk_webhook_messages_endpoint_id_webhook_endpoints"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_webhook_messages"),
    )


def downgrade() -> None:
    op.drop_table("webhook_messages")
    op.drop_table("webhook_endpoints")
