"""Organizations, the domains that are theirs, and their people (ORG-1…5)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from tbc.kit.clock import now
from tbc.kit.db import Base
from tbc.kit.ids import new_id
from tbc.organizations.models.standing import Standings
from tbc.policy import Role

SOURCES = ("direct", "partner")
JOINING = ("ask", "domain")


class Organization(Standings, Base):
    """A company as its people see it. `source` is `direct` (made here) or `partner` (single sign-on).

    `joining` says how people of the domain come in: `ask`, or `domain` when they may let themselves in. Unless
    `ownerless_since` says otherwise there is at least one owner: a trigger holds to that at each commit (ORG-2). A
    deleted one keeps its domains until `purge_at` and can be restored until then (ORG-10); a merged one points to
    where its people went (ORG-8).
    """

    __tablename__ = "organizations"
    __table_args__ = (
        CheckConstraint("source IN ('direct', 'partner')", name="source_known"),
        CheckConstraint("joining IN ('ask', 'domain')", name="joining_known"),
        CheckConstraint("(deleted_at IS NULL) = (purge_at IS NULL)", name="deleted_are_purged"),
        CheckConstraint("purged_at IS NULL OR deleted_at IS NOT NULL", name="purged_were_deleted"),
        CheckConstraint("merged_into_id <> id", name="not_merged_into_itself"),
        Index("ix_organizations_merged_into_id", "merged_into_id", postgresql_where=text("merged_into_id IS NOT NULL")),
        Index("ix_organizations_purge_at", "purge_at", postgresql_where=text("purge_at IS NOT NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text, default="direct")
    contact_email: Mapped[str] = mapped_column(Text)
    joining: Mapped[str] = mapped_column(Text, default="ask")
    needs_second_factor: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)
    ownerless_since: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    deleted_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    purge_at: Mapped[datetime | None]
    purged_at: Mapped[datetime | None]
    merged_into_id: Mapped[UUID | None] = mapped_column(ForeignKey("organizations.id"))

    @property
    def is_live(self) -> bool:
        return self.deleted_at is None and self.merged_into_id is None


class Domain(Base):
    """A mail domain that leads to an organization.

    One per domain and source among all that live or may be restored: this constraint decides who of two is first
    (ORG-1). A merged organization's rows lead to the one it went into (ORG-8).
    """

    __tablename__ = "organization_domains"
    __table_args__ = (
        Index("uq_organization_domains_domain", "domain", "source", unique=True),
        Index("ix_organization_domains_organization_id", "organization_id"),
        CheckConstraint("source IN ('direct', 'partner')", name="source_known"),
        CheckConstraint("domain = lower(domain) AND domain ~ '^[a-z0-9.-]+$'", name="domain_is_plain"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    domain: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    added_at: Mapped[datetime] = mapped_column(default=now)
    added_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))


class DomainProof(Base):
    """A link mailed to an address of a further domain, to prove that the organization reads its mail (ORG-1)."""

    __tablename__ = "domain_proofs"
    __table_args__ = (Index("ix_domain_proofs_organization_id", "organization_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    domain: Mapped[str] = mapped_column(Text)
    email: Mapped[str] = mapped_column(Text)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    asked_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SplitDomain(Base):
    """A domain below which staff let each sub-domain be an organization of its own, such as a prefecture's (ORG-1)."""

    __tablename__ = "split_domains"

    domain: Mapped[str] = mapped_column(Text, primary_key=True)
    reason: Mapped[str] = mapped_column(Text)
    made_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)


class Member(Base):
    """A person in an organization (ORG-4).

    `standing` is `domain` (proven in one of its domains: Organization Domain Member) or `guest` (invited from
    elsewhere), who never becomes an owner.
    """

    __tablename__ = "organization_members"
    __table_args__ = (
        Index("ix_organization_members_user_id", "user_id"),
        CheckConstraint("standing IN ('domain', 'guest')", name="standing_known"),
        CheckConstraint("NOT is_owner OR standing = 'domain'", name="guests_own_nothing"),
    )

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    standing: Mapped[str] = mapped_column(Text, default="domain")
    is_owner: Mapped[bool] = mapped_column(default=False)
    creates_accounts: Mapped[bool] = mapped_column(default=False)
    joined_at: Mapped[datetime] = mapped_column(default=now)

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that this row stands for."""
        held = {Role.DOMAIN_MEMBER if self.standing == "domain" else Role.GUEST}
        if self.is_owner:
            held.add(Role.OWNER)
        if self.creates_accounts:
            held.add(Role.ACCOUNT_CREATOR)
        return frozenset(held)
