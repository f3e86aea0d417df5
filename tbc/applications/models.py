"""Applications: one row from draft to filed and beyond, and the supplements uploaded with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, CHAR, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tbc.kit.clock import now
from tbc.kit.db import Base
from tbc.kit.ids import new_id
from tbc.organizations.models.standing import Standings
from tbc.policy import Actor, Role

STATES = ("draft", "filed", "superseded", "withdrawn", "ordered", "shipped", "registered", "cancelled")


@dataclass(frozen=True, slots=True)
class Belonging:
    """The company account of an application as its reader sees it. It is `open` while its organization lives."""

    name: str
    organization_id: UUID
    is_open: bool


NOWHERE: Belonging | None = None


class Application(Standings, Base):
    """An application (SPEC §3, §8).

    `content` is the record: as typed while a draft, final once filed. `progress` is the draft's state by step:
    `{step: {"state", "count", "tried", "version", "by", "by_id", "at"}}`, the last three for who saved it last. Once
    there is a `number`, a trigger refuses every change but a move into a company account, those of `state` along
    `rules.TRANSITIONS`, what they entail, and the search columns (APP-1, APP-9).
    `listed_at` orders the history: when a draft was last saved, or when it was filed.
    `belongs_to` is noted by the read that found the row for somebody; None in quick mode.
    """

    __tablename__ = "applications"
    __table_args__ = (
        Index("uq_applications_number", "number", unique=True),
        Index("uq_applications_corrects_id", "corrects_id", unique=True, postgresql_where=text("number IS NOT NULL")),
        Index(
            "ix_applications_filer_listed",
            "filer_id",
            text("listed_at DESC"),
            text("id DESC"),
            postgresql_where=text("company_account_id IS NULL"),
        ),
        Index(
            "ix_applications_filed_listed",
            text("listed_at DESC"),
            text("id DESC"),
            # By day, source and mode they are counted in the index alone (STF-1).
            postgresql_include=["source", "mode"],
            postgresql_where=text("number IS NOT NULL"),
        ),
        Index("ix_applications_copied_from_id", "copied_from_id", postgresql_where=text("copied_from_id IS NOT NULL")),
        Index("ix_applications_corrects_id", "corrects_id", postgresql_where=text("corrects_id IS NOT NULL")),
        Index(
            "ix_applications_superseded_by_id",
            "superseded_by_id",
            postgresql_where=text("superseded_by_id IS NOT NULL"),
        ),
        # The few that wait for the 3rd business day after shipping (CON-1).
        Index("ix_applications_shipped", "id", postgresql_where=text("state = 'shipped'")),
        Index("ix_applications_drafts_saved", "saved_at", postgresql_where=text("number IS NULL")),
        Index(
            "ix_applications_search_pairs",
            "search_pairs",
            postgresql_using="gin",
            postgresql_where=text("number IS NOT NULL"),
        ),
        CheckConstraint(f"state IN ({', '.join(repr(s) for s in STATES)})", name="state_known"),
        Index(
            "ix_applications_account_listed",
            "company_account_id",
            text("listed_at DESC"),
            text("id DESC"),
            postgresql_where=text("company_account_id IS NOT NULL"),
        ),
        # The few of a rare state (drafts, withdrawn ones) among many of the same company account.
        Index(
            "ix_applications_account_state",
            "company_account_id",
            "state",
            text("listed_at DESC"),
            text("id DESC"),
            postgresql_where=text("company_account_id IS NOT NULL"),
        ),
        # The last application for an end user, among many of the same company account.
        Index(
            "ix_applications_account_company",
            "company_account_id",
            "company",
            text("listed_at DESC"),
            postgresql_where=text("company_account_id IS NOT NULL"),
        ),
        CheckConstraint("mode IN ('quick', 'account-managed')", name="mode_known"),
        CheckConstraint("(mode = 'account-managed') = (company_account_id IS NOT NULL)", name="managed_by_an_account"),
        CheckConstraint("source IN ('web', 'excel')", name="source_known"),
        CheckConstraint("kind IN ('new', 'additional', 'renewal')", name="kind_known"),
        CheckConstraint("number ~ '^[0-9A-HJKMNP-TV-Z]{24}$'", name="number_shape"),
        CheckConstraint(
            "(state = 'draft') = (number IS NULL) AND (number IS NULL) = (filed_at IS NULL)", name="filed_have_a_number"
        ),
        CheckConstraint("number IS NULL OR kind IS NOT NULL", name="filed_have_a_kind"),
        CheckConstraint(
            "number IS NULL OR jsonb_array_length(content -> 'items') BETWEEN 1 AND 30", name="filed_have_items"
        ),
        CheckConstraint("(state = 'superseded') = (superseded_by_id IS NOT NULL)", name="superseded_name_the_newer"),
        CheckConstraint("corrects_id <> id AND copied_from_id <> id AND superseded_by_id <> id", name="not_its_own"),
        CheckConstraint("source <> 'web' OR filer_id IS NOT NULL", name="web_has_a_filer"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[str | None] = mapped_column(CHAR(24, collation="C"))
    state: Mapped[str] = mapped_column(Text, default="draft")
    mode: Mapped[str] = mapped_column(Text, default="quick")
    source: Mapped[str] = mapped_column(Text, default="web")
    kind: Mapped[str | None] = mapped_column(Text)
    company_account_id: Mapped[UUID | None] = mapped_column(ForeignKey("company_accounts.id"))
    filer_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    filer_name: Mapped[str] = mapped_column(Text, default="")
    filer_email: Mapped[str] = mapped_column(Text, default="")
    content: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    progress: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    version: Mapped[int] = mapped_column(default=1)
    company: Mapped[str] = mapped_column(Text, default="")
    products: Mapped[str] = mapped_column(Text, default="")
    copied_from_id: Mapped[UUID | None] = mapped_column(ForeignKey("applications.id"))
    corrects_id: Mapped[UUID | None] = mapped_column(ForeignKey("applications.id"))
    superseded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("applications.id"))
    started_at: Mapped[datetime] = mapped_column(default=now)
    saved_at: Mapped[datetime] = mapped_column(default=now)
    reminded_at: Mapped[datetime | None]
    filed_at: Mapped[datetime | None]
    listed_at: Mapped[datetime] = mapped_column(default=now)
    valid_until: Mapped[date | None]
    agreed_version: Mapped[str] = mapped_column(Text, default="")
    search_text: Mapped[str] = mapped_column(Text, default="", deferred=True)
    search_pairs: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list, deferred=True)

    belongs_to = NOWHERE

    @property
    def is_draft(self) -> bool:
        return self.state == "draft"

    @property
    def is_stranded(self) -> bool:
        """Whether it is a draft of a company account that is closed or whose organization is deleted."""
        return self.is_draft and self.belongs_to is not None and not self.belongs_to.is_open

    def roles_of(self, actor: Actor) -> frozenset[Role]:
        """In quick mode the filer has a part in it by filing; everybody else as the read that found it says (APP-1)."""
        roles = super().roles_of(actor)
        is_mine = self.filer_id is not None and self.filer_id == actor.user_id
        return roles | {Role.FILER} if is_mine and self.company_account_id is None else roles


class UploadedSupplement(Base):
    """A filled supplement (別紙), kept as it was uploaded, with what the check found in it (CAT-2)."""

    __tablename__ = "application_supplements"
    __table_args__ = (Index("uq_application_supplements_code", "application_id", "code", unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(Text)
    file_name: Mapped[str] = mapped_column(Text)
    body: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(Text)
    rows: Mapped[int]
    problems: Mapped[list[Any]] = mapped_column(JSONB, default=list)
    uploaded_at: Mapped[datetime] = mapped_column(default=now)


class Share(Base):
    """An application shown to a colleague by name, until that is taken back (APP-7)."""

    __tablename__ = "application_shares"
    __table_args__ = (Index("ix_application_shares_user_id", "user_id"),)

    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    shared_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    shared_at: Mapped[datetime] = mapped_column(default=now)


class NamedDealer(Base):
    """A company that a filed application names as its reseller or distributor, and the dealer who bears that name.

    `name` is as filed, `name_key` as `tbc.kit.text.companies` compares it. `dealer_id` follows `dealer_names` by
    triggers, also when a dealer is made, renamed or merged later; None while no dealer bears the name (PRT-5). A
    distributor that is the same as the reseller has no row of its own.
    """

    __tablename__ = "application_dealers"
    __table_args__ = (
        Index("ix_application_dealers_name_key", "name_key"),
        Index(
            "ix_application_dealers_dealer_id",
            "dealer_id",
            text("application_id DESC"),
            postgresql_where=text("dealer_id IS NOT NULL"),
        ),
        Index("ix_application_dealers_unknown", "name_key", postgresql_where=text("dealer_id IS NULL")),
        CheckConstraint("part IN ('reseller', 'distributor')", name="part_known"),
    )

    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), primary_key=True)
    part: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    name_key: Mapped[str] = mapped_column(Text)
    dealer_id: Mapped[UUID | None] = mapped_column(ForeignKey("dealers.id"))
