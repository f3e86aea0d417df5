"""Who may do what: one pure table of permissions and roles, and nothing else decides (deny by default)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID


class Role(StrEnum):
    """What somebody is. The first six hold everywhere; the others only towards one object.

    Towards an application: its `filer` in quick mode, a `reader` it was shown to, a member or manager of the company
    account that it belongs to (who are that towards the account too); a license, a renewal and its documents likewise.
    Towards a bulk filing: its `filer`, and whoever manages all the company accounts that it went into. Towards an
    organization: a `colleague` is proven in one of its domains and not a member; members are `domain-member` or
    `guest`, and may be `account-creator` and `owner` besides.
    """

    ANONYMOUS = "anonymous"
    CUSTOMER = "customer"
    RENEWAL_ONLY = "renewal-only"
    OPERATOR = "operator"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"

    FILER = "filer"
    READER = "reader"
    ACCOUNT_MEMBER = "account-member"
    ACCOUNT_MANAGER = "account-manager"
    COLLEAGUE = "colleague"
    GUEST = "guest"
    DOMAIN_MEMBER = "domain-member"
    ACCOUNT_CREATOR = "account-creator"
    OWNER = "owner"


class Permission(StrEnum):
    """What can be done, as `resource:act`."""

    ACCOUNT_MANAGE = "account:manage"
    ACCOUNT_CLOSE = "account:close"
    APPLICATION_START = "application:start"
    APPLICATION_LIST = "application:list"
    APPLICATION_READ = "application:read"
    APPLICATION_EDIT = "application:edit"
    APPLICATION_FILE = "application:file"
    APPLICATION_COPY = "application:copy"
    APPLICATION_CORRECT = "application:correct"
    APPLICATION_WITHDRAW = "application:withdraw"
    APPLICATION_MOVE = "application:move"
    APPLICATION_SHARE = "application:share"
    BULK_FILING_READ = "bulk-filing:read"
    BULK_FILING_RUN = "bulk-filing:run"
    ORGANIZATION_LIST = "organization:list"
    ORGANIZATION_FOUND = "organization:found"
    ORGANIZATION_ASK = "organization:ask"
    ORGANIZATION_READ = "organization:read"
    ORGANIZATION_LEAVE = "organization:leave"
    ORGANIZATION_MANAGE = "organization:manage"
    ORGANIZATION_AUDIT = "organization:audit"
    ORGANIZATION_CLAIM = "organization:claim"
    ORGANIZATION_MERGE = "organization:merge"
    ORGANIZATION_DELETE = "organization:delete"
    COMPANY_ACCOUNT_LIST = "company-account:list"
    COMPANY_ACCOUNT_CREATE = "company-account:create"
    COMPANY_ACCOUNT_READ = "company-account:read"
    COMPANY_ACCOUNT_LEAVE = "company-account:leave"
    COMPANY_ACCOUNT_MANAGE = "company-account:manage"
    END_USER_READ = "end-user:read"
    END_USER_MANAGE = "end-user:manage"
    DESK_ENTER = "desk:enter"
    DESK_READ_APPLICATIONS = "desk:read-applications"
    IMPORT_READ = "import:read"
    IMPORT_RUN = "import:run"
    IMPORT_TEACH = "import:teach"
    MAIL_READ = "mail:read"
    MAIL_RESEND = "mail:resend"
    CATALOG_EDIT = "catalog:edit"
    DEALER_READ = "dealer:read"
    DEALER_EDIT = "dealer:edit"
    USER_READ = "user:read"
    USER_MANAGE = "user:manage"
    RECOVERY_READ = "recovery:read"
    RECOVERY_DECIDE = "recovery:decide"
    ORDER_READ = "order:read"
    ORDER_ENTER = "order:enter"
    ORDER_CANCEL = "order:cancel"
    STOCK_READ = "stock:read"
    STOCK_EDIT = "stock:edit"
    DELIVERY_READ = "delivery:read"
    DELIVERY_SHIP = "delivery:ship"
    LICENSE_LIST = "license:list"
    LICENSE_READ = "license:read"
    LICENSE_ASK_CHANGE = "license:ask-change"
    LICENSE_CLAIM = "license:claim"
    REQUEST_READ = "request:read"
    REQUEST_DECIDE = "request:decide"
    CALENDAR_READ = "calendar:read"
    CALENDAR_EDIT = "calendar:edit"
    CATALOG_READ = "catalog:read"
    API_ACCESS_READ = "api-access:read"
    API_ACCESS_MANAGE = "api-access:manage"
    WEBHOOK_READ = "webhook:read"
    WEBHOOK_MANAGE = "webhook:manage"
    WEBHOOK_RESEND = "webhook:resend"
    DOCUMENT_READ = "document:read"
    DOCUMENT_LIST = "document:list"
    DOCUMENT_REPLACE = "document:replace"
    PAYMENT_READ = "payment:read"
    PAYMENT_DECIDE = "payment:decide"
    RENEWAL_LIST = "renewal:list"
    RENEWAL_START = "renewal:start"
    RENEWAL_READ = "renewal:read"
    RENEWAL_ORDER = "renewal:order"


_STAFF = frozenset({Role.OPERATOR, Role.ADMINISTRATOR, Role.AUDITOR})
_ACTING_STAFF = frozenset({Role.OPERATOR, Role.ADMINISTRATOR})

_MEMBERS = frozenset({Role.DOMAIN_MEMBER, Role.GUEST, Role.OWNER})
_ACCOUNT = frozenset({Role.ACCOUNT_MEMBER, Role.ACCOUNT_MANAGER})

TABLE: dict[Permission, frozenset[Role]] = {
    Permission.ACCOUNT_MANAGE: frozenset({Role.CUSTOMER, Role.RENEWAL_ONLY}) | _STAFF,
    Permission.ACCOUNT_CLOSE: frozenset({Role.CUSTOMER, Role.RENEWAL_ONLY}),
    Permission.APPLICATION_START: frozenset({Role.CUSTOMER}),
    Permission.APPLICATION_LIST: frozenset({Role.CUSTOMER}),
    Permission.APPLICATION_READ: frozenset({Role.FILER, Role.READER}) | _ACCOUNT | _STAFF,
    Permission.APPLICATION_EDIT: frozenset({Role.FILER}) | _ACCOUNT,
    Permission.APPLICATION_FILE: frozenset({Role.FILER}) | _ACCOUNT,
    Permission.APPLICATION_COPY: frozenset({Role.FILER, Role.READER}) | _ACCOUNT,
    Permission.APPLICATION_CORRECT: frozenset({Role.FILER}) | _ACCOUNT,
    Permission.APPLICATION_WITHDRAW: frozenset({Role.FILER, Role.ACCOUNT_MANAGER}),
    Permission.APPLICATION_MOVE: frozenset({Role.FILER}),
    Permission.APPLICATION_SHARE: frozenset({Role.FILER, Role.ACCOUNT_MANAGER}),
    Permission.BULK_FILING_READ: frozenset({Role.FILER, Role.ACCOUNT_MANAGER}),
    Permission.BULK_FILING_RUN: frozenset({Role.FILER}),
    Permission.ORGANIZATION_LIST: frozenset({Role.CUSTOMER}),
    Permission.ORGANIZATION_FOUND: frozenset({Role.CUSTOMER}),
    Permission.ORGANIZATION_ASK: frozenset({Role.COLLEAGUE, Role.DOMAIN_MEMBER, Role.GUEST}),
    Permission.ORGANIZATION_READ: _MEMBERS | _STAFF,
    Permission.ORGANIZATION_LEAVE: _MEMBERS,
    Permission.ORGANIZATION_MANAGE: frozenset({Role.OWNER}),
    Permission.ORGANIZATION_AUDIT: frozenset({Role.OWNER}) | _STAFF,
    Permission.ORGANIZATION_CLAIM: frozenset({Role.COLLEAGUE, Role.DOMAIN_MEMBER}),
    Permission.ORGANIZATION_MERGE: frozenset({Role.OWNER}),
    Permission.ORGANIZATION_DELETE: frozenset({Role.OWNER}),
    Permission.COMPANY_ACCOUNT_LIST: frozenset({Role.CUSTOMER}),
    Permission.COMPANY_ACCOUNT_CREATE: frozenset({Role.OWNER, Role.ACCOUNT_CREATOR}),
    Permission.COMPANY_ACCOUNT_READ: frozenset({Role.OWNER}) | _ACCOUNT | _STAFF,
    Permission.COMPANY_ACCOUNT_LEAVE: _ACCOUNT,
    Permission.COMPANY_ACCOUNT_MANAGE: frozenset({Role.OWNER, Role.ACCOUNT_MANAGER}),
    Permission.END_USER_READ: _ACCOUNT,
    Permission.END_USER_MANAGE: frozenset({Role.ACCOUNT_MANAGER}),
    Permission.DESK_ENTER: _STAFF,
    Permission.DESK_READ_APPLICATIONS: _STAFF,
    Permission.IMPORT_READ: _STAFF,
    Permission.IMPORT_RUN: _ACTING_STAFF,
    Permission.IMPORT_TEACH: _ACTING_STAFF,
    Permission.MAIL_READ: _STAFF,
    Permission.MAIL_RESEND: _ACTING_STAFF,
    Permission.CATALOG_EDIT: frozenset({Role.ADMINISTRATOR}),
    Permission.DEALER_READ: _STAFF,
    Permission.DEALER_EDIT: _ACTING_STAFF,
    Permission.USER_READ: _STAFF,
    Permission.USER_MANAGE: frozenset({Role.ADMINISTRATOR}),
    Permission.RECOVERY_READ: _STAFF,
    Permission.RECOVERY_DECIDE: frozenset({Role.ADMINISTRATOR}),
    Permission.ORDER_READ: _STAFF,
    Permission.ORDER_ENTER: _ACTING_STAFF,
    Permission.ORDER_CANCEL: _ACTING_STAFF,
    Permission.STOCK_READ: _STAFF,
    Permission.STOCK_EDIT: _ACTING_STAFF,
    Permission.DELIVERY_READ: frozenset({Role.FILER}) | _ACCOUNT | _STAFF,
    Permission.DELIVERY_SHIP: _ACTING_STAFF,
    Permission.LICENSE_LIST: frozenset({Role.CUSTOMER, Role.RENEWAL_ONLY}),
    Permission.LICENSE_READ: frozenset({Role.FILER}) | _ACCOUNT | _STAFF,
    Permission.LICENSE_ASK_CHANGE: frozenset({Role.FILER}) | _ACCOUNT,
    Permission.LICENSE_CLAIM: frozenset({Role.CUSTOMER, Role.RENEWAL_ONLY}),
    Permission.REQUEST_READ: _STAFF,
    Permission.REQUEST_DECIDE: _ACTING_STAFF,
    Permission.CALENDAR_READ: _STAFF,
    Permission.CALENDAR_EDIT: frozenset({Role.ADMINISTRATOR}),
    Permission.CATALOG_READ: _STAFF,
    Permission.API_ACCESS_READ: _STAFF,
    Permission.API_ACCESS_MANAGE: frozenset({Role.ADMINISTRATOR}),
    Permission.WEBHOOK_READ: _STAFF,
    Permission.WEBHOOK_MANAGE: frozenset({Role.ADMINISTRATOR}),
    Permission.WEBHOOK_RESEND: _ACTING_STAFF,
    Permission.DOCUMENT_READ: frozenset({Role.FILER}) | _ACCOUNT | _STAFF,
    Permission.DOCUMENT_LIST: _STAFF,
    Permission.DOCUMENT_REPLACE: _ACTING_STAFF,
    Permission.PAYMENT_READ: _STAFF,
    Permission.PAYMENT_DECIDE: _ACTING_STAFF,
    Permission.RENEWAL_LIST: frozenset({Role.CUSTOMER, Role.RENEWAL_ONLY}),
    Permission.RENEWAL_START: frozenset({Role.CUSTOMER, Role.RENEWAL_ONLY}),
    Permission.RENEWAL_READ: frozenset({Role.FILER}) | _ACCOUNT | _STAFF,
    Permission.RENEWAL_ORDER: frozenset({Role.FILER, Role.ACCOUNT_MANAGER}),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is asking, as one request sees them.

    `session_id` is the row of the session in use, `address` the client's IP address for the audit trail,
    `confirmed_at` when they last showed a password or a second factor.
    """

    user_id: UUID | None = None
    name: str = ""
    email: str = ""
    roles: frozenset[Role] = field(default=frozenset({Role.ANONYMOUS}))
    mode: str | None = None
    language: str | None = None
    session_id: UUID | None = None
    address: str = ""
    confirmed_at: datetime | None = None

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
