"""Secrets that have to be read again (of authenticator apps): sealed, so that a copy of the database tells nothing.

The key is derived from TBC_SECRET_KEY: HKDF with SHA-256, no salt, the words of `PURPOSE` as info. Sealing is
AES-256-GCM with a random nonce, and names whose secret it is: put into another row, it opens no more.
"""

from __future__ import annotations

import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PURPOSE = b"Trend Business Center: secrets of authenticator apps, 1"
_NONCE = 12


class SealBroken(Exception):
    """This was sealed with another key, or for somebody else."""


class _Seal:
    cipher: AESGCM | None = None


def set_up(secret_key: str) -> None:
    """Seal with a key made of `secret_key` from now on."""
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret_key.encode())
    _Seal.cipher = AESGCM(key)


def seal(secret: str, of: UUID) -> bytes:
    """`secret` of the person `of`, as it may stand in a database."""
    assert _Seal.cipher is not None
    nonce = os.urandom(_NONCE)
    return nonce + _Seal.cipher.encrypt(nonce, secret.encode(), of.bytes)


def unseal(sealed: bytes, of: UUID) -> str:
    """What was sealed.

    Raises:
        SealBroken: with another key, or for another person.
    """
    assert _Seal.cipher is not None
    try:
        return _Seal.cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], of.bytes).decode()
    except InvalidTag:
        raise SealBroken from None
