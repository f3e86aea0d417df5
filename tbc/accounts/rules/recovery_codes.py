"""Recovery codes: how one is written, and how it is read back as people type it."""

from __future__ import annotations

import secrets
import unicodedata

HOW_MANY = 10
FEW = 3  # or less: it is time for new ones
# As in reception numbers: no I, L, O, U, which are taken for others.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, GROUP = 16, 4  # 80 bits
_FORGIVEN = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code() -> str:
    """A random code, without the hyphens that it is shown with."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def written(code: str) -> str:
    """The code in groups of four."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def read(typed: str) -> str | None:
    """The code that was typed, in any width and case and with any hyphens; None if it cannot be one."""
    plain = "".join(c for c in unicodedata.normalize("NFKC", typed).upper() if c.isalnum()).translate(_FORGIVEN)
    return plain if len(plain) == LENGTH and set(plain) <= set(ALPHABET) else None
