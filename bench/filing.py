"""Filing over HTTP, and the same INSERTs by pgbench on the same database."""

from __future__ import annotations

import time

import psycopg

from bench import pgbench
from bench.pages import Visitor

PARTY = {
    "corporate_name": "サンプル髙﨑建設株式会社", "corporate_name_kana": "サンプルタカサキケンセツ", "corporate_number": "",
    "postal_code": "498-0000", "prefecture": "三重県", "city": "桑名郡木曽岬町", "street": "大字西対海地251", "building": "",
    "department": "管理部", "title": "主事", "contact_name": "見本　さくら", "contact_name_kana": "ミホン　サクラ",
    "phone": "0567-55-3265", "email": "sakura.mihon@bench.example.jp",
}  # fmt: skip
STEPS: dict[str, dict[str, str]] = {
    "products": {"kind": "new", "contract_class": "corporate", "items-0-product": "SGE-ADV", "items-0-quantity": "300",
                 "items-0-term_years": "3"},
    "end-user": {f"end_user-{name}": value for name, value in PARTY.items()},
    "support-contact": {"support_contact-same_as": "end_user"},
    "renewal-contact": {"renewal_contact-same_as": "end_user"},
    "delivery": {"delivery-email": "license-order@bench.example.jp"},
    "dealers": {"reseller-company": "ダミー情報機器㈱", "distributor-same_as": "reseller"},
    "extras": {},
}  # fmt: skip


class Prepared:
    """A signed-in customer who fills in and files applications as a browser would."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self._token = visitor.token("/applications/new")

    def draft(self) -> str:
        """The address of a new draft with every step filled in."""
        choice = {"csrf_token": self._token, "kind": "new", "contract_class": "corporate"}
        address = self.visitor.post("/applications/new", choice).removesuffix("/products")
        for step, values in STEPS.items():
            self.visitor.post(f"{address}/{step}", values | {"csrf_token": self._token})
        return address

    def drafts(self, count: int) -> list[str]:
        return [self.draft() for _ in range(count)]

    def file(self, address: str) -> str:
        """File the draft; where its number stands."""
        return self.visitor.post(f"{address}/check", {"csrf_token": self._token, "privacy": "y", "consent": "y"})

    def filed_page(self) -> str:
        """The address of a filed application's page."""
        return self.file(self.draft()).removesuffix("/filed")

    def save_step(self, address: str) -> str:
        """Save one step; its content changes each time."""
        email = f"order{time.monotonic_ns()}@bench.example.jp"
        return self.visitor.post(f"{address}/delivery", {"csrf_token": self._token, "delivery-email": email})


TABLES = """
CREATE TABLE bench_audit (LIKE audit_events INCLUDING ALL);
CREATE TABLE bench_letters (LIKE letters INCLUDING ALL);
CREATE TABLE bench_applications (LIKE applications INCLUDING ALL);
"""
# The rows that one filing writes, with their sizes: the application, its audit entry, its letter and the letter's job.
SCRIPT = """
\\set own random(1, 1000000000)
BEGIN;
INSERT INTO bench_applications SELECT (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid(),
    'number', (SELECT string_agg(substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + floor(random() * 32)::int, 1), '')
               FROM generate_series(1, 24) WHERE :own > 0)))).* FROM applications a WHERE id = '{application}';
INSERT INTO bench_audit SELECT (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid()))).*
    FROM audit_events a WHERE subject_id = '{application}' AND act = 'application-filed';
INSERT INTO bench_letters SELECT (jsonb_populate_record(l, jsonb_build_object('id', gen_random_uuid(),
    'message_id', gen_random_uuid()))).* FROM letters l WHERE about = '{application}';
INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ('bench', 'bench', '{{}}');
COMMIT;
"""


def against_pgbench(prepared: Prepared, url: str, count: int) -> None:
    """Filings per second over HTTP with one client, against the same INSERTs by pgbench with one client."""
    program = pgbench.find()
    if program is None:
        print(f"filing against pgbench: {pgbench.MISSING}")
        return
    application = prepared.filed_page().rpartition("/")[2]
    drafts = prepared.drafts(count)
    began = time.perf_counter()
    for draft in drafts:
        prepared.file(draft)
    ours = count / (time.perf_counter() - began)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(TABLES)
    theirs = pgbench.transactions_per_second(program, url, SCRIPT.format(application=application))
    print(
        f"filing, one client     {ours:6.0f}/s over HTTP; the same INSERTs by pgbench {theirs:6.0f}/s; ratio {ours / theirs:.2f}"
    )
