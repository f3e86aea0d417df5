"""Reception numbers: unique, readable aloud, and a slip of the pen is caught."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbc.applications import numbers

SHAPE = re.compile(r"[0-9A-HJKMNP-TV-Z]{24}")
any_number = st.text(numbers.ALPHABET, min_size=23, max_size=23).map(lambda body: body + numbers.check_character(body))
mixed_number = any_number.filter(numbers.is_mixed)


@pytest.mark.rule("NUM-1")
def test_a_million_draws_hold_no_duplicate_and_all_have_the_shape() -> None:
    seen = {numbers.draw() for _ in range(1_000_000)}
    assert len(seen) == 1_000_000
    assert all(map(SHAPE.fullmatch, seen))
    assert all(map(numbers.is_mixed, seen))


@pytest.mark.rule("NUM-1")
def test_every_wrong_character_and_every_swap_of_neighbours_is_caught_in_ten_thousand_numbers() -> None:
    for _ in range(10_000):
        number = numbers.draw()
        whole = numbers._sum(number)
        assert whole == 0
        for place, character in enumerate(number):
            products = numbers._PRODUCTS[place]
            right = products[numbers._VALUES[character]]
            # The sum with any other character at this place: never zero.
            assert all(products[v] ^ right for v in range(32) if v != numbers._VALUES[character])
        for place in range(numbers.LENGTH - 1):
            a, b = number[place], number[place + 1]
            if a != b:
                with pytest.raises(numbers.Mistyped):
                    numbers.read(number[:place] + b + a + number[place + 2 :])


@pytest.mark.rule("NUM-1")
@given(mixed_number, st.integers(0, 23), st.sampled_from(numbers.ALPHABET))
def test_one_wrong_character_is_refused_by_the_reader(number: str, place: int, other: str) -> None:
    wrong = number[:place] + other + number[place + 1 :]
    if wrong != number:
        with pytest.raises(numbers.Mistyped):
            numbers.read(wrong)


@pytest.mark.rule("NUM-2")
@given(mixed_number)
def test_any_width_case_and_spacing_is_read(number: str) -> None:
    full_width = "".join(chr(ord(c) + 0xFEE0) for c in number)
    assert numbers.read(number) == number
    assert numbers.read(number.lower()) == number
    assert numbers.read(full_width) == number
    assert numbers.read("　".join(numbers.groups(number))) == number
    assert numbers.read(" " + "-".join(numbers.groups(number)) + "\n") == number
    assert numbers.read("ー".join(numbers.groups(full_width))) == number


@pytest.mark.rule("NUM-2")
@given(mixed_number)
def test_look_alikes_are_forgiven(number: str) -> None:
    assert numbers.read(number.replace("0", "O").replace("1", "l")) == number
    assert numbers.read(number.replace("0", "o").replace("1", "I")) == number


@pytest.mark.rule("NUM-2")
@pytest.mark.parametrize(
    ("typed", "could"),
    [
        ("4K7R", True),
        ("ABC", False),
        ("ABCD", False),  # as likely a word
        ("ABCDEFG", False),
        ("ABCDEFGH", True),
        ("ABCDEFGH4", True),
        ("ABCDEFGU", False),
        ("ABCDEFGH" * 3, False),  # whole, but no number
        ("ABCDEFG4" * 3, True),
        ("ABCDEFG4" * 3 + "5", False),
    ],
)
def test_a_beginning_is_told_from_a_word(typed: str, *, could: bool) -> None:
    assert numbers.could_begin(typed) == could


def test_a_wrong_length_says_how_many_characters_there_are() -> None:
    with pytest.raises(numbers.WrongLength) as caught:
        numbers.read("7KQ4 M2XD 9HRA")
    assert caught.value.length == 12


def test_a_foreign_character_is_named_with_its_place() -> None:
    number = numbers.draw()
    with pytest.raises(numbers.WrongCharacter) as caught:
        numbers.read(number[:3] + "U" + number[4:])
    assert (caught.value.character, caught.value.place) == ("U", 4)


@given(st.text(max_size=60))
def test_nothing_typed_breaks_the_reader(typed: str) -> None:
    try:
        read = numbers.read(typed)
    except numbers.InvalidNumber:
        return
    assert SHAPE.fullmatch(read)
