"""Second factors, recovery codes, resets of them; what a session still waits for, and when it was confirmed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
CONTINUES = "fk_sessions_continues_id_sessions"


def upgrade() -> None:
    op.add_column("users", sa.Column("closed_at", TIME, nullable=True))
    op.create_check_constraint(
        op.f("ck_users_closed_are_disabled"), "users", "closed_at IS NULL OR disabled_at IS NOT NULL"
    )
    op.add_column("sessions", sa.Column("awaiting", sa.Text(), nullable=True))
    op.add_column("sessions", sa.Column("confirmed_at", TIME, nullable=True))
    op.add_column("sessions", sa.Column("factor", sa.Text(), nullable=True))
    op.add_column("sessions", sa.Column("challenge", sa.LargeBinary(), nullable=True))
    op.add_column("sessions", sa.Column("challenge_until", TIME, nullable=True))
    op.add_column("sessions", sa.Column("continues_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(CONTINUES, "sessions", "sessions", ["continues_id"], ["id"], ondelete="SET NULL")
    continuing = sa.text("continues_id IS NOT NULL")
    op.create_index("ix_sessions_continues_id", "sessions", ["continues_id"], postgresql_where=continuing)
    op.create_check_constraint(op.f("ck_sessions_awaiting_known"), "sessions", "awaiting IN ('factor', 'enrolment')")
    op.create_check_constraint(
        op.f("ck_sessions_factor_known"), "sessions", "factor IN ('totp', 'passkey', 'recovery-code', 'provider')"
    )
    _purposes("'reset-password', 'set-password', 'change-email', 'keep-factors'")
    _totp()
    _passkeys()
    _recovery_codes()
    _resets()


def downgrade() -> None:
    for table in ("factor_resets", "recovery_codes", "passkeys", "totp_secrets"):
        op.drop_table(table)
    op.execute("DELETE FROM proofs WHERE purpose = 'keep-factors'")
    _purposes("'reset-password', 'set-password', 'change-email'")
    for name in ("ck_sessions_factor_known", "ck_sessions_awaiting_known"):
        op.drop_constraint(op.f(name), "sessions")
    op.drop_index("ix_sessions_continues_id", "sessions")
    op.drop_constraint(CONTINUES, "sessions")
    for column in ("continues_id", "challenge_until", "challenge", "factor", "confirmed_at", "awaiting"):
        op.drop_column("sessions", column)
    op.drop_constraint(op.f("ck_users_closed_are_disabled"), "users")
    op.drop_column("users", "closed_at")


def _purposes(known: str) -> None:
    """What links by mail may be for."""
    name = op.f("ck_proofs_purpose_known")
    op.drop_constraint(name, "proofs")
    op.create_check_constraint(name, "proofs", f"purpose IN ({known})")


def _totp() -> None:
    op.create_table(
        "totp_secrets",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", TIME, nullable=False),
        sa.Column("last_counter", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_totp_secrets_user_id_users"),
        sa.PrimaryKeyConstraint("user_id", name="pk_totp_secrets"),
    )


def _passkeys() -> None:
    op.create_table(
        "passkeys",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("transports", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("added_at", TIME, nullable=False),
        sa.Column("used_at", TIME, nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_passkeys_user_id_users"),
        sa.PrimaryKeyConstraint("id", name="pk_passkeys"),
        sa.UniqueConstraint("credential_id", name="uq_passkeys_credential_id"),
    )
    op.create_index("ix_passkeys_user_id", "passkeys", ["user_id"])


def _recovery_codes() -> None:
    op.create_table(
        "recovery_codes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("used_at", TIME, nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_recovery_codes_user_id_users"),
        sa.PrimaryKeyConstraint("id", name="pk_recovery_codes"),
    )
    unique = ["user_id", "code_hash"]
    op.create_index("uq_recovery_codes_code_hash", "recovery_codes", unique, unique=True)


def _resets() -> None:
    table = "factor_resets"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.Uuid(), nullable=False),
        sa.Column("decided_at", TIME, nullable=False),
        sa.Column("effective_at", TIME, nullable=False),
        sa.Column("done_at", TIME, nullable=True),
        sa.Column("cancelled_at", TIME, nullable=True),
        sa.CheckConstraint("done_at IS NULL OR cancelled_at IS NULL", name=op.f("ck_factor_resets_done_or_cancelled")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_factor_resets_has_a_reason")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_factor_resets_user_id_users"),
        sa.ForeignKeyConstraint(["decided_by_id"], ["users.id"], name="fk_factor_resets_decided_by_id_users"),
        sa.PrimaryKeyConstraint("id", name="pk_factor_resets"),
    )
    still_open = sa.text("done_at IS NULL AND cancelled_at IS NULL")
    op.create_index("uq_factor_resets_open", table, ["user_id"], unique=True, postgresql_where=still_open)
