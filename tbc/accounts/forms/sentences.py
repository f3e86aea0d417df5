"""Why something is refused, and what to do instead: one sentence or two at the field (ACC-2, ACC-3)."""

from __future__ import annotations

from flask_babel import gettext, lazy_gettext

from tbc.accounts.rules.addresses import Reason
from tbc.accounts.rules.passwords import Weakness

ADDRESS = {
    Reason.MALFORMED: lazy_gettext(
        "メールアドレスの形になっていません。taro.yamada@example.co.jp のように入力してください。"
    ),
    Reason.LOCAL_NOT_ASCII: lazy_gettext("「@」の前に全角文字が入っています。半角の英数字で入力してください。"),
    Reason.LOOK_ALIKE: lazy_gettext(
        "「%(domain)s」には英字に似た別の文字が混ざっています。会社のドメインを半角の英数字で入力してください。"
    ),
    Reason.PLUS_TAG: lazy_gettext(
        "「+」付きのアドレスは登録できません。「%(plain)s」のように「+」より後ろを除いて入力してください。"
    ),
    Reason.GROUP: lazy_gettext(
        "「%(local)s@」は複数の方が使うアドレスのため登録できません。ご本人のアドレスを入力してください。"
    ),
    Reason.FREE_MAIL: lazy_gettext(
        "「%(domain)s」は無料のメールや携帯電話会社、プロバイダーのアドレスのため登録できません。会社のアドレスを入力してください。"
        "会社のアドレスがなく、ライセンスの更新だけをされる方は、更新専用アカウントをお使いください。"
    ),
    Reason.DISPOSABLE: lazy_gettext(
        "「%(domain)s」は使い捨てのアドレスのため登録できません。ご本人が続けて使うアドレスを入力してください。"
    ),
    Reason.NOTHING_REGISTRABLE: lazy_gettext(
        "「%(domain)s」は会社のドメインとして確認できません。「@」の後ろを確かめて、会社のアドレスを入力してください。"
    ),
    Reason.REFUSED_BY_STAFF: lazy_gettext(
        "このアドレスは登録できません。会社の別のアドレスを入力するか、弊社のお問い合わせ窓口へご連絡ください。"
    ),
}
PASSWORD = {
    Weakness.TOO_SHORT: lazy_gettext(
        "パスワードは12文字以上で入力してください。短い文をつなげると覚えやすくなります。"
    ),
    Weakness.TOO_LONG: lazy_gettext("パスワードは256文字以内で入力してください。"),
    Weakness.COMMON: lazy_gettext(
        "よく使われるパスワードか、それに数字や記号を足したものです。関係のない言葉を3つ以上つなげるなど、ほかのものにしてください。"
    ),
    Weakness.OWN_DATA: lazy_gettext(
        "お名前、会社名、メールアドレス、製品のブランド名から推測できます。関係のない言葉でほかのものにしてください。"
    ),
}


def of_address(reason: Reason, typed: str) -> str:
    """Why the address `typed` is refused, and what to use instead."""
    local, _, domain = typed.strip().rpartition("@")
    values = {"local": local, "domain": domain, "plain": f"{local.split('+')[0]}@{domain}"}
    return _filled(ADDRESS[reason], values)


def of_password(weakness: Weakness) -> str:
    """What is wrong with a password, and what makes a better one."""
    return str(PASSWORD[weakness])


def taken() -> str:
    """An address has an account by now; said only to whoever has proven that they read its mail."""
    return str(gettext("このメールアドレスには、すでにアカウントがあります。"))


def _filled(sentence: object, values: dict[str, str]) -> str:
    return str(sentence) % values if "%(" in str(sentence) else str(sentence)
