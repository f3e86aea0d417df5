"""Secrets that have to be read again (of authenticator apps): sealed, so that a copy of the database tells nothing.

The key is derived from TBC_SECRET_KEY: HKDF with SHA-256, no salt, the words of `PURPOSE` as info. Sealing is
AES-256-GCM with a random nonce, and names whose secret it is: put into another row, it opens no more.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PURPOSE = b"Trend Business Center: secrets of authenticator apps, 1"
_NONCE = 12


class SealBroken(Exception):
    """This was sealed with another key, or for somebody else."""


class _Seal:
    secret_key: str | None = None


def set_up(secret_key: str) -> None:
    """Seal with a key made of `secret_key` from now on."""
    _Seal.secret_key = secret_key


def seal(secret: str, of: UUID) -> bytes:
    """`secret` of the person `of`, as it may stand in a database."""
    nonce = os.urandom(_NONCE)
    return nonce + _cipher().encrypt(nonce, secret.encode(), of.bytes)


def unseal(sealed: bytes, of: UUID) -> str:
    """What was sealed.

    Raises:
        SealBroken: with another key, or for another person.
    """
    from cryptography.exceptions import InvalidTag

    try:
        return _cipher().decrypt(sealed[:_NONCE], sealed[_NONCE:], of.bytes).decode()
    except InvalidTag:
        raise SealBroken from None


def _cipher() -> AESGCM:
    assert _Seal.secret_key is not None
    return _cipher_of(_Seal.secret_key)


@cache
def _cipher_of(secret_key: str) -> AESGCM:
    # Eight megabytes, which a worker that meets no authenticator app goes without.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret_key.encode()))
