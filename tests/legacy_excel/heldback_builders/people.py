"""The fictitious organizations: users, dealers, distributors, as they stand in a record."""

from typing import TypeAlias

Party: TypeAlias = dict[str, str | None]

PARTY_FIELDS = (
    "corporate_name",
    "corporate_name_kana",
    "corporate_number",
    "department",
    "title",
    "contact_name",
    "contact_name_kana",
    "phone",
    "email",
    "postal_code",
    "prefecture",
    "city",
    "street",
    "building",
)
DEALER_FIELDS = ("company", "branch", "department", "contact_name", "phone", "email")

_USERS = {
    "akebono": "株式会社あけぼの試作食品|カブシキガイシャアケボノシサクショクヒン|123456789012|"
    "情報システム部|課長|青葉　みのり|アオバ　ミノリ|"
    "0225-55-1208|m.aoba@akebono-food.example.co.jp|9800811|宮城県|仙台市青葉区|一番町3-7-1|試作第一ビル 5F",
    "minato": "みなと架空物流株式会社|ミナトカクウブツリュウカブシキガイシャ|234567890123|業務推進課|"
    "主任|港　一平|ミナト　イッペイ|"
    "045-555-2301|ippei@minato-kakuu.example.jp|2200012|神奈川県|横浜市西区|みなとみらい2-9-9|ダミータワー 12F",
    "tamamura": "玉村見本製作所|タマムラミホンセイサクショ|345678901234|総務課|係長|玉川　徹|タマガワ　トオル|"
    "0270-55-6677|soumu@tamamura-mihon.example.com|3701104|群馬県|佐波郡玉村町|上福島120-4|",
    "kouka": "神戸見立大学|コウベミタテダイガク|456789012345|情報基盤センター|教授|三田　志乃|ミタ　シノ|"
    "078-555-4040|shino.mita@mitate-u.example.ac.jp|6500021|兵庫県|神戸市中央区|三宮町1-4-8|情報棟 203",
    "matsue": "松江仮称市教育委員会|マツエカショウシキョウイクイインカイ|567890123456|学校教育課|主査|"
    "出雲　岳|イズモ　ガク|"
    "0852-55-1212|gakkou@edu.matsue-kashou.example.lg.jp|6900015|島根県|松江市|上乃木4-2-11|",
    "naha": "有限会社うるま想定旅行|ユウゲンガイシャウルマソウテイリョコウ|678901234567|管理部|部長|"
    "比嘉　なつ|ヒガ　ナツ|"
    "0985-55-7788|natsu.higa@uruma-soutei.example.jp|9000015|沖縄県|那覇市|久茂地2-8-3|想定会館 4階",
    "ichikawa": "医療法人社団例示会　市川例示病院|"
    "イリョウホウジンシャダンレイジカイ　イチカワレイジビョウイン|789012345678|医療情報室|室長|"
    "八幡　晶|ヤワタ　アキラ|0475-55-3090|johou@reiji-hp.example.or.jp|2720021|千葉県|市川市|八幡4丁目2番1号|",
    "sapporo": "北見本エネルギー㈱|キタミホンエネルギー|890123456789|ＩＴ企画Ｇ|マネージャー|髙﨑　𠮷彦|"
    "タカサキ　ヨシヒコ|"
    "011-555-0101|takasaki@kita-mihon.example.com|0600042|北海道|札幌市中央区|大通西5-3|モデル大通ビル 9F",
    "matsumoto": "信州雛形精機株式会社|シンシュウヒナガタセイキカブシキガイシャ|901234567890|"
    "生産管理部　システム係|係長|筑摩　凛|チクマ　リン|"
    "0263-55-1919|chikuma-rin@hinagata-seiki.example.co.jp|3900811|長野県|松本市|中央2-5-6|",
    "okayama": "一般社団法人桃想定協会|イッパンシャダンホウジンモモソウテイキョウカイ|112345678901|事務局|"
    "事務局長|吉備　蓮|キビ　レン|"
    "0865-55-6100|jimukyoku@momo-soutei.example.org|7000822|岡山県|岡山市北区|表町1-10-2|",
    "kagoshima": "さつま空想水産株式会社|サツマクウソウスイサンカブシキガイシャ|223456789012|経営企画部|"
    "次長|西郷　くるみ|サイゴウ　クルミ|"
    "0995-55-8820|kurumi@satsuma-kuusou.example.jp|8920842|鹿児島県|鹿児島市|東千石町6-6|",
    "nagoya": "尾張ダミー自動車部品株式会社|オワリダミージドウシャブヒンカブシキガイシャ|334567890123|"
    "情報統括部|担当部長|栄　大吾|サカエ　ダイゴ|"
    "052-555-2727|daigo.sakae@owari-dummy.example.co.jp|4600008|愛知県|名古屋市中区|栄3-15-27|架空プラザ 10F",
    "mitaka": "見立クラウドデザイン合同会社|ミタテクラウドデザインゴウドウガイシャ|445678901234|開発部|"
    "CTO|三軒　碧|サンゲン　アオイ|"
    "03-5555-6401|aoi@mitate-design.example.com|1540024|東京都|世田谷区|三軒茶屋2-11-22|サンプルテラス 301",
    "kyoto": "洛中ためし織物株式会社|ラクチュウタメシオリモノカブシキガイシャ|556789012345|総務部|部長|"
    "西陣　結|ニシジン　ユイ|"
    "075-555-1600|yui@rakuchu-tameshi.example.jp|6008216|京都府|京都市下京区|東塩小路町579-3|",
    "otsu": "大津仮想市役所|オオツカソウシヤクショ|667890123456|デジタル推進室|主幹|瀬田　光|セタ　ヒカル|"
    "077-555-3400|digital@city-kasou.example.lg.jp|5200044|滋賀県|大津市|京町3-1-1|",
    "kanazawa": "加賀例題酒造株式会社|カガレイダイシュゾウカブシキガイシャ|778901234567|製造部|課長代理|"
    "兼六　悠|ケンロク　ユウ|"
    "0765-55-9090|kenroku@kaga-reidai.example.co.jp|9200962|石川県|金沢市|広坂1-2-25|例題ビル 2F",
}

