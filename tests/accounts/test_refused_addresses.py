"""Refused addresses: the reason and what to use instead, at the field (ACC-2)."""

from __future__ import annotations

import pytest

from tbc.accounts.models import AddressRule
from tbc.accounts.service import addresses
from tbc.kit import db
from tests.accounts.journeys import EMAIL, acts, error_at, letters, sign_up
from tests.client import Client
from tests.people import acting, an_administrator

pytestmark = pytest.mark.rule("ACC-2")

FREE = "会社のアドレスを入力してください"
OWN = "ご本人のアドレスを入力してください"

REFUSED = [
    ("taro@gmail.com", FREE),
    ("taro@yahoo.co.jp", FREE),
    *(
        (f"taro@{domain}", FREE)
        for domain in (
            "docomo.ne.jp", "ezweb.ne.jp", "softbank.ne.jp", "i.softbank.jp", "nifty.com", "xx.ocn.ne.jp",
            "biglobe.ne.jp",
            "so-net.ne.jp", "ybb.ne.jp", "au.com", "rakuten.jp", "goo.ne.jp", "plala.or.jp", "ymobile.ne.jp",
            "uqmobile.jp", "dion.ne.jp", "infoweb.ne.jp", "asahi-net.or.jp", "hi-ho.ne.jp",
        )
    ),
    ("taro@GMAIL.com", FREE),
    ("taro@ｇｍａｉｌ．ｃｏｍ", FREE),
    ("taro@mailinator.com", "使い捨て"),
    *(
        (f"{local}@takasaki.example.jp", OWN)
        for local in (
            "info", "INFO", "info2", "sales", "sales-tokyo", "soumu", "keiri", "eigyo.1", "jimu", "support", "admin",
            "contact",
            "office", "webmaster", "postmaster", "kanri", "jinji", "hanbai", "koubai", "shizai", "system", "it", "all",
            "team", "eigyobu", "tokyo-eigyo", "project-ml", "no_reply", "soumu.keiri", "help.desk", "it-tokyo",
        )
    ),
    ("taro+tag@takasaki.example.jp", "「taro@takasaki.example.jp」のように"),
    ("太郎@takasaki.example.jp", "半角の英数字"),
    ("ｔａｒｏ@takasaki.example.jp", "半角の英数字"),
    ("mıke@takasaki.example.jp", "半角の英数字"),
    ("taro@gmаil.com", "別の文字が混ざっています"),
    ("taro@co.jp", "「@」の後ろを確かめて"),
    ("taro@github.io", "「@」の後ろを確かめて"),
    ("taro@takasaki.invalid", "「@」の後ろを確かめて"),
    ("taro", "taro.yamada@example.co.jp"),
    ("taro@", "taro.yamada@example.co.jp"),
    ("taro@takasaki", "taro.yamada@example.co.jp"),
    ("taro@takasaki.example.jp.", "taro.yamada@example.co.jp"),
    ("ta ro@takasaki.example.jp", "taro.yamada@example.co.jp"),
    ("a@b@takasaki.example.jp", "taro.yamada@example.co.jp"),
    (f"{'a' * 65}@takasaki.example.jp", "taro.yamada@example.co.jp"),
]  # fmt: skip


@pytest.mark.parametrize(("email", "sentence"), REFUSED, ids=[email for email, _ in REFUSED])
def test_it_is_refused_with_the_reason_and_the_alternative(client: Client, email: str, sentence: str) -> None:
    answer = sign_up(client, email=email)
    assert answer.status_code == 422
    assert sentence in error_at(answer, "email")
    assert letters() == []


@pytest.mark.parametrize(
    "email",
    [
        "taro@takasaki.example.jp",
        "itou@takasaki.example.jp",
        "kita.minami@takasaki.example.jp",
        "allen@takasaki.example.jp",
        "t.o'neill@takasaki.example.jp",
        "souko@takasaki.example.jp",
        "taro_2@sales.example.co.jp",
        "taro@見本.example.jp",
    ],
)
def test_a_persons_own_address_is_taken(client: Client, email: str) -> None:
    assert sign_up(client, email=email).status_code == 303


def test_a_domain_is_kept_as_it_is_compared(client: Client) -> None:
    sign_up(client, email="Taro.Mihon@ＴＡＫＡＳＡＫＩ.example.JP")
    assert letters()[0].to == "Taro.Mihon@takasaki.example.jp"


def test_the_page_says_beforehand_what_it_refuses(client: Client) -> None:
    page = client.get("/sign-up").text
    for words in (
        "登録できないアドレス",
        "info@、sales@、soumu@",
        "無料のメール、プロバイダー、携帯電話会社",
        "使い捨て",
    ):
        assert words in page
    assert 'href="/sign-up?kind=renewal-only"' in page


@pytest.mark.parametrize("email", ["info@gmail.com", "taro+x@gmail.com", "taro@mailinator.com"])
def test_a_renewal_only_account_is_a_persons_too(client: Client, email: str) -> None:
    assert sign_up(client, email=email, kind="renewal-only").status_code == 422


def test_staff_can_refuse_a_domain(client: Client) -> None:
    _decide("Example.JP", "refuse", "")
    answer = sign_up(client)
    assert "お問い合わせ窓口" in error_at(answer, "email")
    assert "address-decided" in acts()


def test_staff_can_allow_a_domain(client: Client) -> None:
    _decide("ocn.ne.jp", "allow", "ADSL からの移行が済むまで")
    assert sign_up(client, email="taro@xx.ocn.ne.jp").status_code == 303
    assert sign_up(client, email="info@xx.ocn.ne.jp").status_code == 422


def test_staff_can_allow_one_address(client: Client) -> None:
    _decide("Info@takasaki.example.jp", "allow", "お一人の会社")
    assert sign_up(client, email="info@takasaki.example.jp").status_code == 303
    assert sign_up(client, email="sales@takasaki.example.jp").status_code == 422


def test_the_narrower_decision_counts(client: Client) -> None:
    _decide("example.jp", "refuse", "")
    _decide("takasaki.example.jp", "allow", "")
    assert sign_up(client).status_code == 303
    _decide(EMAIL, "refuse", "")
    assert sign_up(client).status_code == 422


def test_a_decision_can_be_revoked(client: Client) -> None:
    staff = acting(an_administrator())
    addresses.revoke(staff, _decide("example.jp", "refuse", ""))
    db.session.commit()
    assert sign_up(client).status_code == 303


@pytest.mark.parametrize("pattern", ["", "jp", "not a domain", "a@b@"])
def test_a_decision_is_about_an_address_or_a_domain(session: object, pattern: str) -> None:
    with pytest.raises(addresses.NotAPattern):
        _decide(pattern, "refuse", "")


def _decide(pattern: str, verdict: str, reason: str) -> AddressRule:
    rule = addresses.decide(acting(an_administrator()), pattern, verdict, reason)
    db.session.commit()
    return rule
