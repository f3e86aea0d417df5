"""方眼紙 that lost their merges, or whose values slipped to the right."""

from .book import Book, case
from .goods import CLOUD, MAIL, SERVER, XDR, licence
from .parts import DEALER_LABELS, box, classes, kinds, title
from .people import dealer, only, user
from .record import Record


@case("merges-lost", saved_by="plain")
def merges_lost(book: Book) -> None:
    """A 方眼紙 whose merges are gone: each value in the first cell of a wide empty area."""
    record = Record(
        "B-2",
        "2025-06-06",
        applied_on="2025-05-09",
        customer_po="S-550102",
        reseller_reference="00900187",
        contract_class="corporate",
        end_user=user("kagoshima"),
        support_contact={"same_as": "end_user"},
        delivery={
            "email": "kurumi@satsuma-kuusou.example.jp",
            "company": "さつま空想水産株式会社",
            "contact_name": None,
        },
        reseller=dealer("mitate"),
        distributor=dealer("toyo"),
        items=[licence(CLOUD, 75, 1, "TT70110023", "2025-06-30"), licence(XDR, 4, 1, "TT70110024", "2025-06-30")],
    )
    grid = book.sheet("B-2", record)

    def two(row: int, left: tuple[str, str], right: tuple[str, str] = ("", "")) -> None:
        for column, (label, path) in ((2, left), (27, right)):
            grid.put(row, column, label)
            grid.put(row, column + 8, record.say(path) if path else None)

    grid.put(1, 40, "2025年6月6日版")
    grid.put(2, 2, title(record))
    two(6, ("申 請 日※", "applied_on"), ("得意先注文番号\n（PO#）", "customer_po"))
    two(7, ("販売店管理番号\n（8桁）", "reseller_reference"), ("契約区分※", ""))
    grid.put(7, 35, classes(record))
    grid.put(9, 2, "■ 契約者情報（エンドユーザー）")
    two(10, ("フリガナ", "end_user.corporate_name_kana"))
    two(11, ("会　社　名※\n（正式名称）", "end_user.corporate_name"))
    two(12, ("法人番号\n（13桁）", "end_user.corporate_number"))
    two(13, ("部署名", "end_user.department"), ("役　職", "end_user.title"))
    two(14, ("フリガナ", "end_user.contact_name_kana"))
    two(15, ("ご担当者名※", "end_user.contact_name"))
    two(16, ("電話番号※", "end_user.phone"), ("E-mail※", "end_user.email"))
    two(17, ("郵便番号※", "end_user.postal"))
    two(18, ("住　所※", "end_user.address"))
    grid.put(20, 2, "■ サポート窓口")
    grid.put(21, 2, box(record, "support_contact", "契約者と同じ（チェックした場合、以下は記入不要です）"))
    two(22, ("会　社　名\n（正式名称）", ""))
    two(23, ("部署名", ""), ("ご担当者名", ""))
    two(24, ("電話番号", ""), ("E-mail", ""))
    grid.put(26, 2, "■ 納品先")
    two(27, ("E-mail※", "delivery.email"))
    two(28, ("会社名", "delivery.company"), ("ご担当者名", "delivery.contact_name"))
    for row, name, section in ((30, "■ 販売店", "reseller"), (35, "■ 代理店", "distributor")):
        grid.put(row, 2, name)
        grid.put(row + 1, 2, "□ 販売店と同じ" if section == "distributor" else None)
        two(row + 2, ("会社名", f"{section}.company"), ("支店名", f"{section}.branch"))
        two(row + 3, ("部署名", f"{section}.department"), ("ご担当者名", f"{section}.contact_name"))
        two(row + 4, ("電話番号", f"{section}.phone"), ("E-mail", f"{section}.email"))
    grid.put(42, 2, "■ 更新対象製品")
    columns = (
        (2, "No.", ""),
        (4, "ライセンスID※", "license_id"),
        (14, "サービス名※", "product_name"),
        (32, "ユーザー数※", "quantity"),
        (38, "更新期間※", "term_years"),
        (44, "現契約\n終了日", "current_end_on"),
    )
    for column, head, name in columns:
        grid.put(43, column, head)
        for index in range(5):
            there = name and index < record.count("items")
            grid.put(44 + index, column, record.say(f"items[{index}].{name}") if there else None if name else index + 1)
    grid.put(50, 2, "同意確認")
    grid.put(50, 10, box(record, "consent", "契約者の同意を得たうえで申請します（同意済み）"))
    grid.put(51, 2, "備　考")
    grid.put(51, 10, record.say("remarks"))


