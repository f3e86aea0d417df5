"""Bank files, transfers, and what they settle."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
TRANSFER_CHECKS = {
    "checksum_shape": "checksum ~ '^[0-9a-f]{64}$'",
    "amount_is_something": "amount >= 1",
    "counts_from_one": "position >= 1 AND version >= 1",
    "virtual_account_shape": "virtual_account ~ '^([0-9]{7})?$'",
    "state_known": "state IN ('waiting', 'booked', 'refund', 'discarded')",
    "decided_says_when": "(state = 'waiting') = (decided_at IS NULL)",
    "cancellation_settles_nothing": "NOT is_cancellation OR state <> 'booked'",
}
PROTECT_TRANSFER = """
CREATE FUNCTION protect_transfer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free constant text[] := ARRAY['state', 'reasons', 'comment', 'decided_at', 'decided_by_name', 'version'];
BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
        RAISE EXCEPTION 'what the bank said never changes'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'transfers_protected';
    END IF;
    RETURN NEW;
END $$
"""
PROTECT_BOOKING = """
CREATE FUNCTION protect_booking() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.is_undone OR to_jsonb(NEW) - 'is_undone' <> to_jsonb(OLD) - 'is_undone' THEN
        RAISE EXCEPTION 'a booking is undone, never changed'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'bookings_protected';
    END IF;
    RETURN NEW;
END $$
"""
# Looked at once for each statement: all bookings of a reconciliation are made, and undone, by one.
BALANCE = """
CREATE FUNCTION check_bookings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM bookings b JOIN transfers t ON t.id = b.transfer_id
        WHERE b.transfer_id IN (SELECT transfer_id FROM changed) AND NOT b.is_undone
        GROUP BY t.id, t.amount HAVING sum(b.amount) <> t.amount
    ) THEN
        RAISE EXCEPTION 'a transfer is booked whole, and once'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'bookings_use_whole_transfers';
    END IF;
    IF EXISTS (
        SELECT FROM bookings b JOIN invoices i ON i.document_id = b.invoice_id
        WHERE b.invoice_id IN (SELECT invoice_id FROM changed) AND NOT b.is_undone
        GROUP BY i.document_id, i.amount HAVING sum(b.amount) <> i.amount
    ) THEN
        RAISE EXCEPTION 'an invoice is settled to the yen, and once'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'bookings_settle_invoices_exactly';
    END IF;
    RETURN NULL;
