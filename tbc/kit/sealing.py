"""Secrets that have to be read again: sealed, so that a copy of the database tells nothing.

Keys are derived from TBC_SECRET_KEY, one for each purpose: HKDF with SHA-256, no salt, the purpose's words as info.
Sealing is AES-256-GCM with a random nonce, and names whose secret it is: put into another row, it opens no more.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

# What is sealed for: a key of its own each.
APPS = b"Trend Business Center: secrets of authenticator apps, 1"
LETTERS = b"Trend Business Center: secrets in letters, 1"
WEBHOOKS = b"Trend Business Center: secrets of webhooks, 1"
_NONCE = 12


class SealBroken(Exception):
    """This was sealed with another key, or for somebody else."""


class _Seal:
    secret_key: str | None = None


def set_up(secret_key: str) -> None:
    """Seal with a key made of `secret_key` from now on."""
    _Seal.secret_key = secret_key


def seal(secret: str, of: UUID, purpose: bytes = APPS) -> bytes:
    """`secret` of the person or row `of`, as it may stand in a database."""
    nonce = os.urandom(_NONCE)
    return nonce + _cipher(purpose).encrypt(nonce, secret.encode(), of.bytes)


def unseal(sealed: bytes, of: UUID, purpose: bytes = APPS) -> str:
    """What was sealed.

    Raises:
        SealBroken: with another key, for another purpose, or for another person or row.
    """
    from cryptography.exceptions import InvalidTag

    try:
        return _cipher(purpose).decrypt(sealed[:_NONCE], sealed[_NONCE:], of.bytes).decode()
    except InvalidTag:
        raise SealBroken from None


def _cipher(purpose: bytes) -> AESGCM:
    assert _Seal.secret_key is not None
    return _cipher_of(_Seal.secret_key, purpose)


@cache
def _cipher_of(secret_key: str, purpose: bytes) -> AESGCM:
    # Eight megabytes, which a worker that meets no secret goes without.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret_key.encode()))
