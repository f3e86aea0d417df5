"""Letters of the delivery sender, secrets that go with them, and those that came back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("letters", sa.Column("sender", sa.Text(), nullable=False, server_default="portal"))
    op.alter_column("letters", "sender", server_default=None)
    op.add_column("letters", sa.Column("secret", sa.LargeBinary(), nullable=True))
    op.create_check_constraint(op.f("ck_letters_sender_known"), "letters", "sender IN ('portal', 'delivery')")
    op.create_check_constraint(op.f("ck_letters_secret_goes_with_it"), "letters", "state <> 'sent' OR secret IS NULL")
    op.create_table(
        "letter_bounces",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("letter_id", sa.Uuid(), nullable=False),
        sa.Column("report", sa.Text(collation="C"), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("received_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letters.id"], name="fk_letter_bounces_letter_id_letters", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_letter_bounces"),
        sa.UniqueConstraint("report", name="uq_letter_bounces_report"),
    )
    op.create_index("ix_letter_bounces_letter_id", "letter_bounces", ["letter_id", "received_at"])


def downgrade() -> None:
    op.drop_table("letter_bounces")
    op.drop_column("letters", "secret")
    op.drop_column("letters", "sender")
