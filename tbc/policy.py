"""Who may do what: one pure table of permissions and roles, and nothing else decides (deny by default)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol
from uuid import UUID


class Role(StrEnum):
    """What somebody is. The first six hold everywhere; the others only towards one object."""

    ANONYMOUS = "anonymous"
    CUSTOMER = "customer"
    RENEWAL_ONLY = "renewal-only"
    OPERATOR = "operator"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"

    FILER = "filer"


class Permission(StrEnum):
    """What can be done, as `resource:act`."""

    ACCOUNT_MANAGE = "account:manage"
    APPLICATION_START = "application:start"
    APPLICATION_LIST = "application:list"
    APPLICATION_READ = "application:read"
    APPLICATION_EDIT = "application:edit"
    APPLICATION_FILE = "application:file"
    APPLICATION_COPY = "application:copy"
    APPLICATION_CORRECT = "application:correct"
    APPLICATION_WITHDRAW = "application:withdraw"
    DESK_ENTER = "desk:enter"
    DESK_READ_APPLICATIONS = "desk:read-applications"
    IMPORT_READ = "import:read"
    IMPORT_RUN = "import:run"
    MAIL_READ = "mail:read"
    MAIL_RESEND = "mail:resend"
    CATALOG_EDIT = "catalog:edit"


_STAFF = frozenset({Role.OPERATOR, Role.ADMINISTRATOR, Role.AUDITOR})
_ACTING_STAFF = frozenset({Role.OPERATOR, Role.ADMINISTRATOR})

TABLE: dict[Permission, frozenset[Role]] = {
    Permission.ACCOUNT_MANAGE: frozenset({Role.CUSTOMER, Role.RENEWAL_ONLY}) | _STAFF,
    Permission.APPLICATION_START: frozenset({Role.CUSTOMER}),
    Permission.APPLICATION_LIST: frozenset({Role.CUSTOMER}),
    Permission.APPLICATION_READ: frozenset({Role.FILER}) | _STAFF,
    Permission.APPLICATION_EDIT: frozenset({Role.FILER}),
    Permission.APPLICATION_FILE: frozenset({Role.FILER}),
    Permission.APPLICATION_COPY: frozenset({Role.FILER}),
    Permission.APPLICATION_CORRECT: frozenset({Role.FILER}),
    Permission.APPLICATION_WITHDRAW: frozenset({Role.FILER}),
    Permission.DESK_ENTER: _STAFF,
    Permission.DESK_READ_APPLICATIONS: _STAFF,
    Permission.IMPORT_READ: _STAFF,
    Permission.IMPORT_RUN: _ACTING_STAFF,
    Permission.MAIL_READ: _STAFF,
    Permission.MAIL_RESEND: _ACTING_STAFF,
    Permission.CATALOG_EDIT: frozenset({Role.ADMINISTRATOR}),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is asking, as one request sees them.

    `session_id` is the row of the session in use, `address` the client's IP address for the audit trail.
    """

    user_id: UUID | None = None
    name: str = ""
    email: str = ""
    roles: frozenset[Role] = field(default=frozenset({Role.ANONYMOUS}))
    mode: str | None = None
    language: str | None = None
    session_id: UUID | None = None
    address: str = ""

    @property
    def is_anonymous(self) -> bool:
        return self.user_id is None

    @property
    def is_staff(self) -> bool:
        return bool(self.roles & _STAFF)

    # Flask-Login asks these of whatever it calls the current user.
    @property
    def is_authenticated(self) -> bool:
        return not self.is_anonymous

    @property
    def is_active(self) -> bool:
        return not self.is_anonymous

    def get_id(self) -> str:
        return str(self.user_id) if self.user_id else ""


class Held(Protocol):
    """An object towards which an actor may have further roles (its filer, its owner)."""

    def roles_of(self, actor: Actor) -> frozenset[Role]:
        """The roles that `actor` has towards this object, beside those held everywhere."""
        ...


ANONYMOUS = Actor()


def allowed(actor: Actor, permission: Permission, thing: Held | object | None = None) -> bool:
    """Whether `actor` may do `permission`, to `thing` if the act has an object."""
    roles = actor.roles
    if thing is not None and hasattr(thing, "roles_of"):
        roles |= thing.roles_of(actor)
    return bool(TABLE[permission] & roles)
