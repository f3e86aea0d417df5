"""Address rules: pure, and true for every address (ACC-2)."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbc.accounts.lookups import a_label, read_address, registrable_domain
from tbc.accounts.rules.addresses import Address, Reason, candidates, refusal
from tbc.accounts.rules.group_names import LIST_ENDINGS, PLACES, STRONG, WEAK, is_group_name

pytestmark = pytest.mark.rule("ACC-2")

WORDS = st.text(alphabet=string.ascii_lowercase, min_size=1, max_size=12)
DIGITS = st.text(alphabet=string.digits, max_size=4)
DOMAIN = "takasaki.example.jp"


@given(st.sampled_from(sorted(STRONG)), DIGITS, st.sampled_from("._-"), WORDS)
def test_a_group_word_first_makes_a_group(word: str, digits: str, sign: str, rest: str) -> None:
    assert is_group_name(word + digits)
    assert is_group_name(digits + word.upper())
    assert is_group_name(word + digits + sign + rest)


@pytest.mark.parametrize("local", ["no-reply", "no.reply.2", "NO_REPLY1", "do-not-reply", "do-not-reply.sakura"])
def test_a_group_word_may_be_written_with_signs(local: str) -> None:
    assert is_group_name(local)


@given(st.sampled_from(sorted(WEAK)), st.sampled_from(sorted(PLACES)), DIGITS)
def test_a_short_word_with_a_place_makes_a_group(word: str, place: str, digits: str) -> None:
    assert is_group_name(f"{word}-{place}{digits}")
    assert is_group_name(f"{place}.{word}")


@given(WORDS, st.sampled_from(sorted(LIST_ENDINGS)))
def test_a_list_ending_makes_a_group(word: str, ending: str) -> None:
    assert is_group_name(f"{word}-{ending}")


@given(st.text(max_size=40))
def test_any_local_part_has_an_answer(local: str) -> None:
    assert is_group_name(local) in {True, False}


@given(st.text(max_size=80))
def test_any_text_is_an_address_or_has_a_reason(typed: str) -> None:
    read = read_address(typed)
    assert isinstance(read, Reason) or read.stored.isascii()


@given(WORDS, WORDS, st.sampled_from(["allow", "refuse"]))
def test_a_decision_on_the_address_is_the_last_word(local: str, label: str, verdict: str) -> None:
    address = Address(local, f"{label}.example.jp", "example.jp", free=True, disposable=True)
    decided = refusal(address, personal_allowed=False, verdicts={address.stored: verdict})
    assert decided == (None if verdict == "allow" else Reason.REFUSED_BY_STAFF)


@given(WORDS, st.booleans(), st.booleans(), st.booleans())
def test_no_decision_on_a_domain_opens_it_to_groups(local: str, personal: bool, free: bool, disposable: bool) -> None:
    address = Address(f"soumu-{local}", DOMAIN, "example.jp", free=free, disposable=disposable)
    assert refusal(address, personal_allowed=personal, verdicts={DOMAIN: "allow"}) is Reason.GROUP


@given(WORDS, st.booleans(), st.booleans())
def test_a_personal_address_is_only_for_renewals(local: str, free: bool, personal: bool) -> None:
    address = Address(f"x{local}x9y", "mail.example.jp", "example.jp", free=free)
    expected = Reason.FREE_MAIL if free and not personal else None
    if not is_group_name(address.local):
        assert refusal(address, personal_allowed=personal, verdicts={}) is expected


@given(st.lists(WORDS, min_size=1, max_size=4))
def test_staff_may_decide_on_every_domain_above(labels: list[str]) -> None:
    domain = ".".join([*labels, "example", "jp"])
    named = candidates(Address("taro", domain, "example.jp"))
    assert named[0] == f"taro@{domain}"
    assert named[-1] == "example.jp"
    assert len(named) == len(labels) + 2


@pytest.mark.parametrize(
    ("domain", "registrable"),
    [
        ("sales.example.co.jp", "example.co.jp"),
        ("example.co.jp", "example.co.jp"),
        ("co.jp", None),
        ("a.example.github.io", "example.github.io"),
        ("github.io", None),
        ("takasaki.gunma.jp", None),
        ("takasaki.invalid", None),
    ],
)
@pytest.mark.rule("ORG-1")
def test_the_registrable_part_follows_the_public_suffix_list(domain: str, registrable: str | None) -> None:
    assert registrable_domain(domain) == registrable


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("例え.example.jp", "xn--r8jz45g.example.jp"),
        ("EXAMPLE。jp", "example.jp"),
        ("exa mple.jp", None),
        ("-example.jp", None),
        ("jp", None),
    ],
)
def test_domains_are_compared_as_a_labels(typed: str, label: str | None) -> None:
    assert a_label(typed) == label
