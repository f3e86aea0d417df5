"""The key that papers are signed with (DLV-4): read from PEM, refused with one sentence when it cannot sign."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

_BEGIN = "-----BEGIN "
_LEAST_BITS = 2048


class KeyUnfit(ValueError):
    """The key or its certificates cannot be used; the message is the rest of a sentence."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key (PKCS#8, DER) and its certificates (DER): the signer's own first, then those that vouch for it.

    `since` and `until` are when the signer's certificate begins and ends.
    """

    key: bytes = field(repr=False)
    chain: tuple[bytes, ...]
    since: datetime
    until: datetime

    def is_good(self, at: datetime) -> bool:
        """Whether what is signed at that moment will be believed."""
        return self.since <= at <= self.until


def read_signing_key(value: str) -> SigningKey | None:
    """The key of a PEM text, or of the file that `value` names; None for no value.

    Raises:
        KeyUnfit: it is none, is locked, is too short, or has no certificate of its own.
    """
    if not value:
        return None
    # Eight megabytes, which a process without a key goes without.
    from cryptography import x509
    from cryptography.hazmat.primitives import serialization

    pem = _pem(value)
    try:
        key = serialization.load_pem_private_key(pem, None)
    except TypeError:
        raise KeyUnfit("holds a key that is locked by a password; give it without one") from None
    except Exception:  # whatever OpenSSL makes of such a text
        raise KeyUnfit("holds no private key in PEM") from None
    try:
        certificates = x509.load_pem_x509_certificates(pem)
    except ValueError:
        raise KeyUnfit("holds no certificate in PEM; put it below the key") from None
    _require_strength(key)
    own = [one for one in certificates if one.public_key() == key.public_key()]
    if not own:
        raise KeyUnfit("holds no certificate of its own key; put that below the key") from None
    chain = [own[0], *(one for one in certificates if one != own[0])]
    return SigningKey(
        key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()),
        tuple(one.public_bytes(serialization.Encoding.DER) for one in chain),
        own[0].not_valid_before_utc,
        own[0].not_valid_after_utc,
    )


def _pem(value: str) -> bytes:
    if value.startswith(_BEGIN):
        return value.encode()
    try:
        return Path(value).read_bytes()
    except (OSError, ValueError):
        raise KeyUnfit("is neither a PEM text nor a file that can be read") from None


def _require_strength(key: object) -> None:
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    if isinstance(key, rsa.RSAPrivateKey) and key.key_size >= _LEAST_BITS:
        return
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise KeyUnfit(f"holds a key that is too weak; use RSA of at least {_LEAST_BITS} bits or an elliptic curve")
