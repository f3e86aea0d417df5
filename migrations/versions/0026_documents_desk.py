"""The day on which an invoice was cancelled or lapsed: what was open at the end of a month is known later too."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

PROTECT_INVOICE = """
CREATE OR REPLACE FUNCTION protect_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free constant text[] := ARRAY[{free}];
BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
        RAISE EXCEPTION 'of an invoice only the state ever changes'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'invoices_protected';
    END IF;
    RETURN NEW;
END $$
"""
FREE = "'state', 'paid_on', 'receipt_id', 'version'"
# A cancellation says its day; that an invoice has lapsed the audit trail says.
CLOSED_ON = """
UPDATE invoices SET closed_on = coalesce(
    (SELECT issued_on FROM documents WHERE kind = 'cancellation' AND names_kind = 'invoice'
     AND invoice_id = invoices.document_id),
    (SELECT max(at AT TIME ZONE 'Asia/Tokyo')::date FROM audit_events WHERE act = 'invoice-lapsed'
     AND subject_type = 'document' AND subject_id = invoices.document_id),
    counts_until
) WHERE state IN ('cancelled', 'lapsed')
"""


def upgrade() -> None:
    op.add_column("invoices", sa.Column("closed_on", sa.Date(), nullable=True))
    op.execute(PROTECT_INVOICE.format(free=f"{FREE}, 'closed_on'"))
    op.execute(CLOSED_ON)
    op.create_check_constraint(
        op.f("ck_invoices_closed_says_when"),
        "invoices",
        "(state IN ('cancelled', 'lapsed')) = (closed_on IS NOT NULL)",
    )
    op.create_index(
        "ix_invoices_ended",
        "invoices",
        [sa.text("coalesce(paid_on, closed_on)")],
        postgresql_where=sa.text("state <> 'open'"),
    )


def downgrade() -> None:
    op.drop_index("ix_invoices_ended", "invoices")
    op.drop_constraint(op.f("ck_invoices_closed_says_when"), "invoices", type_="check")
    op.execute(PROTECT_INVOICE.format(free=FREE))
    op.drop_column("invoices", "closed_on")
