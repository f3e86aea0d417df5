"""The table of permissions: each cell as written here, deny by default, and the document in step."""

from __future__ import annotations

import re
from pathlib import Path
from uuid import uuid4

import pytest

from tbc.applications.models import Application
from tbc.organizations.models import Organization
from tbc.policy import TABLE, Actor, Permission, Role, allowed
from tests import policy_report

# Written by hand, as a second opinion: permission → who has it; `policy.Role` tells what is held towards one thing.
EXPECTED = {
    "account:manage": "customer renewal-only operator administrator auditor",
    "account:close": "customer renewal-only",
    "application:start": "customer",
    "application:list": "customer",
    "application:read": "filer reader account-member account-manager operator administrator auditor",
    "application:edit": "filer account-member account-manager",
    "application:file": "filer account-member account-manager",
    "application:copy": "filer reader account-member account-manager",
    "application:correct": "filer account-member account-manager",
    "application:withdraw": "filer account-manager",
    "application:move": "filer",
    "application:share": "filer account-manager",
    "bulk-filing:read": "filer account-manager",
    "bulk-filing:run": "filer",
    "organization:list": "customer",
    "organization:found": "customer",
    "organization:ask": "colleague domain-member guest",
    "organization:read": "domain-member guest owner operator administrator auditor",
    "organization:leave": "domain-member guest owner",
    "organization:manage": "owner",
    "organization:audit": "owner operator administrator auditor",
    "organization:claim": "colleague domain-member",
    "organization:merge": "owner",
    "organization:delete": "owner",
    "company-account:list": "customer",
    "company-account:create": "owner account-creator",
    "company-account:read": "owner account-member account-manager operator administrator auditor",
    "company-account:leave": "account-member account-manager",
    "company-account:manage": "owner account-manager",
    "end-user:read": "account-member account-manager",
    "end-user:manage": "account-manager",
    "desk:enter": "operator administrator auditor",
    "desk:read-applications": "operator administrator auditor",
    "import:read": "operator administrator auditor",
    "import:run": "operator administrator",
    "import:teach": "operator administrator",
    "mail:read": "operator administrator auditor",
    "mail:resend": "operator administrator",
    "catalog:edit": "administrator",
    "dealer:read": "operator administrator auditor",
    "dealer:edit": "operator administrator",
    "user:read": "operator administrator auditor",
    "user:manage": "administrator",
    "recovery:read": "operator administrator auditor",
    "recovery:decide": "administrator",
    "order:read": "operator administrator auditor",
    "order:enter": "operator administrator",
    "order:cancel": "operator administrator",
    "stock:read": "operator administrator auditor",
    "stock:edit": "operator administrator",
    "delivery:read": "filer account-member account-manager operator administrator auditor",
    "delivery:ship": "operator administrator",
    "license:list": "customer renewal-only",
    "license:read": "filer account-member account-manager operator administrator auditor",
    "license:ask-change": "filer account-member account-manager",
    "license:claim": "customer renewal-only",
    "request:read": "operator administrator auditor",
    "request:decide": "operator administrator",
    "calendar:read": "operator administrator auditor",
    "calendar:edit": "administrator",
    "catalog:read": "operator administrator auditor",
    "api-access:read": "operator administrator auditor",
    "api-access:manage": "administrator",
    "webhook:read": "operator administrator auditor",
    "webhook:manage": "administrator",
    "webhook:resend": "operator administrator",
    "document:read": "filer account-member account-manager operator administrator auditor",
    "document:list": "operator administrator auditor",
    "document:replace": "operator administrator",
    "payment:read": "operator administrator auditor",
    "payment:decide": "operator administrator",
    "renewal:list": "customer renewal-only",
    "renewal:start": "customer renewal-only",
    "renewal:read": "filer account-member account-manager operator administrator auditor",
    "renewal:order": "filer account-manager",
}
CELLS = [(permission, role) for permission in Permission for role in Role]


def test_every_permission_is_expected() -> None:
    assert EXPECTED.keys() == set(Permission) == TABLE.keys()


