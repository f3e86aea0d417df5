"""Each rule that the database keeps is broken on purpose somewhere in the tests, which name it."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import Engine, text

# CHECKs, exclusions, unique constraints and indexes, and triggers, each with its table.
RULES = """
SELECT conrelid::regclass::text, conname FROM pg_constraint
    WHERE contype IN ('c', 'u', 'x') AND connamespace = 'public'::regnamespace
UNION SELECT indrelid::regclass::text, indexrelid::regclass::text FROM pg_index JOIN pg_class ON oid = indrelid
    WHERE indisunique AND NOT indisprimary AND relnamespace = 'public'::regnamespace
UNION SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal
"""
# Tables whose tests name a rule by a part of its name, and those of the queue, which are not ours.
NAMED_IN_PART = (
    "accounts|account_|application|applications|audit_|bulk_|company_accounts|dealer|email_|end_users|factor|import_|"
    "invitations|join_|letters|letter_attachments|merge|organization|partner|passkeys|procrastinate|recovery|sessions|"
    "supplements|taught_|users|workbook"
)
TESTS = Path(__file__).parents[1]


def test_each_rule_of_the_database_is_broken_by_a_test(engine: Engine) -> None:
    with engine.connect() as connection:
        rows = connection.execute(text(RULES)).all()
    rules = {name for table, name in rows if not re.match(NAMED_IN_PART, table)}
    assert {"orders", "deliveries", "licenses", "requests", "issued_numbers"} <= {table for table, _name in rows}
    written = " ".join(path.read_text(encoding="utf-8") for path in TESTS.rglob("*.py"))
    assert sorted(rules - set(re.findall(r"\w+", written))) == []
