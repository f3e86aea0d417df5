"""Questions and sentences around the values."""

from .book import Book, case
from .goods import ENDPOINT, GATEWAY, SENSOR, device, new, person
from .parts import boxes
from .people import dealer, only, user
from .record import Record


@case("questionnaire")
def questionnaire(book: Book) -> None:
    """Numbered questions, the answer in the next column."""
    record = Record(
        "USER",
        None,
        {"end_user.phone": "047(555)3090"},
        applied_on="2022-06-20",
        end_user=user("ichikawa", "corporate_number"),
        support_contact=only(
            "ichikawa",
            "contact_name",
            "contact_name_kana",
            "phone",
            "email",
            contact_name="宮久保　茜",
            contact_name_kana="ミヤクボ　アカネ",
            email="miyakubo@reiji-hp.example.or.jp",
        ),
        reseller=dealer("kakuu", "department"),
        items=[new(ENDPOINT, 80, serial_number="SPG-22-00418")],
        contact_persons=[person("宮久保　茜", "ミヤクボ　アカネ", "0475-55-3090", "miyakubo@reiji-hp.example.or.jp")],
    )
    grid = book.sheet("アンケート形式", record)
    grid.put(1, 1, "新規ユーザー登録書　ご回答シート", look="title")
    grid.put(2, 1, "下記の質問にお答えください。回答は右の欄にご記入ください。", look="hint")
    blocks = (
        (
            "【ご契約者（エンドユーザー）について】",
            "end_user",
            (
                ("会社名を教えてください", "corporate_name"),
                ("会社名のフリガナを教えてください", "corporate_name_kana"),
                ("ご担当者の部署名を教えてください", "department"),
                ("ご担当者の役職を教えてください", "title"),
                ("ご担当者名を教えてください", "contact_name"),
                ("ご担当者名のフリガナを教えてください", "contact_name_kana"),
                ("電話番号を教えてください", "phone"),
                ("メールアドレスを教えてください", "email"),
                ("郵便番号を教えてください", "postal"),
                ("住所を教えてください", "address"),
            ),
        ),
        (
            "【サポート窓口について】",
            "support_contact",
            (
                ("ご担当者名を教えてください", "contact_name"),
                ("フリガナを教えてください", "contact_name_kana"),
                ("電話番号を教えてください", "phone"),
                ("メールアドレスを教えてください", "email"),
            ),
        ),
        (
            "【ご購入元の販売店について】",
            "reseller",
            (
                ("会社名を教えてください", "company"),
                ("ご担当者名を教えてください", "contact_name"),
                ("電話番号を教えてください", "phone"),
                ("メールアドレスを教えてください", "email"),
            ),
        ),
        (
            "【購入製品について】",
            "items[0]",
            (
                ("製品名を教えてください", "product_name"),
                ("シリアル番号を教えてください", "serial_number"),
                ("数量を教えてください", "quantity"),
            ),
        ),
        (
            "【コンタクトパーソンについて】",
            "contact_persons[0]",
            (
                ("お名前を教えてください", "name"),
                ("フリガナを教えてください", "name_kana"),
                ("電話番号を教えてください", "phone"),
                ("メールアドレスを教えてください", "email"),
            ),
        ),
    )
    grid.line(4, 1, ["Q1. 申請日を教えてください", record.say("applied_on")], look="value")
    row, number = 5, 2
    for name, section, questions in blocks:
        grid.put(row, 1, name, right=2, look="head")
        row += 1
        for text, field in questions:
            grid.line(row, 1, [f"Q{number}. {text}", record.say(f"{section}.{field}")], look="value")
            row, number = row + 1, number + 1
    record.tell("consent")
    grid.line(row, 1, [f"Q{number}. 契約者の同意を得ていますか", boxes(("はい", "いいえ"), "はい")], look="value")
    grid.line(row + 1, 1, [f"Q{number + 1}. 備考があればお書きください", record.say("remarks")], look="value")


@case("letter")
def letter(book: Book) -> None:
    """A business letter: address lines, greetings, then 記 with one fact to a line."""
    record = Record(
        "B-2HW",
        None,
        applied_on="2024-11-18",
        customer_po="HW-24-118",
        end_user=user("kyoto", "corporate_number", "corporate_name_kana"),
        support_contact=None,
        delivery={
            "email": "soumu@rakuchu-tameshi.example.jp",
            "company": "洛中ためし織物株式会社",
            "contact_name": "西陣　結",
        },
        reseller=dealer("hinagata", "branch"),
        distributor=None,
        items=[device(GATEWAY, 2, 1, "GW5-77120-0041", "2024-12-31"), device(SENSOR, 1, 3, "NS2-00931", "2024-12-31")],
    )
    grid = book.sheet("依頼状", record)
    say = record.text
    lines = [
        "令和6年11月18日",
        "サンプルソフト株式会社　ライセンス受付センター　御中",
        "",
        "アプライアンス／ハードウェア保守　更新申請書",
        "",
        "拝啓　時下ますますご清栄のこととお慶び申し上げます。",
        "下記のとおり保守の更新を申請いたします。よろしくお願い申し上げます。　敬具",
        "",
        "記",
        "",
        "申請日：令和6年11月18日",
        f"得意先注文番号：{say('customer_po')}",
        "",
        "１．契約者",
        f"　会社名：{say('end_user.corporate_name')}",
        f"　部署名：{say('end_user.department')}",
        f"　役職：{say('end_user.title')}",
        f"　ご担当者名：{say('end_user.contact_name')}（フリガナ：{say('end_user.contact_name_kana')}）",
        f"　電話番号：{say('end_user.phone')}",
        f"　E-mail：{say('end_user.email')}",
        f"　郵便番号：〒{say('end_user.postal')}",
        f"　住所：{say('end_user.address')}",
        "",
        "２．納品先",
        f"　会社名：{say('delivery.company')}",
        f"　ご担当者名：{say('delivery.contact_name')}",
        f"　E-mail：{say('delivery.email')}",
        "",
        "３．販売店",
        f"　会社名：{say('reseller.company')}",
        f"　部署名：{say('reseller.department')}",
        f"　ご担当者名：{say('reseller.contact_name')}",
        f"　電話番号：{say('reseller.phone')}",
        f"　E-mail：{say('reseller.email')}",
        "",
        "４．更新対象製品",
    ]
    for index in range(2):
        lines += [
            f"　（{index + 1}）製品名：{say(f'items[{index}].product_name')}",
            f"　　　シリアル番号：{say(f'items[{index}].serial_number')}",
            f"　　　台数：{say(f'items[{index}].quantity')}台",
            f"　　　更新年数：{say(f'items[{index}].term_years')}年",
            f"　　　保守終了日：{say(f'items[{index}].current_end_on')}",
        ]
    lines += ["", "契約者の同意：同意する", "", "以上"]
    record.tell("applied_on", "consent")
    for row, text in enumerate(lines, 1):
        grid.put(row, 2, text)
