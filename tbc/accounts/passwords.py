"""Hashing and checking passwords: argon2id, a bound on how many hash at once, the bundled list (ACC-3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type, hash_secret_raw

from tbc.accounts.rules.passwords import LONGEST, Weakness, weakness, with_stems

LIST = Path(__file__).parent / "data" / "common_passwords.txt"


@dataclass(frozen=True, slots=True)
class Profile:
    """How dear one hash is. The default is OWASP's: 19 MiB, two passes, one lane."""

    memory_kib: int = 19 * 1024
    passes: int = 2
    lanes: int = 1


# Each hash takes its memory and a core: more at once than cores would only make everybody wait longer.
AT_ONCE = 4
_slots = BoundedSemaphore(AT_ONCE)


class _Hashing:
    def __init__(self) -> None:
        self.use(Profile(), ())

    def use(self, profile: Profile, words: Iterable[str]) -> None:
        self.words = tuple(words)
        self.hasher = PasswordHasher(
            time_cost=profile.passes, memory_cost=profile.memory_kib, parallelism=profile.lanes
        )
        # Made in advance: a first unknown address must not take longer than the next.
        self.dummy = self.hasher.hash("nobody has this password, it only takes the time of one")


_hashing = _Hashing()


def set_up(profile: Profile, words: Iterable[str]) -> None:
    """Hash with `profile` from now on; older hashes stay valid and are renewed at the next sign-in.

    `words` are the portal's own (its brand), which make as bad a password as the person's name.
    """
    _hashing.use(profile, words)


def hash_password(password: str) -> str:
    """What is stored of `password`: the whole of it, nothing cut off or folded."""
    with _slots:
        return _hashing.hasher.hash(password)


def verify(password_hash: str | None, password: str) -> bool:
    """Whether `password` belongs to `password_hash`. None (nobody there) takes as long as a wrong one (ACC-4)."""
    known = password_hash or _hashing.dummy
    if len(password) > LONGEST:
        password, known = "", _hashing.dummy
    with _slots:
        try:
            right = _hashing.hasher.verify(known, password)
        except (VerificationError, InvalidHashError):
            return False
    return right and password_hash is not None


def stretch(secret: str, salt: bytes) -> bytes:
    """A dear hash of something random that has to be found again by it: the same secret and salt (16 bytes) give the
    same 32 bytes for ever, whatever the profile is.
    """
    with _slots:
        return hash_secret_raw(
            secret.encode(), salt, time_cost=1, memory_cost=8 * 1024, parallelism=1, hash_len=32, type=Type.ID
        )


def is_outdated(password_hash: str) -> bool:
    """Whether the hash was made with another profile than today's."""
    return _hashing.hasher.check_needs_rehash(password_hash)


def fault(password: str, own: Iterable[str]) -> Weakness | None:
    """What is wrong with `password` for the person of whom `own` is known; None if it is good enough."""
    return weakness(password, [*own, *_hashing.words], common_passwords())


@cache
def common_passwords() -> frozenset[str]:
    """The bundled list, in lower case, and the stems of its entries."""
    return with_stems(LIST.read_text(encoding="ascii").split())
