"""Background jobs (the tables and functions of procrastinate) and the outbox."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)

# A copy of what procrastinate 3.10.0 ships (MIT), so that this migration stays what it was when the library moves on;
# a test tells when the two differ, and then the library's own migrations go into a new file here.
QUEUE = Path(__file__).parents[1] / "procrastinate-3.10.sql"


def upgrade() -> None:
    _create_queue()
    _create_letters()
    op.create_table(
        "letter_attachments",
        sa.Column("letter_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("mimetype", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(r"(name || mimetype) !~ '[\r\n]'", name=op.f("ck_letter_attachments_headers_in_one_line")),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letters.id"], name="fk_letter_attachments_letter_id_letters", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("letter_id", "position", name="pk_letter_attachments"),
    )
    # One row tells of one sending: what has been sent is not sent again, and its words are what arrived.
    op.execute(
        """
        CREATE TRIGGER letters_sent_stay_as_sent BEFORE UPDATE ON letters
        FOR EACH ROW WHEN (OLD.state = 'sent') EXECUTE FUNCTION refuse_change()
        """
    )


def downgrade() -> None:
    op.drop_table("letter_attachments")
    op.drop_table("letters")
    for table in ("periodic_defers", "events", "jobs", "workers"):
        op.execute(f"DROP TABLE procrastinate_{table} CASCADE")
    op.execute(
        r"""
        DO $$
        DECLARE found record;
        BEGIN
            FOR found IN SELECT oid::regprocedure AS signature FROM pg_proc
                WHERE proname LIKE 'procrastinate\_%' AND pronamespace = current_schema()::regnamespace
            LOOP EXECUTE 'DROP FUNCTION ' || found.signature; END LOOP;
        END $$
        """
    )
    for kind in ("job_to_defer_v1", "job_event_type", "job_status"):
        op.execute(f"DROP TYPE procrastinate_{kind}")


def _create_queue() -> None:
    # Many statements in one text need PostgreSQL's simple protocol, hence the driver's own connection.
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    driver.execute(QUEUE.read_text(encoding="utf-8"))


def _create_letters() -> None:
    op.create_table(
        "letters",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body_text", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("about_type", sa.Text(), nullable=False),
        sa.Column("about", sa.Uuid(), nullable=True),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("queued_at", TIME, nullable=False),
        sa.Column("next_at", TIME, nullable=False),
        sa.Column("sent_at", TIME, nullable=True),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.CheckConstraint("state IN ('queued', 'sent', 'failed')", name=op.f("ck_letters_state_known")),
        sa.CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name=op.f("ck_letters_sent_has_a_time")),
        sa.CheckConstraint("language IN ('ja', 'en')", name=op.f("ck_letters_language_known")),
        sa.CheckConstraint(r"(recipient || subject) !~ '[\r\n]'", name=op.f("ck_letters_headers_in_one_line")),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_letters_attempts_counted")),
        sa.PrimaryKeyConstraint("id", name="pk_letters"),
        sa.UniqueConstraint("message_id", name="uq_letters_message_id"),
    )
    op.create_index("ix_letters_due", "letters", ["next_at"], postgresql_where=sa.text("state = 'queued'"))
    op.create_index("ix_letters_state", "letters", ["state", "id"])
    op.create_index("ix_letters_recipient", "letters", [sa.text("lower(recipient) text_pattern_ops"), "id"])
    op.create_index("ix_letters_domain", "letters", [sa.text("lower(split_part(recipient, '@', 2))"), "id"])
    op.create_index("ix_letters_about", "letters", ["about_type", "about"])
