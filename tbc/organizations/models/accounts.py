"""Company accounts, their members, and the end users that they file for (ORG-6, ORG-7)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tbc.kit.clock import now
from tbc.kit.db import Base
from tbc.kit.ids import new_id
from tbc.organizations.models.standing import Standings
from tbc.policy import Role


class CompanyAccount(Standings, Base):
    """A company that is filed for: the organization's own, or an end user of a dealer's (ORG-6).

    Closed when its organization is purged; its row stays, since filed applications name it.
    """

    __tablename__ = "company_accounts"
    __table_args__ = (
        Index("ix_company_accounts_organization_id", "organization_id", "name", "id"),
        Index("ix_company_accounts_search_pairs", "search_pairs", postgresql_using="gin"),
        CheckConstraint("name <> ''", name="has_a_name"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    name: Mapped[str] = mapped_column(Text)
    name_kana: Mapped[str] = mapped_column(Text, default="")
    corporate_number: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    closed_at: Mapped[datetime | None]
    search_text: Mapped[str] = mapped_column(Text, default="", deferred=True)
    search_pairs: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list, deferred=True)


class AccountMember(Base):
    """A person in a company account: a member, or one of its managers (ORG-6)."""

    __tablename__ = "company_account_members"
    __table_args__ = (Index("ix_company_account_members_user_id", "user_id", "account_id"),)

    account_id: Mapped[UUID] = mapped_column(ForeignKey("company_accounts.id"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    is_manager: Mapped[bool] = mapped_column(default=False)
    joined_at: Mapped[datetime] = mapped_column(default=now)

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that this row stands for."""
        return frozenset({Role.ACCOUNT_MEMBER, Role.ACCOUNT_MANAGER} if self.is_manager else {Role.ACCOUNT_MEMBER})


class EndUser(Standings, Base):
    """An end user's record (SPEC §3 `end_user`), offered in the form; filed applications keep their own text (ORG-7).

    `content` has the section's fields by name. `version` grows with each change, so that nobody overwrites a
    colleague's unseen. Archived ones are no longer offered.
    """

    __tablename__ = "end_users"
    __table_args__ = (
        Index("ix_end_users_account_name", "account_id", "corporate_name_kana", "id"),
        Index("ix_end_users_search_pairs", "search_pairs", postgresql_using="gin"),
        Index(
            "uq_end_users_corporate_number",
            "account_id",
            "corporate_number",
            "department",
            unique=True,
            postgresql_where=text("corporate_number <> '' AND archived_at IS NULL"),
        ),
        CheckConstraint("corporate_name <> ''", name="has_a_name"),
        CheckConstraint("corporate_name = (content ->> 'corporate_name')", name="name_of_the_content"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("company_accounts.id"))
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    corporate_name: Mapped[str] = mapped_column(Text)
    corporate_name_kana: Mapped[str] = mapped_column(Text, default="")
    corporate_number: Mapped[str] = mapped_column(Text, default="")
    department: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now)
    changed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    archived_at: Mapped[datetime | None]
    search_text: Mapped[str] = mapped_column(Text, default="", deferred=True)
    search_pairs: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list, deferred=True)


class EndUserUpload(Base):
    """A sheet of end users between its upload and the reader's word to save it: one per person and company account.

    `rows` are `[number of the sheet's row, section]` as they were read, all of them sound; `ignored` the headings of
    columns that are not read.
    """

    __tablename__ = "end_user_uploads"
    __table_args__ = (Index("ix_end_user_uploads_uploaded_at", "uploaded_at"),)

    account_id: Mapped[UUID] = mapped_column(ForeignKey("company_accounts.id"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    file_name: Mapped[str] = mapped_column(Text)
    rows: Mapped[list[Any]] = mapped_column(JSONB)
    ignored: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
    uploaded_at: Mapped[datetime] = mapped_column(default=now)
