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
    "organization-factor-changed": _l("二段階認証の求め方を変えました"),
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
    "organization-deleted": _l("組織を削除しました"),
    "organization-restored": _l("組織を元に戻しました"),
    "organization-purged": _l("組織の削除が終わりました"),
    "organizations-merged": _l("組織を統合しました"),
    "merge-undone": _l("組織の統合を取り消しました"),
    "ownership-claimed": _l("管理者(Owner)になりました"),
    "recovery-opened": _l("管理者(Owner)の引き継ぎを申し立てました"),
    "recovery-proven": _l("引き継ぎのためにドメインを確認しました"),
    "recovery-objected": _l("引き継ぎに異議を申し立てました"),
    "recovery-withdrawn": _l("引き継ぎの申し立てを取り下げました"),
    "recovery-granted": _l("引き継ぎが認められました"),
    "recovery-refused": _l("引き継ぎが認められませんでした"),
    "company-account-created": _l("会社アカウントを作りました"),
    "company-account-changed": _l("会社アカウントを変えました"),
    "company-account-left": _l("会社アカウントから外れました"),
    "company-account-manager-appointed": _l("会社アカウントの管理者にしました"),
    "company-account-manager-demoted": _l("会社アカウントの管理者から外しました"),
    "company-account-member-added": _l("会社アカウントに担当者を加えました"),
    "company-account-member-removed": _l("会社アカウントから担当者を外しました"),
    "company-account-owner-joined": _l("管理者(Owner)が自分を会社アカウントに加えました"),
    "end-user-registered": _l("契約者(End User)を登録しました"),
    "end-user-changed": _l("契約者(End User)を変更しました"),
    "end-user-archived": _l("契約者(End User)を保管しました"),
    "end-user-restored": _l("契約者(End User)を戻しました"),
    "application-started": _l("申請の下書きを始めました"),
    "application-filed": _l("申請しました"),
    "application-withdrawn": _l("申請を取り下げました"),
    "application-superseded": _l("申請を差し替えました"),
    "application-copied": _l("申請をコピーしました"),
    "application-copy-filed": _l("コピーした申請が申請されました"),
    "application-correction-started": _l("申請の訂正を始めました"),
    "application-moved": _l("申請を会社アカウントに移しました"),
    "application-shared": _l("申請を共有しました"),
    "application-sharing-revoked": _l("申請の共有をやめました"),
    "application-ordered": _l("弊社が受注しました"),
    "application-order-cancelled": _l("受注を取り消しました。受付番号はもう一度使えます"),
    "application-delivered": _l("納品しました"),
    "application-registered": _l("契約を登録しました"),
    "license-begun": _l("ライセンスの契約が始まりました"),
    "license-enlarged": _l("ライセンスを追加しました"),
    "license-extended": _l("ライセンスを更新しました"),
    "license-taken-back": _l("受注の取り消しにより、ライセンスを元に戻しました"),
    "license-closed": _l("受注の取り消しにより、ライセンスを終了しました"),
    "license-parties-changed": _l("契約の連絡先を変えました"),
    "license-change-asked": _l("契約の連絡先の変更を申し込みました"),
    "license-change-withdrawn": _l("契約の連絡先の変更を取り下げました"),
    "license-claimed": _l("ライセンスを引き取りました"),
    "license-moved": _l("ライセンスを会社アカウントへ移しました"),
    "renewal-begun": _l("契約更新の手続きを始めました"),
    "renewal-payer-set": _l("契約更新のご請求先を入力しました"),
    "renewal-license-agreed": _l("契約更新の使用許諾契約書に同意しました"),
    "renewal-ordered": _l("契約更新を申し込みました"),
    "renewal-cancelled": _l("契約更新の申し込みを取り消しました"),
    "renewal-paid": _l("契約更新のご入金を確認しました"),
    "renewal-payment-undone": _l("契約更新の入金の確認を取り消しました"),
    "renewal-lapsed": _l("契約更新の申し込みが期限切れになりました"),
    "license-unreminded": _l("ライセンスの更新案内を止めました"),
    "license-reminded": _l("ライセンスの更新案内を再開しました"),
    "application-cancelled": _l("出荷のあとで受注を取り消しました"),
    "draft-discarded": _l("下書きを削除しました"),
    "draft-removed": _l("1年間申請されなかった下書きを削除しました"),
    "draft-taken-back": _l("下書きを簡易申請に戻しました"),
    "supplement-uploaded": _l("別紙を添付しました"),
    "supplement-removed": _l("別紙を外しました"),
    "end-users-imported": _l("契約者(End User)をまとめて登録しました"),
}
KINDS = {JOIN: _l("参加"), CREATE_ACCOUNTS: _l("会社アカウントを作る権限")}
FIELDS = {"name": _l("組織の名前"), "joining": _l("参加の方法"), "needs_second_factor": _l("二段階認証")}


def of(event: AuditEvent) -> str:
    """The act in words; one that has none yet by its own name."""
    return str(ACTS.get(event.act, event.act))


def about(event: AuditEvent, people: Mapping[UUID, str], accounts: Mapping[UUID, str]) -> list[str]:
    """To whom or what it was done, part by part: person, company account, address, domain, order, fields."""
    details = event.details
    person = people.get(UUID(details["user_id"])) if details.get("user_id") else None
    parts = [
        person if person and details["user_id"] != str(event.actor_id) else "",
        accounts.get(event.subject_id, "") if event.subject_id else "",
        str(KINDS.get(details.get("kind", ""), "")),
        f"{details['old']} → {details['new']}" if {"old", "new"} <= details.keys() else "",
        *(str(details.get(name, "")) for name in ("email", "domain", "order_number")),
        *(str(FIELDS[field]) for field in details.get("fields", ()) if field in FIELDS),
    ]
    return [part for part in parts if part]
