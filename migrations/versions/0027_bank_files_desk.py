"""Bank files that are looked at before they are taken; transfers that are looked at again, or never more."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
FREE = ("state", "reasons", "comment", "decided_at", "decided_by_name", "version")
PROTECT_TRANSFER = """
CREATE OR REPLACE FUNCTION protect_transfer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free constant text[] := ARRAY[{free}];
BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
        RAISE EXCEPTION 'what the bank said never changes'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'transfers_protected';
    END IF;
    RETURN NEW;
END $$
"""
UPLOAD_CHECKS = {
    "sha256_shape": "sha256 ~ '^[0-9a-f]{64}$'",
    "kind_known": "kind IN ('', 'notice-a', 'notice-b', 'statement', 'csv')",
    "state_known": "state IN ('unmapped', 'checked', 'taking', 'taken')",
    "read_has_a_kind": "(state = 'unmapped') = (kind = '')",
    "body_until_taken": "(state = 'taken') = (body IS NULL)",
    "taking_has_its_file": "(state IN ('taking', 'taken')) = (bank_file_id IS NOT NULL)",
    "done_fits": "done BETWEEN 0 AND rows",
}


def upgrade() -> None:
    closed = sa.text("state IN ('cancelled', 'lapsed')")
    op.create_index("ix_invoices_closed_transfer_key", "invoices", ["transfer_key", "amount"], postgresql_where=closed)
    _transfers()
    _csv_mappings()
    _bank_uploads()


def _transfers() -> None:
    op.add_column("transfers", sa.Column("is_held", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("transfers", sa.Column("looked_at", TIME, nullable=False, server_default=sa.func.now()))
    op.alter_column("transfers", "is_held", server_default=None)
    op.alter_column("transfers", "looked_at", server_default=None)
    taking_back = sa.text("is_cancellation")
    op.create_index("ix_transfers_cancellations", "transfers", ["amount"], postgresql_where=taking_back)
    op.execute(_protecting((*FREE, "is_held", "looked_at")))


def _csv_mappings() -> None:
    texts = postgresql.ARRAY(sa.Text())
    op.add_column("csv_mappings", sa.Column("head", texts, nullable=False, server_default=sa.text("'{}'")))
    op.alter_column("csv_mappings", "head", server_default=None)


def _bank_uploads() -> None:
    op.create_table(
        "bank_uploads",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.Text(collation="C"), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("mapping_id", sa.Uuid(), nullable=True),
        sa.Column("mapping_name", sa.Text(), nullable=False),
        sa.Column("columns", postgresql.JSONB(), nullable=True),
        sa.Column("account_key", sa.Text(collation="C"), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("findings", postgresql.JSONB(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("bank_file_id", sa.Uuid(), nullable=True),
        sa.Column("uploaded_at", TIME, nullable=False),
        sa.Column("uploaded_by_id", sa.Uuid(), nullable=True),
        sa.Column("uploaded_by_name", sa.Text(), nullable=False),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_bank_uploads_{name}")) for name, rule in UPLOAD_CHECKS.items()),
        sa.ForeignKeyConstraint(
            ["mapping_id"], ["csv_mappings.id"], name="fk_bank_uploads_mapping_id_csv_mappings", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["bank_file_id"], ["bank_files.id"], name="fk_bank_uploads_bank_file_id_bank_files"),
        sa.PrimaryKeyConstraint("id", name="pk_bank_uploads"),
        sa.UniqueConstraint("sha256", name="uq_bank_uploads_sha256"),
        sa.UniqueConstraint("bank_file_id", name="uq_bank_uploads_bank_file_id"),
    )
    op.create_index("ix_bank_uploads_mapping_id", "bank_uploads", ["mapping_id"])
    op.create_index("ix_bank_uploads_state", "bank_uploads", ["state", "uploaded_at"])


def _protecting(free: tuple[str, ...]) -> str:
    return PROTECT_TRANSFER.format(free=", ".join(f"'{name}'" for name in free))


def downgrade() -> None:
    op.drop_table("bank_uploads")
    op.drop_column("csv_mappings", "head")
    op.drop_index("ix_transfers_cancellations", "transfers")
    op.execute(_protecting(FREE))
    op.drop_column("transfers", "looked_at")
    op.drop_column("transfers", "is_held")
    op.drop_index("ix_invoices_closed_transfer_key", "invoices")