END $$
"""


def upgrade() -> None:
    _bank_files()
    _transfers()
    _reconciliations()
    _bookings()
    _payer_aliases()
    _csv_mappings()
    op.execute(PROTECT_TRANSFER)
    op.execute(PROTECT_BOOKING)
    op.execute(BALANCE)
    for table, function in (("transfers", "protect_transfer"), ("bookings", "protect_booking")):
        op.execute(
            f"CREATE TRIGGER {table}_protected BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {function}()"
        )
    for act in ("INSERT", "UPDATE"):
        op.execute(
            f"CREATE TRIGGER bookings_balance_{act.lower()} AFTER {act} ON bookings "
            "REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION check_bookings()"
        )


def _bank_files() -> None:
    op.create_table(
        "bank_files",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.Text(collation="C"), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("new_rows", sa.Integer(), nullable=False),
        sa.Column("booked_rows", sa.Integer(), nullable=False),
        sa.Column("taken_at", TIME, nullable=False),
        sa.Column("taken_by_name", sa.Text(), nullable=False),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name=op.f("ck_bank_files_sha256_shape")),
        sa.CheckConstraint(
            "kind IN ('notice-a', 'notice-b', 'statement', 'csv')", name=op.f("ck_bank_files_kind_known")
        ),
        sa.CheckConstraint(
            "rows >= new_rows AND new_rows >= booked_rows AND booked_rows >= 0", name=op.f("ck_bank_files_counts_fit")
        ),
        sa.PrimaryKeyConstraint("id", name="pk_bank_files"),
        sa.UniqueConstraint("sha256", name="uq_bank_files_sha256"),
    )
    op.create_index("ix_bank_files_taken", "bank_files", [sa.text("taken_at DESC"), sa.text("id DESC")])


def _transfers() -> None:
    op.create_table(
        "transfers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bank_file_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("checksum", sa.Text(collation="C"), nullable=False),
        sa.Column("account_key", sa.Text(collation="C"), nullable=False),
        sa.Column("bank_code", sa.Text(), nullable=False),
        sa.Column("branch_code", sa.Text(), nullable=False),
        sa.Column("account_number", sa.Text(), nullable=False),
        sa.Column("virtual_account", sa.Text(collation="C"), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("value_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("payer_name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(collation="C"), nullable=False),
        sa.Column("payer_code", sa.Text(), nullable=False),
        sa.Column("sending_bank", sa.Text(), nullable=False),
        sa.Column("sending_branch", sa.Text(), nullable=False),
        sa.Column("edi", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_cancellation", sa.Boolean(), nullable=False),
        sa.Column("is_uncleared", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reasons", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("decided_at", TIME, nullable=True),
        sa.Column("decided_by_name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_transfers_{name}")) for name, rule in TRANSFER_CHECKS.items()),
        sa.ForeignKeyConstraint(["bank_file_id"], ["bank_files.id"], name="fk_transfers_bank_file_id_bank_files"),
        sa.PrimaryKeyConstraint("id", name="pk_transfers"),
        sa.UniqueConstraint("checksum", name="uq_transfers_checksum"),
    )
    called = sa.text("name_key <> ''")
    op.create_index("ix_transfers_state", "transfers", ["state", "id"])
    op.create_index("ix_transfers_bank_file_id", "transfers", ["bank_file_id", "position"])
    op.create_index("ix_transfers_name_key", "transfers", ["name_key", "amount"], postgresql_where=called)


def _reconciliations() -> None:
    op.create_table(
        "reconciliations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("is_automatic", sa.Boolean(), nullable=False),
        sa.Column("difference", sa.BigInteger(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("decided_at", TIME, nullable=False),
        sa.Column("decided_by_name", sa.Text(), nullable=False),
        sa.Column("undone_at", TIME, nullable=True),
        sa.Column("undone_by_name", sa.Text(), nullable=False),
        sa.Column("undone_because", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "difference = 0 OR (comment <> '' AND NOT is_automatic)",
            name=op.f("ck_reconciliations_difference_is_explained"),
        ),
        sa.CheckConstraint(
            "(undone_at IS NULL) = (undone_because = '')", name=op.f("ck_reconciliations_undone_says_why")
        ),
        sa.PrimaryKeyConstraint("id", name="pk_reconciliations"),
    )
    op.create_index("ix_reconciliations_decided", "reconciliations", [sa.text("decided_at DESC"), sa.text("id DESC")])


def _bookings() -> None:
    op.create_table(
        "bookings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reconciliation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("transfer_id", sa.Uuid(), nullable=True),
        sa.Column("invoice_id", sa.Uuid(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("is_undone", sa.Boolean(), nullable=False),
        sa.CheckConstraint("kind IN ('transfer', 'difference')", name=op.f("ck_bookings_kind_known")),
        sa.CheckConstraint("(kind = 'transfer') = (transfer_id IS NOT NULL)", name=op.f("ck_bookings_transfer_named")),
        sa.CheckConstraint(
            "amount <> 0 AND (kind = 'difference' OR amount > 0)", name=op.f("ck_bookings_amount_is_something")
        ),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoices.document_id"], name="fk_bookings_invoice_id_invoices"),
        sa.ForeignKeyConstraint(
            ["reconciliation_id"], ["reconciliations.id"], name="fk_bookings_reconciliation_id_reconciliations"
        ),
        sa.ForeignKeyConstraint(["transfer_id"], ["transfers.id"], name="fk_bookings_transfer_id_transfers"),
        sa.PrimaryKeyConstraint("id", name="pk_bookings"),
    )
    named = sa.text("transfer_id IS NOT NULL")
    op.create_index("ix_bookings_reconciliation_id", "bookings", ["reconciliation_id"])
    op.create_index("ix_bookings_transfer_id", "bookings", ["transfer_id"], postgresql_where=named)
    op.create_index("ix_bookings_invoice_id", "bookings", ["invoice_id"])


def _payer_aliases() -> None:
    op.create_table(
        "payer_aliases",
        sa.Column("name_key", sa.Text(collation="C"), nullable=False),
        sa.Column("payer_key", sa.Text(collation="C"), nullable=False),
        sa.Column("reconciliation_id", sa.Uuid(), nullable=False),
        sa.Column("learned_at", TIME, nullable=False),
        sa.Column("learned_by_name", sa.Text(), nullable=False),
        sa.CheckConstraint("name_key <> '' AND payer_key <> ''", name=op.f("ck_payer_aliases_keys_are_something")),
        sa.ForeignKeyConstraint(
            ["reconciliation_id"], ["reconciliations.id"], name="fk_payer_aliases_reconciliation_id_reconciliations"
        ),
        sa.PrimaryKeyConstraint("name_key", "payer_key", name="pk_payer_aliases"),
    )
    op.create_index("ix_payer_aliases_reconciliation_id", "payer_aliases", ["reconciliation_id"])


def _csv_mappings() -> None:
    op.create_table(
        "csv_mappings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("account_key", sa.Text(collation="C"), nullable=False),
        sa.Column("columns", postgresql.JSONB(), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("made_by_name", sa.Text(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_csv_mappings_name_is_something")),
        sa.PrimaryKeyConstraint("id", name="pk_csv_mappings"),
        sa.UniqueConstraint("name", name="uq_csv_mappings_name"),
    )


def downgrade() -> None:
    for table in ("csv_mappings", "payer_aliases", "bookings", "reconciliations", "transfers", "bank_files"):
        op.drop_table(table)
    for function in ("check_bookings", "protect_booking", "protect_transfer"):
        op.execute(f"DROP FUNCTION {function}()")