_DEALERS = {
    "reidai": "例題システム販売株式会社|東京本店|第三営業部|梅田　航|03-5555-1801|w.umeda@reidai-sales.example.co.jp",
    "shisaku": "株式会社試作ソリューション|仙台支店|法人営業課|木村　翠|0225-55-9100|midori@shisaku-sol.example.com",
    "kakuu": "架空オフィスサービス㈱||営業二課|森　拓海|06-5555-3321|mori@kakuu-office.example.jp",
    "mitate": "みたて情報機器株式会社|福岡営業所||原　さつき|092-555-4511|hara@mitate-joho.example.co.jp",
    "hinagata": "雛形ネットワークス株式会社|名古屋支社|パートナー営業部|伊藤　湊|052-555-6060|"
    "ito.minato@hinagata-net.example.com",
    "soutei": "有限会社想定電子||||0852-55-8080|order@soutei-denshi.example.jp",
}

_DISTRIBUTORS = {
    "daiichi": "第一ダミー商事株式会社|本社|ライセンス推進部|大島　環|03-5555-7010|tamaki@daiichi-dummy.example.co.jp",
    "toyo": "東洋仮名ディストリビューション株式会社|大阪支店|仕入課|堀　千秋|06-5555-8118|hori@toyo-kamei.example.com",
    "kita": "北日本みほん卸㈱||商品部|小樽　守|011-555-6262|mamoru@kita-oroshi.example.jp",
}


def user(name: str, *without: str, **other: str | None) -> Party:
    """A user's party; the fields named in `without` are null, `other` replaces fields."""
    values: Party = dict(zip(PARTY_FIELDS, (text or None for text in _USERS[name].split("|")), strict=True))
    body = values["corporate_number"]
    assert body is not None
    values["corporate_number"] = _check_digit(body) + body
    return _changed(values, without, other)


def only(name: str, *fields: str, **other: str | None) -> Party:
    """A user's party of which only `fields` are filled."""
    return user(name, *(each for each in PARTY_FIELDS if each not in fields), **other)


def dealer(name: str, *without: str, **other: str | None) -> Party:
    """A dealer or a distributor."""
    values: Party = dict(
        zip(DEALER_FIELDS, (text or None for text in (_DEALERS | _DISTRIBUTORS)[name].split("|")), strict=True)
    )
    return _changed(values, without, other)


def _changed(values: Party, without: tuple[str, ...], other: dict[str, str | None]) -> Party:
    unknown = set(without) | set(other)
    assert unknown <= set(values), unknown
    return values | dict.fromkeys(without) | other


def _check_digit(body: str) -> str:
    """The first digit of a corporate number: 9 - (sum of Pn x Qn) mod 9, P from the right, Q 1 and 2 in turn."""
    total = sum(int(digit) * (1 + index % 2) for index, digit in enumerate(reversed(body)))
    return str(9 - total % 9)