@pytest.mark.parametrize(("permission", "role"), CELLS, ids=lambda value: str(value))
def test_each_cell_is_as_written(permission: Permission, role: Role) -> None:
    actor = Actor(user_id=uuid4(), roles=frozenset({role}))
    assert allowed(actor, permission) == (role in EXPECTED[permission].split())


@pytest.mark.parametrize("permission", list(Permission), ids=str)
def test_nobody_may_anything(permission: Permission) -> None:
    assert not allowed(Actor(), permission)
    assert not allowed(Actor(user_id=uuid4(), roles=frozenset()), permission)


@pytest.mark.rule("APP-1")
def test_only_the_filer_is_a_filer() -> None:
    filer, other = (Actor(user_id=uuid4(), roles=frozenset({Role.CUSTOMER})) for _ in range(2))
    own = Application(filer_id=filer.user_id)
    assert allowed(filer, Permission.APPLICATION_EDIT, own)
    assert not allowed(other, Permission.APPLICATION_EDIT, own)
    assert not allowed(filer, Permission.APPLICATION_EDIT)


def test_an_application_of_nobody_has_no_filer() -> None:
    """One that was imported: an anonymous reader has no id either, and must not be taken for its filer."""
    assert not allowed(Actor(), Permission.APPLICATION_READ, Application(filer_id=None))


@pytest.mark.rule("AUD-1")
def test_an_auditor_changes_nothing_but_the_own_account() -> None:
    reading = {p for p in Permission if re.search(r":(read|list|enter|audit|read-applications)$", p)}
    assert {p for p in Permission if Role.AUDITOR in TABLE[p]} <= reading | {Permission.ACCOUNT_MANAGE}


@pytest.mark.rule("ORG-6")
def test_an_owner_reads_no_application_without_being_in_the_company_account() -> None:
    assert not {p for p in Permission if p.startswith(("application:", "end-user:")) and Role.OWNER in TABLE[p]}


@pytest.mark.rule("ORG-3")
def test_a_guest_claims_and_owns_nothing() -> None:
    assert {p for p in Permission if Role.GUEST in TABLE[p]} == {
        Permission.ORGANIZATION_ASK,
        Permission.ORGANIZATION_READ,
        Permission.ORGANIZATION_LEAVE,
    }


@pytest.mark.rule("ORG-4")
def test_a_role_towards_one_organization_is_none_towards_another() -> None:
    """Rows grant by the read that found them for this person, and by nothing else."""
    owner, other = (Actor(user_id=uuid4(), roles=frozenset({Role.CUSTOMER})) for _ in range(2))
    own, foreign = Organization(), Organization()
    own.stands(owner, frozenset({Role.OWNER}))
    foreign.stands(other, frozenset({Role.OWNER}))
    assert allowed(owner, Permission.ORGANIZATION_MANAGE, own)
    assert not allowed(owner, Permission.ORGANIZATION_MANAGE, foreign)
    assert not allowed(owner, Permission.ORGANIZATION_MANAGE, Organization())
    assert not allowed(owner, Permission.ORGANIZATION_MANAGE)
    assert not allowed(Actor(), Permission.ORGANIZATION_MANAGE, own)


def test_every_permission_is_asked_for_somewhere() -> None:
    """A permission that nothing asks for grants nothing, and whoever reads the table is misled."""
    root = Path(policy_report.__file__).parents[1] / "tbc"
    files = [path for path in root.rglob("*") if path.suffix in {".py", ".html"} and path.name != "policy.py"]
    source = "\n".join(path.read_text(encoding="utf-8") for path in files)
    unused = {p for p in Permission if f"Permission.{p.name}" not in source and f'"{p.value}"' not in source}
    assert unused <= AWAITED


# Asked for by rooms that come next.
AWAITED = {Permission.CATALOG_EDIT}


def test_the_document_is_in_step() -> None:
    assert policy_report.FILE.read_text(encoding="utf-8") == policy_report.render()
