"""The fictitious customers and dealers, and how a person writes their facts down."""

from __future__ import annotations

from tests.legacy_excel.unseen_builders.facts import Fields


def _party(names: str, place: str, contact: str, reach: str) -> Fields:
    """A party of four lines whose parts are divided by bars."""
    name, kana, number = names.split("|")
    postal, prefecture, city, street, building = place.split("|")
    department, title, person, person_kana = contact.split("|")
    phone, email = reach.split("|")
    return {
        "corporate_name": name,
        "corporate_name_kana": kana,
        "corporate_number": corporate_number(number),
        "department": department or None,
        "title": title or None,
        "contact_name": person,
        "contact_name_kana": person_kana,
        "phone": phone,
        "email": email,
        "postal_code": postal,
        "prefecture": prefecture,
        "city": city,
        "street": street,
        "building": building or None,
    }


def _dealer(company: str, branch: str, department: str, contact: str, phone: str, email: str) -> Fields:
    return {
        "company": company,
        "branch": branch or None,
        "department": department or None,
        "contact_name": contact,
        "phone": phone,
        "email": email,
    }


def check_digit(twelve: str) -> int:
    """What stands in front of the twelve digits of a corporate number: 9 − Σ(Pn×Qn) mod 9, n from the right."""
    return 9 - sum(int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(twelve))) % 9


def corporate_number(twelve: str) -> str:
    """The thirteen digits."""
    return f"{check_digit(twelve)}{twelve}"


def postal(party: Fields) -> str:
    """123-4567."""
    return f"{party['postal_code'][:3]}-{party['postal_code'][3:]}"


def address(party: Fields, between: str = " ") -> str:
    """The address on one line, the building after a space."""
    tail = between + party["building"] if party["building"] else ""
    return f"{party['prefecture']}{party['city']}{party['street']}{tail}"


def wide(text: str) -> str:
    """Full-width digits, letters and signs, as an input method leaves them."""
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)


