"""The people of the demo: who they are, and what to try as each. All are fictitious."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _

# Long enough for the rules, and shown on /demo: whoever wants to can go through the real sign-in page.
PASSWORD = "sakura wa haru ni saku"  # noqa: S105  # opens nothing but the demo on this machine


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to sign in as. `kind`, `staff_role` and `mode` are those of accounts; `tries` are sentences."""

    key: str
    name: str
    email: str
    company: str
    part: Any
    tries: tuple[Any, ...]
    kind: str = "customer"
    staff_role: str | None = None
    mode: str | None = None


PEOPLE = (
    Person(
        key="customer",
        name="見本　さくら",
        email="sakura.mihon@takasaki.example.jp",
        company="サンプル髙﨑建設株式会社",
        mode="corporate",
        part=_("一般利用者。自社のための申請を、ほぼ毎週しています。"),
        tries=(
            _("申請履歴を「髙﨑」や製品名で探す"),
            _("以前の申請をコピーして、新しく申請する"),
            _("書きかけの下書きを続ける。誤りのある下書きもあります"),
        ),
    ),
    Person(
        key="newcomer",
        name="仮名　翼",
        email="tsubasa.kamei@reidai-soft.example.jp",
        company="例題ソフトウェア株式会社",
        part=_("一般利用者。登録したばかりで、モードはまだ選んでいません。"),
        tries=(_("モードを選んで、最初の申請をする"), _("受付番号のメールをメールボックスで読む")),
    ),
    Person(
        key="dealer",
        name="雛形　一郎",
        email="ichiro.hinagata@dummy-joho.example.jp",
        company="ダミー情報機器㈱",
        mode="partner",
        part=_("販売店の営業担当。多くの契約者に代わって申請します。"),
        tries=(
            _("契約者の名前で申請を探し、一覧をCSVやExcelで保存する"),
            _("申請を訂正して、新しい受付番号で差し替える"),
            _("学校向け製品の別紙を添付する"),
        ),
    ),
    Person(
        key="renewal-only",
        name="試用　花子",
        email="hanako.shiyo@kojin.example.net",
        company="花子設計室",
        kind="renewal-only",
        part=_("更新のみの利用者。個人のメールアドレスで登録しています。"),
        tries=(_("申請のページには入れないことを確かめる"),),
    ),
    Person(
        key="operator",
        name="例田　カレン",
        email="karen.reida@vendor.example.com",
        company="",
        kind="staff",
        staff_role="operator",
        part=_("弊社担当（オペレーター）。Excel申請書の取り込みと、メールの送信結果を見ています。"),
        tries=(
            _("取り込み待ちのExcel申請書を確かめて、受付番号を付ける"),
            _("届かなかったメールをもう一度送る"),
        ),
    ),
    Person(
        key="administrator",
        name="管野　理",
        email="osamu.kanno@vendor.example.com",
        company="",
        kind="staff",
        staff_role="administrator",
        part=_("弊社担当（管理者）。製品と利用者の設定を受け持ちます。"),
        tries=(_("担当者デスクを見る"),),
    ),
    Person(
        key="auditor",
        name="架空　洋子",
        email="yoko.kaku@vendor.example.com",
        company="",
        kind="staff",
        staff_role="auditor",
        part=_("弊社担当（監査）。すべてを読めますが、何も変更できません。"),
        tries=(_("読めるが変更できないことを確かめる"),),
    ),
)
BY_KEY = {person.key: person for person in PEOPLE}
