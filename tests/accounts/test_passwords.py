"""Passwords: long, not common, not the person's own data; argon2id, a few at a time (ACC-3)."""

from __future__ import annotations

import re
import threading

import pytest
from argon2 import extract_parameters
from argon2.low_level import Type
from hypothesis import given
from hypothesis import strategies as st

from tbc.accounts import passwords
from tbc.accounts.rules.passwords import LONGEST, SHORTEST, Weakness, weakness
from tests.accounts.journeys import WISH, error_at, sign_up
from tests.client import Client

pytestmark = pytest.mark.rule("ACC-3")

OWN = (WISH["email"], "Yamada Hanako", "Takasaki Sangyo", "Trend Micro")
LIST = sorted(passwords.LIST.read_text().split())


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("elevenchars", Weakness.TOO_SHORT),
        ("x" * (LONGEST + 1), Weakness.TOO_LONG),
        ("Password1234", Weakness.COMMON),
        ("passwordpassword", Weakness.COMMON),
        ("P@ssw0rd!2026", Weakness.COMMON),
        ("123456789012", Weakness.COMMON),
        ("aaaaaaaaaaaa", Weakness.COMMON),
        ("abcdefghijkl", Weakness.COMMON),
        ("qwertyuiop12", Weakness.COMMON),
        ("Doraemon!!!!2026", Weakness.COMMON),
        ("2026/11/20 14:43", Weakness.COMMON),
        ("TrendMicro-20x6y", Weakness.OWN_DATA),
        ("taro.mihon-x1y2", Weakness.OWN_DATA),
        ("Yamadahanako9z8y", Weakness.OWN_DATA),
        ("takasaki-sangyo", Weakness.OWN_DATA),
        ("kawa yama sora umi", None),
        ("correct-lamp-yamada-window", None),
        ("川と山と空と海と森と湖", Weakness.TOO_SHORT),
        ("川と山と空と海と森と湖と谷", None),
        ("kqzwvjxhbnmt", None),
    ],
)
def test_a_password_is_judged_by_length_commonness_and_own_data(password: str, fault: Weakness | None) -> None:
    assert weakness(password, OWN, passwords.common_passwords()) is fault


def test_the_bundled_list_is_long_enough() -> None:
    assert len(LIST) >= 3000


@given(st.sampled_from([word for word in LIST if len(word) >= 3]), st.sampled_from(["", "1", "!", "123", "2026", "!!"]))
def test_no_common_password_passes_by_trimmings(word: str, suffix: str) -> None:
    for tried in (word + suffix, (word + suffix).upper(), (word + suffix).ljust(SHORTEST, "1"), word * SHORTEST):
        assert weakness(tried, (), passwords.common_passwords()) is not None


@given(st.text(max_size=300))
def test_any_text_has_an_answer(password: str) -> None:
    fault = weakness(password, OWN, passwords.common_passwords())
    assert fault is None or fault in Weakness
    if len(password) < SHORTEST:
        assert fault is Weakness.TOO_SHORT


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("short", "12文字以上"),
        ("x" * 257, "256文字以内"),
        ("Password1234", "よく使われるパスワード"),
        ("taro.mihon-x1y2", "推測できます"),
        ("", "パスワードを入力"),
    ],
)
def test_it_is_refused_at_the_field(client: Client, password: str, sentence: str) -> None:
    answer = sign_up(client, password=password)
    assert answer.status_code == 422
    assert sentence in error_at(answer, "password")
    assert not password or password not in answer.text


def test_no_character_is_required_cut_off_or_folded() -> None:
    for password in ("ひらがなだけでも長ければよい", "a b" * 40 + "x", "k" * 71 + "Äé字" * 20):
        stored = passwords.hash_password(password)
        assert passwords.verify(stored, password)
        assert not passwords.verify(stored, password[:-1])
        assert not passwords.verify(stored, password.swapcase() if password != password.swapcase() else password + " ")


def test_pasting_is_not_hindered(client: Client) -> None:
    page = client.get("/sign-up").text
    assert "onpaste" not in page
    assert 'autocomplete="new-password"' in page
    assert not re.search(r'<input[^>]*maxlength[^>]*type="password"', page)


def test_the_production_profile_is_argon2id_by_owasp() -> None:
    profile = passwords.Profile()
    assert (profile.memory_kib, profile.passes, profile.lanes) == (19 * 1024, 2, 1)
    parameters = extract_parameters(passwords.hash_password("whatever"))
    assert parameters.type is Type.ID
    assert (parameters.time_cost, parameters.parallelism) == (2, 1)


def test_nobodys_password_is_never_right() -> None:
    assert not passwords.verify(None, "nobody has this password, it only takes the time of one")
    assert not passwords.verify("not a hash", "whatever")
    assert not passwords.verify(passwords.hash_password("x"), "y" * (LONGEST + 1))


def test_only_a_few_hash_at_once() -> None:
    """Ten ask while all places are taken: none gets through until one is free."""
    done: list[str] = []
    for _ in range(passwords.AT_ONCE):
        passwords._slots.acquire()
    threads = [threading.Thread(target=lambda: done.append(passwords.hash_password("x"))) for _ in range(10)]
    for thread in threads:
        thread.start()
    threads[0].join(timeout=0.2)
    assert done == []
    for _ in range(passwords.AT_ONCE):
        passwords._slots.release()
    for thread in threads:
        thread.join(timeout=10)
    assert len(done) == 10
