"""Renewals: their orders, when the receipt went out, who does not want reminders, requests about licenses not extended,
and where a letter is unsubscribed from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_KINDS = ["resend", "inquiry", "delivery-email", "contact-change", "claim", "bounce"]
_COMPLETE = (
    "state NOT IN ('agreed', 'paid') OR (invoice_id IS NOT NULL AND ordered_at IS NOT NULL "
    "AND payer IS NOT NULL AND licensed_at IS NOT NULL AND privacy_at IS NOT NULL{more})"
)


def upgrade() -> None:
    _renewals()
    _unreminded_readers()
    _requests([*_KINDS, "renewal"])
    _letters()


def _renewals() -> None:
    op.add_column("renewals", sa.Column("order_id", sa.Uuid(), nullable=True))
    op.add_column("renewals", sa.Column("told_at", sa.DateTime(timezone=True), nullable=True))
    op.create_foreign_key(op.f("fk_renewals_order_id_orders"), "renewals", "orders", ["order_id"], ["id"])
    op.create_index(
        "uq_renewals_order_id", "renewals", ["order_id"], unique=True, postgresql_where=sa.text("order_id IS NOT NULL")
    )
    untold = sa.text("state = 'paid' AND told_at IS NULL")
    op.create_index("ix_renewals_untold", "renewals", ["id"], postgresql_where=untold)
    op.drop_constraint(op.f("ck_renewals_ordered_with_everything"), "renewals", type_="check")
    op.create_check_constraint(
        op.f("ck_renewals_ordered_with_everything"), "renewals", _COMPLETE.format(more=" AND order_id IS NOT NULL")
    )
    op.create_check_constraint(op.f("ck_renewals_told_once_paid"), "renewals", "told_at IS NULL OR state = 'paid'")


def _unreminded_readers() -> None:
    op.create_table(
        "unreminded_readers",
        sa.Column("license_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("email = lower(email)", name="email_in_lower_case"),
        sa.ForeignKeyConstraint(["license_id"], ["licenses.id"]),
        sa.PrimaryKeyConstraint("license_id", "email"),
    )


def _requests(kinds: list[str]) -> None:
    op.drop_constraint(op.f("ck_requests_kind_known"), "requests", type_="check")
    known = f"kind IN ({', '.join(repr(kind) for kind in kinds)})"
    op.create_check_constraint(op.f("ck_requests_kind_known"), "requests", known)


def _letters() -> None:
    op.add_column("letters", sa.Column("unsubscribe", sa.Text(), nullable=False, server_default=""))
    op.alter_column("letters", "unsubscribe", server_default=None)
    op.create_check_constraint(op.f("ck_letters_unsubscribe_in_one_line"), "letters", "unsubscribe !~ '[\\r\\n<>]'")


def downgrade() -> None:
    op.drop_constraint(op.f("ck_letters_unsubscribe_in_one_line"), "letters", type_="check")
    op.drop_column("letters", "unsubscribe")
    op.execute("DELETE FROM requests WHERE kind = 'renewal'")
    _requests(_KINDS)
    op.drop_table("unreminded_readers")
    _renewals_as_before()


def _renewals_as_before() -> None:
    op.drop_constraint(op.f("ck_renewals_told_once_paid"), "renewals", type_="check")
    op.drop_constraint(op.f("ck_renewals_ordered_with_everything"), "renewals", type_="check")
    op.create_check_constraint(op.f("ck_renewals_ordered_with_everything"), "renewals", _COMPLETE.format(more=""))
    op.drop_index("ix_renewals_untold", "renewals")
    op.drop_index("uq_renewals_order_id", "renewals")
    op.drop_constraint(op.f("fk_renewals_order_id_orders"), "renewals", type_="foreignkey")
    op.drop_column("renewals", "told_at")
    op.drop_column("renewals", "order_id")
