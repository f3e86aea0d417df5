"""Reception numbers: 24 characters that people copy onto purchase orders (NUM-1, NUM-2).

The alphabet is 32 digits and letters without the look-alikes I, L, O and U. Each character is an element of the field
GF(2^5); the last one makes the sum of all characters, each times another power of the field's generator, zero. One
wrong character changes that sum, and so does swapping two neighbours (indeed any two), because all weights differ.
"""

from __future__ import annotations

import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 24
GROUP = 4
FORGIVEN = str.maketrans({"O": "0", "I": "1", "L": "1"})
SPACES_AND_HYPHENS = frozenset(" \t\u3000-‐‑‒–—―−ーｰ－_.")


class InvalidNumber(ValueError):
    """What was typed is no reception number."""


class WrongLength(InvalidNumber):
    """Not 24 characters; `length` is how many there are without spaces and hyphens."""

    def __init__(self, length: int) -> None:
        super().__init__(length)
        self.length = length


class WrongCharacter(InvalidNumber):
    """A character that no reception number has; `place` counts from 1, without spaces and hyphens."""

    def __init__(self, character: str, place: int) -> None:
        super().__init__(character, place)
        self.character = character
        self.place = place


class Mistyped(InvalidNumber):
    """The check character does not fit: at least one character is wrong, or two are swapped."""


def draw() -> str:
    """A new number from the operating system's randomness: 115 bits, at least one letter and one digit (NUM-1)."""
    while True:
        body = secrets.token_bytes(LENGTH - 1).translate(_OF_BYTE).decode("ascii")
        number = body + check_character(body)
        if is_mixed(number):
            return number


def check_character(body: str) -> str:
    """The last character of the number that begins with the 23 characters of `body`."""
    return ALPHABET[_sum(body)]


def is_mixed(number: str) -> bool:
    """Whether letters and digits both occur."""
    return any(c.isdigit() for c in number) and any(c.isalpha() for c in number)


def read(typed: str) -> str:
    """The number that `typed` means: any width and case, with spaces and hyphens, O for 0, I and L for 1 (NUM-2).

    Raises:
        WrongLength: not 24 characters.
        WrongCharacter: a character outside of the alphabet.
        Mistyped: the check character does not fit.
    """
    number = fold(typed)
    if len(number) != LENGTH:
        raise WrongLength(len(number))
    for place, character in enumerate(number, 1):
        if character not in ALPHABET:
            raise WrongCharacter(character, place)
    if _sum(number) != 0 or not is_mixed(number):
        raise Mistyped(number)
    return number


def fold(typed: str) -> str:
    """`typed` in the form in which numbers are stored, as far as it goes; also for parts of a number in a search."""
    plain = unicodedata.normalize("NFKC", "".join(c for c in typed if c not in SPACES_AND_HYPHENS))
    return "".join(c for c in plain if c not in SPACES_AND_HYPHENS and not c.isspace()).upper().translate(FORGIVEN)


def could_begin(folded: str) -> bool:
    """Whether `folded` can be a reception number or its beginning: at least one of its groups, letters and digits.

    One number in thirty begins with nine letters: from two groups on that will do, too long for most words.
    """
    if not GROUP <= len(folded) <= LENGTH or not set(folded) <= set(ALPHABET):
        return False
    return is_mixed(folded) or 2 * GROUP <= len(folded) < LENGTH


def groups(number: str) -> list[str]:
    """The number in its six groups of four, as it is shown."""
    return [number[at : at + GROUP] for at in range(0, len(number), GROUP)]


def near(folded: str) -> dict[str, int]:
    """The numbers that are one slip of the keys away, each with the place of the slip, counted from 1.

    One character wrong, missing or too many, or two neighbours swapped: some 50 numbers, since the check character
    leaves one for each place. `folded` is what was typed, as `fold` gives it.
    """
    places = range(len(folded))
    if len(folded) == LENGTH:
        found = [(_filled(folded[:at], folded[at + 1 :]), at) for at in places]
        found += [(folded[:at] + folded[at + 1] + folded[at] + folded[at + 2 :], at) for at in places[:-1]]
    elif len(folded) == LENGTH - 1:
        found = [(_filled(folded[:at], folded[at:]), at) for at in range(LENGTH)]
    elif len(folded) == LENGTH + 1:
        found = [(folded[:at] + folded[at + 1 :], at) for at in places]
    else:
        found = []
    near: dict[str, int] = {}
    for number, at in found:
        if number != folded and _is_number(number):
            near.setdefault(number, min(at, LENGTH - 1) + 1)
    return near


def _filled(before: str, after: str) -> str:
    """The number with that beginning and end and one character between; nothing where they cannot be a number's."""
    if not set(before + after) <= set(ALPHABET):
        return ""
    at = len(before)
    rest = _sum(before) ^ _sum(after, at + 1)
    return before + ALPHABET[_PRODUCTS[at].index(rest)] + after


def _is_number(folded: str) -> bool:
    return len(folded) == LENGTH and set(folded) <= set(ALPHABET) and _sum(folded) == 0 and is_mixed(folded)


def _double(element: int) -> int:
    """`element` times the generator x, modulo the primitive polynomial x^5 + x^2 + 1."""
    return (element << 1) ^ 0b100101 if element & 0b10000 else element << 1


def _powers(count: int) -> list[int]:
    powers = [1]
    while len(powers) < count:
        powers.append(_double(powers[-1]))
    return powers


def _times(a: int, b: int) -> int:
    product = 0
    while b:
        if b & 1:
            product ^= a
        a, b = _double(a), b >> 1
    return product


# The check character has weight 1, so that it is itself the sum of the others.
WEIGHTS = list(reversed(_powers(LENGTH)))
# 256 is a multiple of 32: every character is equally likely.
_OF_BYTE = (ALPHABET * 8).encode("ascii")
_PRODUCTS = [[_times(weight, value) for value in range(len(ALPHABET))] for weight in WEIGHTS]
_VALUES = {character: value for value, character in enumerate(ALPHABET)}


def _sum(characters: str, first: int = 0) -> int:
    """The sum of `characters` at their places, the first of them at place `first`, counted from 0."""
    total = 0
    for products, character in zip(_PRODUCTS[first : first + len(characters)], characters, strict=True):
        total ^= products[_VALUES[character]]
    return total
