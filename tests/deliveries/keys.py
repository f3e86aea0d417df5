"""Keys to sign with, and what a signature in a PDF says of the file."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from tbc.signing_settings import SigningKey, read_signing_key

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


def pem_of(key: Key, certificate: bytes = b"", password: bytes = b"") -> str:
    """A key in PEM, locked by `password` if there is one, and a certificate below it."""
    lock = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
    own = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, lock)
    return (own + certificate).decode()


def certificate_for(key: Key, *, days: int = 365) -> bytes:
    """A certificate, in PEM, that the key has signed itself, good until in so many days."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "見本商事 証書")])
    at = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(at - timedelta(days=400)).not_valid_after(at + timedelta(days=days))
    usage = x509.KeyUsage(True, True, *(False,) * 7)
    return made.add_extension(usage, critical=True).sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def a_signing_key(*, days: int = 365) -> SigningKey:
    """A key that signs, with its certificate."""
    key = ec.generate_private_key(ec.SECP256R1())
    read = read_signing_key(pem_of(key, certificate_for(key, days=days)))
    assert read is not None
    return read


def status_of(pdf: bytes, key: SigningKey) -> Any:
    """What pyHanko says of the only signature in `pdf`, trusting nobody but `key`."""
    (signature,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    (root,) = load_certs_from_pemder_data(key.chain[0])
    return validate_pdf_signature(signature, ValidationContext(trust_roots=[root], allow_fetching=False))