SURVEY = _party(
    "株式会社ひかり測量設計|カブシキガイシャヒカリソクリョウセッケイ|010401088231",
    "1010062|東京都|千代田区|神田駿河台2-3-11|見本駿河台ビル 5F",
    "情報システム室|室長|早瀬　美和|ハヤセ　ミワ",
    "03-5555-2101|m.hayase@hikari-survey.example.co.jp",
)
CLINIC = _party(
    "医療法人社団みどり台会|イリョウホウジンシャダンミドリダイカイ|020005007642",
    "2200012|神奈川県|横浜市西区|みなとみらい4-6-2|例示グランドタワー 12F",
    "事務部 医事課|係長|小田切　修|オダギリ　オサム",
    "045-555-3120|o.odagiri@midoridai.example.or.jp",
)
SCHOOL = _party(
    "学校法人若葉見本学院|ガッコウホウジンワカバミホンガクイン|370005001928",
    "9800811|宮城県|仙台市青葉区|一番町3-1-16|",
    "情報教育センター|主任|千葉　友里恵|チバ　ユリエ",
    "022-255-4407|chiba.yurie@wakaba-gakuin.example.jp",
)
TOWN = _party(
    "玉川例示町役場|タマガワレイジチョウヤクバ|000020104647",
    "3701124|群馬県|佐波郡玉村町|角渕2145-3|",
    "総務課 情報管理係|主査|新井　健太郎|アライ　ケンタロウ",
    "0270-55-6103|joho@town-tamagawa.example.jp",
)
FOODS = _party(
    "北洋ダミーフーズ株式会社|ホクヨウダミーフーズカブシキガイシャ|430001034418",
    "0600042|北海道|札幌市中央区|大通西8-2-6|大通ひな形ビル 3F",
    "管理本部|課長|佐伯　真|サエキ　マコト",
    "011-555-7718|saeki@hokuyo-dummy.example.com",
)
ELECTRIC = _party(
    "有限会社とうぶ見本電機|ユウゲンガイシャトウブミホンデンキ|290002019935",
    "8120011|福岡県|福岡市博多区|博多駅前2-17-5|",
    "総務部||古賀　剛|コガ　ツヨシ",
    "092-555-8840|koga@tobu-mihon.example.jp",
)
LOGISTICS = _party(
    "㈱サンプル・ロジスティクス|カブシキガイシャサンプル・ロジスティクス|010601037702",
    "1350061|東京都|江東区|豊洲5-6-36|豊洲テストプライム 9F",
    "ＩＴ戦略部|マネージャー|村井　沙織|ムライ　サオリ",
    "03-5555-9364|s-murai@sample-logi.example.com",
)
DATA = _party(
    "合同会社ナゴヤ例示データ|ゴウドウガイシャナゴヤレイジデータ|180003012254",
    "4600008|愛知県|名古屋市中区|栄2-10-19|",
    "開発部|部長|伊藤　航|イトウ　ワタル",
    "052-555-1476|w.ito@nagoya-reiji.example.com",
)
GUILD = _party(
    "一般社団法人全国ひな形協会|イッパンシャダンホウジンゼンコクヒナガタキョウカイ|010005022187",
    "1040061|東京都|中央区|銀座6-13-16|架空銀座ビル 7F",
    "事務局|事務局長|柴崎　登|シバサキ　ノボル",
    "03-5555-6028|shibasaki@zenkoku-hinagata.example.org",
)
WEAVERS = _party(
    "京都例示織物株式会社|キョウトレイジオリモノカブシキガイシャ|130001008816",
    "6008216|京都府|京都市下京区|東塩小路町721-1|例示京都ビル 4F",
    "業務部|次長|西陣　あや|ニシジン　アヤ",
    "075-555-2093|nishijin@kyoto-orimono.example.jp",
)
MARINE = _party(
    "株式会社瀬戸内見本造機|カブシキガイシャセトウチミホンゾウキ|470001015503",
    "7600019|香川県|高松市|サンポート2-1|ひな形シンボルタワー 21F",
    "設備保全課|課長補佐|三好　大輔|ミヨシ　ダイスケ",
    "087-855-4512|miyoshi@setouchi-zoki.example.co.jp",
)
TOURISM = _party(
    "沖縄例示観光株式会社|オキナワレイジカンコウカブシキガイシャ|360001027741",
    "9000015|沖縄県|那覇市|久茂地1-7-1|琉球サンプルビル 6F",
    "経理部|リーダー|比嘉　ナオミ|ヒガ　ナオミ",
    "098-855-6670|n.higa@okinawa-reiji.example.jp",
)
HELPDESK = _party(
    "ダミーサービスデスク株式会社|ダミーサービスデスクカブシキガイシャ|010001190046",
    "2430018|神奈川県|厚木市|中町4-9-17|",
    "運用サポート課|チームリーダー|内海　薫|ウツミ　カオル",
    "046-255-1382|support@dummy-desk.example.com",
)

MIHON = _dealer(
    "有限会社見本商会", "福岡営業所", "営業二課", "古川　亮", "092-555-3311", "furukawa@mihon-shokai.example.jp"
)
SOLUTIONS = _dealer(
    "例示ソリューションズ株式会社",
    "東北支店",
    "第一営業部",
    "目黒　千晶",
    "022-255-6812",
    "meguro@reiji-sol.example.com",
)
OFFICE = _dealer("㈱ダミー事務機", "", "法人営業部", "野口　忠", "03-5555-4420", "noguchi@dummy-jimuki.example.co.jp")
TRADING = _dealer(
    "架空システム販売株式会社",
    "関西支社",
    "営業推進グループ",
    "住吉　麻衣",
    "06-5555-7204",
    "sumiyoshi@kakuu-sys.example.jp",
)
WHOLESALE = _dealer(
    "ひな形ディストリビューション株式会社",
    "本社",
    "ライセンス受注センター",
    "大久保　隆",
    "03-5555-8099",
    "order@hinagata-dist.example.com",
)
BROKER = _dealer(
    "サンプル流通株式会社",
    "中部支店",
    "ソフトウェア課",
    "各務　理恵",
    "052-555-9023",
    "kagami@sample-ryutsu.example.com",
)