@case("values-shifted")
def values_shifted(book: Book) -> None:
    """A 方眼紙 without merges in the values: each begins one or two columns further right than it should."""
    record = Record(
        "B-1",
        "2025-06-06",
        kind="renewal",
        applied_on="2025-08-27",
        customer_po="PO-0827",
        contract_class="corporate",
        end_user=user("okayama"),
        support_contact=only(
            "okayama",
            "corporate_name",
            "department",
            "contact_name",
            "phone",
            "email",
            contact_name="後楽　園子",
            email="sonoko@momo-soutei.example.org",
        ),
        delivery={"email": "jimukyoku@momo-soutei.example.org", "company": None, "contact_name": "後楽　園子"},
        reseller=dealer("kakuu"),
        distributor=dealer("toyo", "department"),
        items=[
            licence(MAIL, 28, 1, "RD30091122", "2025-09-30", activation_code="SG-QQ12-WW34E-RR56T-YY78U-II90O"),
            licence(SERVER, 2, 1, "RD30091123", "2025-09-30"),
        ],
    )
    grid = book.sheet("申請書", record)
    grid.widths = dict.fromkeys(range(1, 56), 2.6)
    shift = iter((1, 0, 2, 1, 1, 2, 0, 1, 2, 1) * 8)

    def two(row: int, *pairs: tuple[str, str]) -> None:
        for column, (label, path) in zip((2, 27), pairs, strict=False):
            grid.put(row, column, label, right=8, look="label")
            value = (
                classes(record) if path == "contract_class" else kinds(record) if path == "kind" else record.say(path)
            )
            grid.put(row, column + 8 + next(shift), value)

    grid.put(1, 40, "2025年6月6日版")
    grid.put(2, 2, title(record), right=30, look="title")
    two(4, ("申請日※", "applied_on"), ("得意先注文番号", "customer_po"))
    two(5, ("申請区分※", "kind"), ("契約区分※", "contract_class"))
    grid.put(7, 2, "■ 契約者情報（エンドユーザー）", right=50, look="bar")
    two(8, ("フリガナ", "end_user.corporate_name_kana"), ("法人番号", "end_user.corporate_number"))
    two(9, ("会社名※", "end_user.corporate_name"))
    two(10, ("部署名", "end_user.department"), ("役職", "end_user.title"))
    two(11, ("フリガナ", "end_user.contact_name_kana"))
    two(12, ("ご担当者名※", "end_user.contact_name"), ("電話番号※", "end_user.phone"))
    two(13, ("E-mail※", "end_user.email"), ("郵便番号※", "end_user.postal"))
    two(14, ("住所※", "end_user.address"))
    grid.put(16, 2, "■ サポート窓口", right=50, look="bar")
    two(17, ("会社名", "support_contact.corporate_name"), ("部署名", "support_contact.department"))
    two(18, ("ご担当者名", "support_contact.contact_name"), ("電話番号", "support_contact.phone"))
    two(19, ("E-mail", "support_contact.email"))
    grid.put(21, 2, "■ 納品先", right=50, look="bar")
    two(22, ("E-mail※", "delivery.email"), ("ご担当者名", "delivery.contact_name"))
    for row, name, section in ((24, "■ 販売店", "reseller"), (29, "■ 代理店", "distributor")):
        grid.put(row, 2, name, right=50, look="bar")
        for offset in range(3):
            two(
                row + 1 + offset,
                *((label, f"{section}.{field}") for label, field in DEALER_LABELS[2 * offset : 2 * offset + 2]),
            )
    grid.put(34, 2, "■ 更新対象製品", right=50, look="bar")
    columns = (
        ("ライセンスID※", "license_id", 8),
        ("アクティベーションコード", "activation_code", 14),
        ("製品名※", "product_name", 14),
        ("数量※", "quantity", 4),
        ("更新年数※", "term_years", 4),
        ("現契約終了日", "current_end_on", 6),
    )
    column = 2
    for head, name, width in columns:
        grid.put(35, column, head, right=width, look="head")
        for index in range(2):
            grid.put(36 + index, column + (1 if width > 4 else 0), record.say(f"items[{index}].{name}"))
        column += width
    grid.put(41, 2, box(record, "consent", "同意確認　契約者の同意を得たうえで申請します"))
    grid.put(42, 2, "備考", right=8, look="label")
