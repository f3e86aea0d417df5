"""The people of the demo: who they are, and what to try as each. All are fictitious."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _

# Long enough for the rules, and shown on /demo: whoever wants to can go through the real sign-in page.
PASSWORD = "sakura wa haru ni saku"  # noqa: S105  # opens nothing but the demo on this machine
# What staff have in their authenticator apps; shown there too, with the code of the moment.
TOTP_SECRET = "SAKURAWAHARUNISAKUMOMOWAHARUNOMI"  # noqa: S105  # as the password


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

    @property
    def has_app(self) -> bool:
        """Whether the person signs in with a second factor: staff always do (ACC-3)."""
        return self.kind == "staff"


PEOPLE = (
    Person(
        key="customer",
        name="見本　さくら",
        email="sakura.mihon@takasaki.example.jp",
        company="サンプル髙﨑建設株式会社",
        mode="corporate",
        part=_("一般利用者。自社のための申請を、ほぼ毎週しています。組織のただ一人の管理者(Owner)です。"),
        tries=(
            _("申請履歴を「髙﨑」や製品名で探す"),
            _("以前の申請をコピーして、新しく申請する"),
            _("書きかけの下書きを続ける。誤りのある下書きもあります"),
            _("組織への参加の申し込みに答え、二人目の管理者(Owner)を決める"),
            _("以前の簡易申請を会社アカウントに移す"),
            _("契約内容を開いて、ライセンスIDと期間を確かめ、連絡先の変更を申し出る"),
            _("まもなく終わる契約を探して、一覧をExcelで保存する"),
        ),
    ),
    Person(
        key="colleague",
        name="例﨑　かえで",
        email="kaede.reisaki@takasaki.example.jp",
        company="サンプル髙﨑建設株式会社",
        mode="corporate",
        part=_("一般利用者。同じ組織のドメインメンバーで、会社アカウントの担当者です。"),
        tries=(
            _("会社アカウントで同僚が申請した内容を見る"),
            _("同僚と一緒に書いている下書きを続ける"),
            _("組織から抜ける前に、何が残るかを確かめる"),
            _("会社アカウントに届いた納品を、パスワードなしで開く"),
        ),
    ),
    Person(
        key="asker",
        name="模範　葵",
        email="aoi.mohan@takasaki.example.jp",
        company="サンプル髙﨑建設株式会社",
        mode="corporate",
        part=_("一般利用者。同じドメインの新しい社員で、組織への参加を申し込んだところです。"),
        tries=(_("組織のページで、申し込みがどうなったかを見る"), _("申し込みを取り下げる")),
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
            _("お客様ごとの会社アカウントと契約者を見て、契約者を一覧表で登録する"),
            _("パートナーポータルからできたもう一つの組織と、統合したらどうなるかを見る"),
            _("申請を訂正して、新しい受付番号で差し替える"),
            _("学校向け製品の別紙を添付する"),
            _("更新の近いお客様の契約を見る"),
        ),
    ),
    Person(
        key="creator",
        name="雛形　二美",
        email="futami.hinagata@dummy-joho.example.jp",
        company="ダミー情報機器㈱",
        mode="partner",
        part=_("販売店の営業担当。組織の管理者(Owner)ではありませんが、会社アカウントを作れます。"),
        tries=(_("会社アカウントを作り、担当者を追加する"), _("担当していない会社アカウントは見えないことを確かめる")),
    ),
    Person(
        key="claimer",
        name="架空　恵",
        email="megumi.kaku@foods.example.jp",
        company="見本フーズ㈱",
        mode="corporate",
        part=_("一般利用者。管理者(Owner)のいない組織のドメインメンバーです。"),
        tries=(
            _("組織の管理者(Owner)になる"),
            _("そのお知らせのメールをメールボックスで読む"),
            _("自社の契約を見る。昔の証明書の番号で自分のものにしました"),
        ),
    ),
    Person(
        key="restorer",
        name="模擬　大輔",
        email="daisuke.mogi@seiki.example.jp",
        company="サンプル精機株式会社",
        mode="corporate",
        part=_("一般利用者。9日前に、自分の組織を削除しました。"),
        tries=(_("削除した組織を元に戻す"),),
    ),
    Person(
        key="renewal-only",
        name="試用　花子",
        email="hanako.shiyo@kojin.example.net",
        company="花子設計室",
        kind="renewal-only",
        part=_("更新のみの利用者。個人のメールアドレスで登録しています。"),
        tries=(_("自分のライセンスと、その終わりの日を見る"), _("申請のページには入れないことを確かめる")),
    ),
    Person(
        key="operator",
        name="例田　カレン",
        email="karen.reida@vendor.example.com",
        company="",
        kind="staff",
        staff_role="operator",
        part=_("弊社担当（オペレーター）。受注、納品、依頼、Excel申請書の取り込みを受け持ちます。"),
        tries=(
            _("申請の受付番号を入力して、受注を登録し、出荷する"),
            _("期限を過ぎた再送の依頼に答える"),
            _("在庫がなくて出荷できない受注を見つけ、コードを補充して出荷する"),
            _("取り込み待ちのExcel申請書を確かめて、受付番号を付ける"),
            _("「ひかり測量設計様」のファイルで、確信のない値を候補のセルから選ぶ"),
            _("止めてある一括取り込みの続きを読み取り、問題のないものをまとめて承認する"),
            _("「見本流通様_導入カード」を開いて、知らない様式を教える"),
            _("届かなかったメールをもう一度送る"),
            _("管理者(Owner)のいなくなった組織の申し立てを読む"),
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
        tries=(
            _("出荷後の受注の取り消しを、二人目として確認する"),
            _("APIのトークンを発行し、APIの説明を読む。止めてあるWebhookの宛先を見る"),
            _("製品の納品物と価格を直し、休業日を登録する"),
            _("管理者(Owner)のいなくなった組織の申し立てと、だれも答えなかった参加の申し込みを決める"),
            _("利用者を探し、二段階認証のリセットを決める"),
            _("サインインの画面から、パスワードと認証コードで入る"),
        ),
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
