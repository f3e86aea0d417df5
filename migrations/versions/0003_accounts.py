"""People, sessions, sign-ups, one-time links, consents, decisions on addresses."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _people()
    _sessions()
    _sign_ups()
    _proofs()
    _consents()
    _address_rules()


def downgrade() -> None:
    for table in ("address_rules", "consents", "proofs", "sign_ups", "sessions", "users"):
        op.drop_table(table)


def _people() -> None:
    op.create_table(
        "users",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("staff_role", sa.Text(), nullable=True),
        sa.Column("mode", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("proven_at", TIME, nullable=True),
        sa.Column("disabled_at", TIME, nullable=True),
        sa.Column("password_changed_at", TIME, nullable=True),
        sa.CheckConstraint("kind IN ('customer', 'renewal-only', 'staff')", name=op.f("ck_users_kind_known")),
        sa.CheckConstraint("(kind = 'staff') = (staff_role IS NOT NULL)", name=op.f("ck_users_staff_have_a_role")),
        sa.CheckConstraint(
            "staff_role IN ('operator', 'administrator', 'auditor')", name=op.f("ck_users_staff_role_known")
        ),
        sa.CheckConstraint("mode IN ('corporate', 'partner')", name=op.f("ck_users_mode_known")),
        sa.CheckConstraint("language IN ('ja', 'en')", name=op.f("ck_users_language_known")),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
    )
    op.create_index("uq_users_email", "users", [sa.text("lower(email)")], unique=True)


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("began_at", TIME, nullable=False),
        sa.Column("seen_at", TIME, nullable=False),
        sa.Column("ends_at", TIME, nullable=False),
        sa.Column("ended_at", TIME, nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_sessions_user_id_users"),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sa.UniqueConstraint("token_hash", name="uq_sessions_token_hash"),
    )
    op.create_index("ix_sessions_user_id", "sessions", ["user_id", "ended_at"])


def _sign_ups() -> None:
    op.create_table(
        "sign_ups",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("browser_hash", sa.LargeBinary(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("terms_version", sa.Text(), nullable=False),
        sa.Column("privacy_version", sa.Text(), nullable=False),
        sa.Column("next_path", sa.Text(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("proven_at", TIME, nullable=True),
        sa.CheckConstraint("kind IN ('customer', 'renewal-only')", name=op.f("ck_sign_ups_kind_known")),
        sa.CheckConstraint("language IN ('ja', 'en')", name=op.f("ck_sign_ups_language_known")),
        sa.CheckConstraint(
            "proven_at IS NULL OR password_hash IS NULL", name=op.f("ck_sign_ups_proven_holds_no_password")
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sign_ups"),
        sa.UniqueConstraint("token_hash", name="uq_sign_ups_token_hash"),
    )
    op.create_index("ix_sign_ups_browser_hash", "sign_ups", ["browser_hash"])
    op.create_index("ix_sign_ups_expires_at", "sign_ups", ["expires_at"])


def _proofs() -> None:
    op.create_table(
        "proofs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("used_at", TIME, nullable=True),
        sa.CheckConstraint(
            "purpose IN ('reset-password', 'set-password', 'change-email')", name=op.f("ck_proofs_purpose_known")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_proofs_user_id_users"),
        sa.PrimaryKeyConstraint("id", name="pk_proofs"),
        sa.UniqueConstraint("token_hash", name="uq_proofs_token_hash"),
    )
    op.create_index("ix_proofs_user_id", "proofs", ["user_id", "purpose"])
    op.create_index("ix_proofs_expires_at", "proofs", ["expires_at"])


def _consents() -> None:
    op.create_table(
        "consents",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("occasion", sa.Text(), nullable=False),
        sa.Column("about", sa.Uuid(), nullable=True),
        sa.Column("at", TIME, nullable=False),
        sa.CheckConstraint("document IN ('terms', 'privacy')", name=op.f("ck_consents_document_known")),
        sa.CheckConstraint("occasion IN ('sign-up', 'filing', 'renewal')", name=op.f("ck_consents_occasion_known")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_consents_user_id_users"),
        sa.PrimaryKeyConstraint("id", name="pk_consents"),
    )
    op.create_index("ix_consents_user_id", "consents", ["user_id", "at"])


def _address_rules() -> None:
    op.create_table(
        "address_rules",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pattern", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", TIME, nullable=False),
        sa.CheckConstraint("verdict IN ('allow', 'refuse')", name=op.f("ck_address_rules_verdict_known")),
        sa.CheckConstraint(
            "pattern = lower(pattern) AND pattern <> ''", name=op.f("ck_address_rules_pattern_in_lower_case")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["users.id"], name="fk_address_rules_made_by_users"),
        sa.PrimaryKeyConstraint("id", name="pk_address_rules"),
        sa.UniqueConstraint("pattern", name="uq_address_rules_pattern"),
    )
