"""Batches of legacy workbooks and rounds of their approval; what problems each workbook came with and has left."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
CLEAN = "state = 'read' AND errors = 0 AND open_codes = '{}'"
BATCH_CHECKS = {
    "state_known": "state IN ('reading', 'cancelled', 'done')",
    "source_known": "source IN ('web', 'command')",
    "name_is_one_line": "name <> '' AND name !~ '[[:cntrl:]]'",
    "done_says_when": "(state = 'done') = (finished_at IS NOT NULL)",
    "settled_before_counts": "settled_before >= 0",
}
FILE_CHECKS = {
    "outcome_known": "outcome IN ('waiting', 'read', 'failed', 'known', 'refused')",
    "position_counts_from_one": "position >= 1",
    "name_is_one_line": "name <> '' AND name !~ '[[:cntrl:]]'",
    "taken_in_names_its_workbook": "(outcome IN ('read', 'failed', 'known')) = (workbook_id IS NOT NULL)",
    "refused_has_a_reason": "(outcome = 'refused') = (reason <> '')",
}
ROUND_CHECKS = {
    "state_known": "state IN ('filing', 'cancelled', 'done')",
    "recipient_known": "recipient IN ('one', 'reseller', 'end_user')",
    "one_recipient_has_an_address": "(recipient = 'one') = (number_to <> '')",
    "has_a_reason": "reason <> ''",
    "done_says_when": "(state = 'done') = (finished_at IS NOT NULL)",
    "settled_before_counts": "settled_before >= 0",
}
ROUND_FILE_CHECKS = {
    "outcome_known": "outcome IN ('waiting', 'filed', 'refused')",
    "position_counts_from_one": "position >= 1",
    "refused_has_a_reason": "(outcome = 'refused') = (reason <> '')",
}
# The codes that were found in workbooks that are there already; staff's answers count when they next answer.
FILL_CODES = """
    UPDATE workbooks SET found_codes = codes.found,
        open_codes = CASE WHEN state IN ('filed', 'registered') THEN '{}' ELSE codes.found END
    FROM (
        SELECT workbook_id, array_agg(DISTINCT problem ->> 'code' ORDER BY problem ->> 'code') AS found
        FROM workbook_records, jsonb_array_elements(problems) AS problem GROUP BY workbook_id
    ) AS codes WHERE codes.workbook_id = workbooks.id
