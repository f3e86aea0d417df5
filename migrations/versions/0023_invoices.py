"""Documents that never change, their series of numbers, and invoices."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
DOCUMENT_CHECKS = {
    "kind_known": "kind IN ('quote', 'invoice', 'receipt', 'cancellation', 'correction')",
    "number_shape": "number ~ '^(QUO|INV|RCP|CAN|COR)-[0-9]{4}-[0-9]{6,}$'",
    "total_is_none_below_zero": "total >= 0",
    "replacing_names_the_old": (
        "(kind IN ('cancellation', 'correction')) = (names_id IS NOT NULL) AND (names_id IS NULL) = (reason = '')"
    ),
    "receipt_is_of_an_invoice": "kind <> 'receipt' OR invoice_id IS NOT NULL",
    "invoice_says_how_to_pay": "kind <> 'invoice' OR (due_on IS NOT NULL AND account IS NOT NULL)",
    "receipt_says_when": "kind <> 'receipt' OR paid_on IS NOT NULL",
    "belongs_to_somebody": "company_account_id IS NOT NULL OR holder_id IS NOT NULL",
}
INVOICE_CHECKS = {
    "state_known": "state IN ('open', 'paid', 'cancelled', 'lapsed')",
    "amount_is_something": "amount >= 1",
    "days_in_order": "issued_on <= due_on AND due_on <= counts_until",
    "paid_says_when": "(state = 'paid') = (paid_on IS NOT NULL)",
    "receipt_once_paid": "receipt_id IS NULL OR state = 'paid'",
    "virtual_account_shape": "virtual_account ~ '^([0-9]{7})?$'",
    "version_counts_from_one": "version >= 1",
}
PROTECT_INVOICE = """
CREATE FUNCTION protect_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free constant text[] := ARRAY['state', 'paid_on', 'receipt_id', 'version'];
BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
        RAISE EXCEPTION 'of an invoice only the state ever changes'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'invoices_protected';
    END IF;
    RETURN NEW;
END $$
"""


def upgrade() -> None:
    _document_series()
    _documents()
    _invoices()
    op.execute(
        "CREATE TRIGGER documents_never_changed BEFORE UPDATE OR DELETE ON documents "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(PROTECT_INVOICE)
    op.execute(
        "CREATE TRIGGER invoices_protected BEFORE UPDATE OR DELETE ON invoices "
        "FOR EACH ROW EXECUTE FUNCTION protect_invoice()"
    )
    for table in ("document_series", "documents", "invoices"):
        op.execute(
            f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def _document_series() -> None:
    op.create_table(
        "document_series",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.CheckConstraint("last >= 1", name=op.f("ck_document_series_last_counts_from_one")),
        sa.PrimaryKeyConstraint("kind", "year", name="pk_document_series"),
    )


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(collation="C"), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("issued_at", TIME, nullable=False),
        sa.Column("issued_by_name", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("company_account_id", sa.Uuid(), nullable=True),
        sa.Column("holder_id", sa.Uuid(), nullable=True),
        sa.Column("about", sa.Uuid(), nullable=False),
        sa.Column("addressee", postgresql.JSONB(), nullable=False),
        sa.Column("counterparty", sa.Text(), nullable=False),
        sa.Column("lines", postgresql.JSONB(), nullable=False),
        sa.Column("taxes", postgresql.JSONB(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("issuer", postgresql.JSONB(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("account", postgresql.JSONB(), nullable=True),
        sa.Column("transfer_hint", sa.Text(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("invoice_id", sa.Uuid(), nullable=True),
        sa.Column("names_id", sa.Uuid(), nullable=True),
        sa.Column("names_number", sa.Text(), nullable=False),
        sa.Column("names_kind", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("pdf_sha256", sa.Text(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("search_pairs", postgresql.ARRAY(sa.Text()), nullable=False),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_documents_{name}")) for name, rule in DOCUMENT_CHECKS.items()),
        sa.ForeignKeyConstraint(
            ["company_account_id"], ["company_accounts.id"], name="fk_documents_company_account_id_company_accounts"
        ),
        sa.ForeignKeyConstraint(["holder_id"], ["users.id"], name="fk_documents_holder_id_users"),
        sa.ForeignKeyConstraint(["invoice_id"], ["documents.id"], name="fk_documents_invoice_id_documents"),
        sa.ForeignKeyConstraint(["names_id"], ["documents.id"], name="fk_documents_names_id_documents"),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
        sa.UniqueConstraint("number", name="uq_documents_number"),
    )
    newest = [sa.text("issued_on DESC"), sa.text("id DESC")]
    op.create_index("uq_documents_sequence", "documents", ["kind", "year", "sequence"], unique=True)
    for column, unique in (("names_id", True), ("invoice_id", False)):
        present = sa.text(f"{column} IS NOT NULL")
        name = f"{'uq' if unique else 'ix'}_documents_{column}"
        op.create_index(name, "documents", [column], unique=unique, postgresql_where=present)
    op.create_index("ix_documents_about", "documents", ["about", "id"])
    op.create_index("ix_documents_issued", "documents", newest)
    op.create_index("ix_documents_kind_issued", "documents", ["kind", *newest])
    op.create_index("ix_documents_total", "documents", ["total"])
    op.create_index("ix_documents_search_pairs", "documents", ["search_pairs"], postgresql_using="gin")


def _invoices() -> None:
    op.create_table(
        "invoices",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(collation="C"), nullable=False),
        sa.Column("about", sa.Uuid(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("counts_until", sa.Date(), nullable=False),
        sa.Column("account_key", sa.Text(collation="C"), nullable=False),
        sa.Column("virtual_account", sa.Text(collation="C"), nullable=False),
        sa.Column("transfer_name_kana", sa.Text(), nullable=False),
        sa.Column("transfer_key", sa.Text(), nullable=False),
        sa.Column("payer_company", sa.Text(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("receipt_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_invoices_{name}")) for name, rule in INVOICE_CHECKS.items()),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_invoices_document_id_documents"),
        sa.ForeignKeyConstraint(["receipt_id"], ["documents.id"], name="fk_invoices_receipt_id_documents"),
        sa.PrimaryKeyConstraint("document_id", name="pk_invoices"),
        sa.UniqueConstraint("number", name="uq_invoices_number"),
        sa.UniqueConstraint("receipt_id", name="uq_invoices_receipt_id"),
    )
    is_open = sa.text("state = 'open'")
    op.create_index(
        "uq_invoices_virtual_account",
        "invoices",
        ["account_key", "virtual_account"],
        unique=True,
        postgresql_where=sa.text("state = 'open' AND virtual_account <> ''"),
    )
    op.create_index("ix_invoices_open_amount", "invoices", ["amount", "account_key"], postgresql_where=is_open)
    op.create_index("ix_invoices_open_transfer_key", "invoices", ["transfer_key"], postgresql_where=is_open)
    op.create_index("ix_invoices_open_due", "invoices", ["due_on", "document_id"], postgresql_where=is_open)
    op.create_index(
        "ix_invoices_virtual_account", "invoices", ["account_key", "virtual_account", sa.text("document_id DESC")]
    )
    op.create_index("ix_invoices_about", "invoices", ["about"])


def downgrade() -> None:
    op.drop_table("invoices")
    op.execute("DROP FUNCTION protect_invoice()")
    op.drop_table("documents")
    op.drop_table("document_series")
