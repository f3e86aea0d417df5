"""Forms that staff taught by pointing at cells, and which of them read a record."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
CHECKS = {
    "state_known": "state IN ('draft', 'on', 'off')",
    "test_known": "test IN ('none', 'passed', 'failed')",
    "name_is_one_line": "name <> '' AND name !~ '[[:cntrl:]]'",
    "drafts_have_no_definition": "(state = 'draft') = (definition = '')",
    "on_has_passed_its_test": "state <> 'on' OR test = 'passed'",
    "tests_have_a_record": "(test = 'none') = (expected IS NULL)",
    "tests_have_a_workbook": "test = 'none' OR workbook_id IS NOT NULL",
    "tests_say_when": "(test = 'none') = (tested_at IS NULL)",
}


def upgrade() -> None:
    op.create_table(
        "taught_forms",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("workbook_id", sa.Uuid(), nullable=True),
        sa.Column("typed", postgresql.JSONB(), nullable=False),
        sa.Column("earlier", postgresql.JSONB(), nullable=False),
        sa.Column("trial", postgresql.JSONB(), nullable=True),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("expected", postgresql.JSONB(), nullable=True),
        sa.Column("test", sa.Text(), nullable=False),
        sa.Column("tested_at", TIME, nullable=True),
        sa.Column("taught_by", sa.Uuid(), nullable=True),
        sa.Column("teacher_name", sa.Text(), nullable=False),
        sa.Column("taught_at", TIME, nullable=False),
        sa.Column("changer_name", sa.Text(), nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_taught_forms_{name}")) for name, rule in CHECKS.items()),
        sa.ForeignKeyConstraint(["workbook_id"], ["workbooks.id"], name="fk_taught_forms_workbook_id_workbooks"),
        sa.ForeignKeyConstraint(["taught_by"], ["users.id"], name="fk_taught_forms_taught_by_users"),
        sa.PrimaryKeyConstraint("id", name="pk_taught_forms"),
    )
    op.create_index("uq_taught_forms_name", "taught_forms", ["name"], unique=True)
    op.create_index("ix_taught_forms_on", "taught_forms", ["name"], postgresql_where=sa.text("state = 'on'"))
    op.create_index("ix_taught_forms_workbook_id", "taught_forms", ["workbook_id"])
    op.create_index("ix_taught_forms_taught_by", "taught_forms", ["taught_by"])
    op.add_column("workbook_records", sa.Column("taught_form_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        "fk_workbook_records_taught_form_id_taught_forms",
        "workbook_records",
        "taught_forms",
        ["taught_form_id"],
        ["id"],
    )
    op.create_index("ix_workbook_records_taught_form_id", "workbook_records", ["taught_form_id", "workbook_id"])


def downgrade() -> None:
    op.drop_index("ix_workbook_records_taught_form_id", "workbook_records")
    op.drop_column("workbook_records", "taught_form_id")
    op.drop_table("taught_forms")
