"""Business days, numbers that are given once, and what is asked of staff."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _closed_days()
    _issued_numbers()
    _requests()
    # A number that was given once is never given again (NUM-3, DLV-1).
    op.execute(
        "CREATE TRIGGER issued_numbers_stay_given BEFORE UPDATE OR DELETE ON issued_numbers "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )


def _closed_days() -> None:
    op.create_table(
        "closed_days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("closed_by_name", sa.Text(), nullable=False),
        sa.Column("closed_at", TIME, nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_closed_days_closed_for_a_reason")),
        sa.PrimaryKeyConstraint("day", name="pk_closed_days"),
    )


def _issued_numbers() -> None:
    op.create_table(
        "issued_numbers",
        sa.Column("series", sa.Text(collation="C"), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("number >= 0", name=op.f("ck_issued_numbers_number_is_none_below_zero")),
        sa.PrimaryKeyConstraint("series", "number", name="pk_issued_numbers"),
    )


def _requests() -> None:
    op.create_table(
        "requests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("requester", postgresql.JSONB(), nullable=False),
        sa.Column("asked", postgresql.JSONB(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("about_type", sa.Text(), nullable=False),
        sa.Column("about", sa.Uuid(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("opened_at", TIME, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("decided_at", TIME, nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_by_name", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("search_pairs", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.CheckConstraint("(about_type = '') = (about IS NULL)", name=op.f("ck_requests_about_names_its_kind")),
        sa.CheckConstraint("(state = 'open') = (decided_at IS NULL)", name=op.f("ck_requests_decided_says_when")),
        sa.CheckConstraint(
            "kind IN ('resend', 'inquiry', 'delivery-email', 'contact-change', 'claim', 'bounce')",
            name=op.f("ck_requests_kind_known"),
        ),
        sa.CheckConstraint("language IN ('ja', 'en')", name=op.f("ck_requests_language_known")),
        sa.CheckConstraint(
            "state IN ('open', 'approved', 'refused', 'answered', 'withdrawn')", name=op.f("ck_requests_state_known")
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_requests_version_counts_from_one")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["users.id"], name="fk_requests_decided_by_id_users"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_requests_user_id_users"),
        sa.PrimaryKeyConstraint("id", name="pk_requests"),
    )
    op.create_index("ix_requests_about", "requests", ["about_type", "about"])
    op.create_index("ix_requests_open", "requests", ["due_on", "id"], postgresql_where=sa.text("state = 'open'"))
    op.create_index("ix_requests_search_pairs", "requests", ["search_pairs"], postgresql_using="gin")
    op.create_index("ix_requests_state", "requests", ["state", "id"])
    op.create_index("ix_requests_user_id", "requests", ["user_id"], postgresql_where=sa.text("user_id IS NOT NULL"))


def downgrade() -> None:
    op.drop_table("requests")
    op.drop_table("issued_numbers")
    op.drop_table("closed_days")