"""
COLUMNS = ("found_codes", "open_codes", "corrections")
INDEXES = ("open_codes", "clean", "uploader_name", "uploaded_at")


def upgrade() -> None:
    _extend_workbooks()
    _create_batches()
    _create_parcels()
    _create_batch_files()
    _create_rounds()
    _create_round_files()


def downgrade() -> None:
    for table in ("import_round_files", "import_rounds", "import_batch_files", "import_parcels", "import_batches"):
        op.drop_table(table)
    for name in INDEXES:
        op.drop_index(f"ix_workbooks_{name}", "workbooks")
    op.drop_constraint(op.f("ck_workbooks_corrections_are_counted"), "workbooks")
    for name in COLUMNS:
        op.drop_column("workbooks", name)


def _extend_workbooks() -> None:
    for name in COLUMNS[:2]:
        codes: sa.Column[list[str]] = sa.Column(name, postgresql.ARRAY(sa.Text()), nullable=False, server_default="{}")
        op.add_column("workbooks", codes)
    op.add_column("workbooks", sa.Column("corrections", sa.Integer(), nullable=False, server_default="0"))
    op.execute(FILL_CODES)
    for name in COLUMNS:
        op.alter_column("workbooks", name, server_default=None)
    op.create_check_constraint(op.f("ck_workbooks_corrections_are_counted"), "workbooks", "corrections >= 0")
    op.create_index("ix_workbooks_open_codes", "workbooks", ["open_codes"], postgresql_using="gin")
    op.create_index("ix_workbooks_clean", "workbooks", [sa.text("id DESC")], postgresql_where=sa.text(CLEAN))
    op.create_index("ix_workbooks_uploader_name", "workbooks", ["uploader_name"])
    op.create_index("ix_workbooks_uploaded_at", "workbooks", ["uploaded_at"])


def _create_batches() -> None:
    op.create_table(
        "import_batches",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("started_by", sa.Uuid(), nullable=True),
        sa.Column("starter_name", sa.Text(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("resumed_at", TIME, nullable=False),
        sa.Column("settled_before", sa.Integer(), nullable=False),
        sa.Column("current_file", sa.Text(), nullable=False),
        sa.Column("finished_at", TIME, nullable=True),
        *_checks("import_batches", BATCH_CHECKS),
        sa.ForeignKeyConstraint(["started_by"], ["users.id"], name="fk_import_batches_started_by_users"),
        sa.PrimaryKeyConstraint("id", name="pk_import_batches"),
    )
    op.create_index("ix_import_batches_open", "import_batches", ["id"], postgresql_where=sa.text("state = 'reading'"))
    op.create_index("ix_import_batches_started_by", "import_batches", ["started_by"])


def _create_parcels() -> None:
    op.create_table(
        "import_parcels",
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        *_checks("import_parcels", {"position_counts_from_one": "position >= 1"}),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batches.id"], name="fk_import_parcels_batch_id_import_batches"),
        sa.PrimaryKeyConstraint("batch_id", "position", name="pk_import_parcels"),
    )
    # Workbooks and ZIPs are compressed already; a second try would only cost time.
    op.execute("ALTER TABLE import_parcels ALTER COLUMN body SET STORAGE EXTERNAL")


def _create_batch_files() -> None:
    op.create_table(
        "import_batch_files",
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("parcel", sa.Integer(), nullable=True),
        sa.Column("entry", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("workbook_id", sa.Uuid(), nullable=True),
        *_checks("import_batch_files", FILE_CHECKS),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batches.id"], name="fk_import_batch_files_batch_id_import_batches"
        ),
        sa.ForeignKeyConstraint(["workbook_id"], ["workbooks.id"], name="fk_import_batch_files_workbook_id_workbooks"),
        sa.PrimaryKeyConstraint("batch_id", "position", name="pk_import_batch_files"),
    )
    op.create_index("ix_import_batch_files_outcome", "import_batch_files", ["batch_id", "outcome", "position"])
    op.create_index("ix_import_batch_files_workbook_id", "import_batch_files", ["workbook_id"])


def _create_rounds() -> None:
    op.create_table(
        "import_rounds",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("number_to", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("started_by", sa.Uuid(), nullable=False),
        sa.Column("starter_name", sa.Text(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("resumed_at", TIME, nullable=False),
        sa.Column("settled_before", sa.Integer(), nullable=False),
        sa.Column("finished_at", TIME, nullable=True),
        *_checks("import_rounds", ROUND_CHECKS),
        sa.ForeignKeyConstraint(["started_by"], ["users.id"], name="fk_import_rounds_started_by_users"),
        sa.PrimaryKeyConstraint("id", name="pk_import_rounds"),
    )
    op.create_index("ix_import_rounds_open", "import_rounds", ["id"], postgresql_where=sa.text("state = 'filing'"))
    op.create_index("ix_import_rounds_started_by", "import_rounds", ["started_by"])


def _create_round_files() -> None:
    op.create_table(
        "import_round_files",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("workbook_id", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        *_checks("import_round_files", ROUND_FILE_CHECKS),
        sa.ForeignKeyConstraint(
            ["round_id"], ["import_rounds.id"], name="fk_import_round_files_round_id_import_rounds"
        ),
        sa.ForeignKeyConstraint(["workbook_id"], ["workbooks.id"], name="fk_import_round_files_workbook_id_workbooks"),
        sa.PrimaryKeyConstraint("round_id", "position", name="pk_import_round_files"),
    )
    op.create_index("ix_import_round_files_outcome", "import_round_files", ["round_id", "outcome", "position"])
    place = ["workbook_id", "round_id"]
    op.create_index("uq_import_round_files_workbook_id", "import_round_files", place, unique=True)


def _checks(table: str, rules: dict[str, str]) -> list[sa.CheckConstraint]:
    return [sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}")) for name, rule in rules.items()]
