"""The table of permissions: each cell as written here, deny by default, and the document in step."""

from __future__ import annotations

import re
from pathlib import Path
from uuid import uuid4

import pytest

from tbc.applications.models import Application
from tbc.policy import TABLE, Actor, Permission, Role, allowed
from tests import policy_report

# Written by hand, as a second opinion: permission → who has it. `filer` is a customer towards their own application.
EXPECTED = {
    "account:manage": "customer renewal-only operator administrator auditor",
    "application:start": "customer",
    "application:list": "customer",
    "application:read": "filer operator administrator auditor",
    "application:edit": "filer",
    "application:file": "filer",
    "application:copy": "filer",
    "application:correct": "filer",
    "application:withdraw": "filer",
    "desk:enter": "operator administrator auditor",
    "desk:read-applications": "operator administrator auditor",
    "import:read": "operator administrator auditor",
    "import:run": "operator administrator",
    "mail:read": "operator administrator auditor",
    "mail:resend": "operator administrator",
    "catalog:edit": "administrator",
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


def test_an_auditor_changes_nothing() -> None:
    acts = {p for p in Permission if re.search(r":(run|resend|edit|file|start|copy|correct|withdraw)$", p)}
    assert not {p for p in acts if Role.AUDITOR in TABLE[p]}


def test_every_permission_is_asked_for_somewhere() -> None:
    """A permission that nothing asks for grants nothing, and whoever reads the table is misled."""
    root = Path(policy_report.__file__).parents[1] / "tbc"
    files = [path for path in root.rglob("*") if path.suffix in {".py", ".html"} and path.name != "policy.py"]
    source = "\n".join(path.read_text(encoding="utf-8") for path in files)
    unused = {p for p in Permission if f"Permission.{p.name}" not in source and f'"{p.value}"' not in source}
    assert unused <= AWAITED


# Asked for by rooms that come next.
AWAITED = {Permission.CATALOG_EDIT, Permission.IMPORT_READ, Permission.IMPORT_RUN}


def test_the_document_is_in_step() -> None:
    assert policy_report.FILE.read_text(encoding="utf-8") == policy_report.render()
