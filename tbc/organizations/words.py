"""What the acts in an organization are called when its owners read them (AUD-1)."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from tbc.audit.models import AuditEvent
from tbc.kit.phrases import lazy as _l
from tbc.organizations.service.joining import CREATE_ACCOUNTS, JOIN

ACTS = {
    "organization-founded": _l("組織を作りました"),
    "organization-changed": _l("組織の設定を変えました"),
    "organization-contact-changed": _l("担当者メールを変えました"),
    "organization-factor-changed": _l("2段階認証の求め方を変えました"),
    "organization-asked": _l("管理者(Owner)に申し込みました"),
    "organization-joined": _l("自分で参加しました"),
    "organization-request-approved": _l("申し込みを承認しました"),
    "organization-request-refused": _l("申し込みを断りました"),
    "organization-request-withdrawn": _l("申し込みを取り下げました"),
    "organization-request-lapsed": _l("申し込みが期限切れになりました"),
    "organization-request-escalated": _l("申し込みを弊社担当に引き継ぎました"),
    "organization-invited": _l("メールで招待しました"),
    "organization-invitation-revoked": _l("招待を取り消しました"),
    "organization-invitation-accepted": _l("招待を受けて参加しました"),
    "organization-owner-appointed": _l("管理者(Owner)にしました"),
    "organization-owner-demoted": _l("管理者(Owner)の権限を外しました"),
    "organization-right-granted": _l("会社アカウントを作る権限を渡しました"),
    "organization-right-revoked": _l("会社アカウントを作る権限を外しました"),
    "organization-member-removed": _l("組織から外しました"),
    "organization-left": _l("組織から退出しました"),
    "organization-domain-requested": _l("ドメインの確認メールを送りました"),
    "organization-domain-added": _l("ドメインを追加しました"),
    "organization-domain-removed": _l("ドメインを外しました"),
}
KINDS = {JOIN: _l("参加"), CREATE_ACCOUNTS: _l("会社アカウントを作る権限")}
FIELDS = {"name": _l("組織の名前"), "joining": _l("参加の方法"), "needs_second_factor": _l("2段階認証")}


def of(event: AuditEvent) -> str:
    """The act in words; one that has none yet by its own name."""
    return str(ACTS.get(event.act, event.act))


def about(event: AuditEvent, people: Mapping[UUID, str], accounts: Mapping[UUID, str]) -> list[str]:
    """To whom or what it was done, part by part: the person, the company account, an address, a domain, fields."""
    details = event.details
    person = people.get(UUID(details["user_id"])) if details.get("user_id") else None
    parts = [
        person if person and details["user_id"] != str(event.actor_id) else "",
        accounts.get(event.subject_id, "") if event.subject_id else "",
        str(KINDS.get(details.get("kind", ""), "")),
        f"{details['old']} → {details['new']}" if {"old", "new"} <= details.keys() else "",
        *(str(details.get(name, "")) for name in ("email", "domain")),
        *(str(FIELDS[field]) for field in details.get("fields", ()) if field in FIELDS),
    ]
    return [part for part in parts if part]
