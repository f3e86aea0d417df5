"""Legacy workbooks: the files as they came, their records, their sheets; what was read or filed does not change."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
JSON = postgresql.JSONB
WORKBOOK_CHECKS = {
    "state_known": "state IN ('unread', 'read', 'failed', 'to-register', 'registered', 'filed', 'set-aside')",
    "sha256_shape": "sha256 ~ '^[0-9a-f]{64}$'",
    "size_is_the_bodys": "size = octet_length(body)",
    "file_name_is_one_line": "file_name <> '' AND file_name !~ '[[:cntrl:]]'",
    "set_aside_has_a_reason": "(state = 'set-aside') = (set_aside_reason <> '')",
    "filed_says_where_numbers_went": "state <> 'filed' OR number_to <> ''",
    "sheets_known": "sheets IN ('undrawn', 'drawn', 'undrawable')",
    "counts_are_counts": "records >= 0 AND errors >= 0 AND warnings >= 0",
}
RECORD_CHECKS = {
    "state_known": "state IN ('read', 'failed', 'to-register', 'registered', 'filed')",
    "position_counts_from_one": "position >= 1",
    "filed_name_their_application": "(state = 'filed') = (application_id IS NOT NULL)",
    "failed_have_nothing_read": "(state = 'failed') = (application IS NULL)",
    "registrations_are_never_filed": "form IS DISTINCT FROM 'USER' OR state <> 'filed'",
}
# Each trigger refuses by the same function, which names the trigger as the broken constraint.
TRIGGERS = {
    "workbooks_body_never_changes": (
        "BEFORE UPDATE OF file_name, body, sha256, size, uploaded_by, uploaded_at ON workbooks FOR EACH ROW"
    ),
    "workbooks_filed_stay_filed": (
        "BEFORE UPDATE OF state, number_to ON workbooks FOR EACH ROW WHEN (OLD.state = 'filed')"
    ),
    "workbooks_never_removed": "BEFORE DELETE ON workbooks FOR EACH ROW",
    "workbooks_not_emptied": "BEFORE TRUNCATE ON workbooks FOR EACH STATEMENT",
    "workbook_records_original_never_changes": (
        "BEFORE UPDATE OF workbook_id, position, form, application, provenance, problems "
        "ON workbook_records FOR EACH ROW"
    ),
    "workbook_records_filed_never_changed": (
        "BEFORE UPDATE OR DELETE ON workbook_records FOR EACH ROW WHEN (OLD.application_id IS NOT NULL)"
    ),
    "workbook_records_not_emptied": "BEFORE TRUNCATE ON workbook_records FOR EACH STATEMENT",
}


def upgrade() -> None:
    _create_workbooks()
    _create_records()
    _create_sheets()
    for name, when in TRIGGERS.items():
        op.execute(f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION refuse_change()")


def downgrade() -> None:
    for table in ("workbook_sheets", "workbook_records", "workbooks"):
        op.drop_table(table)


def _create_workbooks() -> None:
    op.create_table(
        "workbooks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("uploaded_by", sa.Uuid(), nullable=True),
        sa.Column("uploader_name", sa.Text(), nullable=False),
        sa.Column("uploaded_at", TIME, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("set_aside_reason", sa.Text(), nullable=False),
        sa.Column("number_to", sa.Text(), nullable=False),
        sa.Column("forms", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("errors", sa.Integer(), nullable=False),
        sa.Column("warnings", sa.Integer(), nullable=False),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("sheets", sa.Text(), nullable=False),
        sa.Column("notes", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("search_pairs", postgresql.ARRAY(sa.Text()), nullable=False),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_workbooks_{name}")) for name, rule in WORKBOOK_CHECKS.items()),
        sa.ForeignKeyConstraint(["uploaded_by"], ["users.id"], name="fk_workbooks_uploaded_by_users"),
        sa.PrimaryKeyConstraint("id", name="pk_workbooks"),
    )
    # Workbooks are compressed already; a second try would only cost time.
    op.execute("ALTER TABLE workbooks ALTER COLUMN body SET STORAGE EXTERNAL")
    op.create_index("uq_workbooks_sha256", "workbooks", ["sha256"], unique=True)
    op.create_index("ix_workbooks_state_id", "workbooks", ["state", sa.text("id DESC")])
    op.create_index("ix_workbooks_uploaded_by", "workbooks", ["uploaded_by"])
    op.create_index("ix_workbooks_search_pairs", "workbooks", ["search_pairs"], postgresql_using="gin")


def _create_records() -> None:
    op.create_table(
        "workbook_records",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workbook_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=True),
        sa.Column("form", sa.Text(), nullable=True),
        sa.Column("version", sa.Text(), nullable=True),
        sa.Column("application", JSON(), nullable=True),
        sa.Column("provenance", JSON(), nullable=False),
        sa.Column("problems", JSON(), nullable=False),
        sa.Column("matches", JSON(), nullable=False),
        sa.Column("corrections", JSON(), nullable=False),
        sa.Column("accepted", JSON(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=True),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_workbook_records_{name}")) for name, rule in RECORD_CHECKS.items()),
        sa.ForeignKeyConstraint(["workbook_id"], ["workbooks.id"], name="fk_workbook_records_workbook_id_workbooks"),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name="fk_workbook_records_application_id_applications"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_workbook_records"),
    )
    place = ["workbook_id", "position"]
    op.create_index("uq_workbook_records_position", "workbook_records", place, unique=True)
    op.create_index("uq_workbook_records_application_id", "workbook_records", ["application_id"], unique=True)


def _create_sheets() -> None:
    op.create_table(
        "workbook_sheets",
        sa.Column("workbook_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("columns", sa.Integer(), nullable=False),
        sa.Column("is_cut", sa.Boolean(), nullable=False),
        sa.Column("cells", JSON(), nullable=False),
        sa.ForeignKeyConstraint(["workbook_id"], ["workbooks.id"], name="fk_workbook_sheets_workbook_id_workbooks"),
        sa.PrimaryKeyConstraint("workbook_id", "position", name="pk_workbook_sheets"),
    )
